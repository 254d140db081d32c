import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('orders', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='elders.elder')),
                ('number', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('number_index', accounts.sealed_fields.BlindIndexField(max_length=32)),
                ('direction', models.CharField(choices=[('IN', 'Came in'), ('OUT', 'Went out')], max_length=3)),
                ('operator', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('ORDERED', 'Ordered something'), ('CHANGED', 'Changed an order'), ('CANCELLED', 'Called an order off'), ('ASKED', 'Asked or told something'), ('CALL_BACK', 'To be rung back'), ('NO_ANSWER', 'Nobody answered'), ('UNKNOWN', 'Not recognised'), ('OTHER', 'Something else')], max_length=9)),
                ('note', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('order', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='orders.order')),
                ('read_back', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['started_at'], name='call_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('operator',), name='call_one_line_per_operator'), models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('started_at')), _connector='OR'), name='call_ends_after_start'), models.CheckConstraint(condition=models.Q(('ended_at', None), models.Q(('outcome', ''), _negated=True), _connector='OR'), name='call_ended_with_outcome')],
            },
        ),
        migrations.CreateModel(
            name='CallBack',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='call_backs', to='elders.elder')),
                ('due_at', models.DateTimeField()),
                ('reason', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('made_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='promised', to='calls.call')),
                ('done_in', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.call')),
                ('given_up', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('closed_at', None)), fields=['due_at'], name='call_back_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('done_in', None), ('closed_at__isnull', False), _connector='OR'), name='call_back_done_is_closed')],
            },
        ),
        migrations.AddField(
            model_name='call',
            name='call_back',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tries', to='calls.callback'),
        ),
    ]
