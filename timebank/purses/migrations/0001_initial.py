import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('ledger', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Purse',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses', to='elders.elder')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses_given', to='people.person')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('minutes', models.PositiveIntegerField()),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('given_at', models.DateTimeField()),
                ('last_on', models.DateField()),
                ('back_at', models.DateTimeField(null=True)),
                ('back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('back_words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['elder', 'last_on'], name='purse_by_elder'), models.Index(fields=['giver', '-id'], name='purse_by_giver')],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes__gt', 0)), name='purse_minutes_positive')],
            },
        ),
        migrations.CreateModel(
            name='PoolGrant',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pool_grants', to='elders.elder')),
                ('minutes_a_month', models.PositiveIntegerField()),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('because', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('citation', models.CharField(blank=True, max_length=200)),
                ('granted_at', models.DateTimeField()),
                ('granted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['elder'], name='poolgrant_by_elder')],
                'constraints': [models.CheckConstraint(condition=models.Q(('minutes_a_month__gt', 0)), name='poolgrant_minutes_positive')],
            },
        ),
        migrations.CreateModel(
            name='MinuteUse',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('order_id', models.UUIDField()),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('source', models.CharField(choices=[('GIFT', 'A gift'), ('POOL', 'Community pool')], max_length=4)),
                ('purse', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='purses.purse')),
                ('account', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('service_on', models.DateField()),
                ('held_minutes', models.PositiveIntegerField()),
                ('drawn_minutes', models.PositiveIntegerField(default=0)),
                ('status', models.CharField(choices=[('HELD', 'Set aside'), ('DRAWN', 'Paid'), ('RELEASED', 'Given back'), ('RETURNED', 'Paid, and taken back')], default='HELD', max_length=8)),
                ('rule', models.JSONField(default=list)),
                ('resolved_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['order_id'], name='minuteuse_by_order'), models.Index(condition=models.Q(('source', 'POOL')), fields=['elder', 'service_on'], name='minuteuse_by_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('held_minutes__gt', 0)), name='minuteuse_minutes_positive'), models.CheckConstraint(condition=models.Q(('drawn_minutes__lte', models.F('held_minutes'))), name='minuteuse_draws_what_was_held'), models.CheckConstraint(condition=models.Q(models.Q(('drawn_minutes__gt', 0), ('status__in', ['DRAWN', 'RETURNED'])), models.Q(('drawn_minutes', 0), ('status__in', ['HELD', 'RELEASED'])), _connector='OR'), name='minuteuse_drawn_is_something'), models.CheckConstraint(condition=models.Q(models.Q(('purse__isnull', False), ('source', 'GIFT')), models.Q(('purse', None), ('source', 'POOL')), _connector='OR'), name='minuteuse_gift_names_its_purse')],
            },
        ),
    ]
