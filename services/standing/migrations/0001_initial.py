import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0001_initial'),
        ('elders', '0001_initial'),
        ('orders', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='StandingOrder',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standing_orders', to='elders.elder')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consent', models.CharField(choices=[('IN_PERSON', 'In person'), ('BY_PHONE', 'By phone'), ('SIGNED', 'Signed on paper'), ('VOICE_NOTE', 'Voice note')], default='IN_PERSON', max_length=12)),
                ('rrule', models.CharField(blank=True, max_length=200)),
                ('lunar', models.CharField(blank=True, max_length=80)),
                ('on_holiday', models.CharField(choices=[('KEEP', 'Come as on any day'), ('SKIP', 'Leave it out'), ('MOVE', 'Come on the next working day instead')], default='KEEP', max_length=4)),
                ('clock', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('first_on', models.DateField()),
                ('last_on', models.DateField(null=True)),
                ('note', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('started_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['elder'], name='standing_active')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lunar__gt', ''), ('rrule', '')), models.Q(('lunar', ''), ('rrule__gt', '')), _connector='OR'), name='standing_one_rhythm'), models.CheckConstraint(condition=models.Q(('last_on', None), ('last_on__gte', models.F('first_on')), _connector='OR'), name='standing_days_forward'), models.CheckConstraint(condition=models.Q(('minutes__range', (1, 1440))), name='standing_lasts')],
            },
        ),
        migrations.CreateModel(
            name='StandingLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='standing.standingorder')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
                ('quantity', models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='standing_line_quantity_positive'), models.UniqueConstraint(fields=('standing', 'item'), name='standing_line_item_once')],
            },
        ),
        migrations.CreateModel(
            name='Pause',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pauses', to='standing.standingorder')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['days'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('standing', '='), ('days', '&&')], name='pause_no_overlap'), models.CheckConstraint(condition=models.Q(('days__isempty', False)), name='pause_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('standing', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='standing.standingorder')),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('ORDERED', 'Ordered'), ('REFUSED', 'Could not be ordered'), ('SKIPPED', 'Left out'), ('DROPPED', 'Taken back')], max_length=7)),
                ('order', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occurrence', to='orders.order')),
                ('refusal', models.CharField(blank=True, max_length=40)),
                ('settled_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'REFUSED')), fields=['on'], name='occurrence_refused')],
                'constraints': [models.UniqueConstraint(fields=('standing', 'on'), name='occurrence_once_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('order__isnull', False), ('state', 'ORDERED')), models.Q(models.Q(('state', 'ORDERED'), _negated=True), ('order', None)), _connector='OR'), name='occurrence_ordered_has_order'), models.CheckConstraint(condition=models.Q(models.Q(('refusal__gt', ''), ('state', 'REFUSED')), models.Q(models.Q(('state', 'REFUSED'), _negated=True), ('refusal', '')), _connector='OR'), name='occurrence_refused_has_code')],
            },
        ),
    ]
