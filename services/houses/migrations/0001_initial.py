import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HoursReview',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='hours_review', to='orders.assignment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('status', models.CharField(choices=[('APPROVED', 'Approved'), ('QUERIED', 'Asked about')], max_length=8)),
                ('minutes', models.PositiveIntegerField()),
                ('reason', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'status'], name='hoursreview_by_status')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_over', to='organisations.organisation')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='organisations.organisation')),
                ('status', models.CharField(choices=[('OFFERED', 'Waiting for an answer'), ('ACCEPTED', 'Taken over'), ('REFUSED', 'Not taken over'), ('WITHDRAWN', 'Taken back')], default='OFFERED', max_length=9)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_at', models.DateTimeField()),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('giver', models.F('taker')), _negated=True), name='handover_between_two'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'OFFERED')), models.Q(models.Q(('status', 'OFFERED'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='handover_decided_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='HandoverSeat',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('handover', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='houses.handover')),
                ('assignment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='orders.assignment')),
                ('open', models.BooleanField(default=True)),
                ('moved_at', models.DateTimeField(null=True)),
                ('objected_at', models.DateTimeField(null=True)),
                ('objected_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('handover', 'assignment'), name='handoverseat_once'), models.UniqueConstraint(condition=models.Q(('open', True)), fields=('assignment',), name='handoverseat_offered_to_one')],
            },
        ),
        migrations.CreateModel(
            name='RatingChange',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('order', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rating_changes', to='orders.order')),
                ('before', models.PositiveSmallIntegerField()),
                ('after', models.PositiveSmallIntegerField()),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('after__range', (1, 5)), ('before__range', (1, 5)), models.Q(('before', models.F('after')), _negated=True)), name='ratingchange_changes_something')],
            },
        ),
    ]
