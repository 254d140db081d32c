import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('standing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='elders_in_it', to='organisations.organisation')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='associations', to='elders.elder')),
                ('is_open', models.BooleanField(default=True, null=True)),
                ('joined_on', models.DateField()),
                ('consent', models.CharField(choices=[('IN_PERSON', 'In person'), ('BY_PHONE', 'By phone'), ('SIGNED', 'Signed on paper'), ('VOICE_NOTE', 'Voice note')], max_length=12)),
                ('helps', models.BooleanField(default=False)),
                ('left_on', models.DateField(null=True)),
                ('gone', models.CharField(blank=True, choices=[('LEFT', 'Left the association'), ('MOVED', 'Moved away'), ('DIED', 'Died')], max_length=5)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['elder'], name='membership_of_elder')],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'elder', 'is_open'), name='membership_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('gone', ''), ('is_open', True), ('left_on', None)), models.Q(('ended_at__isnull', False), ('is_open', None), ('left_on__isnull', False), models.Q(('gone', ''), _negated=True)), _connector='OR'), name='membership_open_until_left'), models.CheckConstraint(condition=models.Q(('left_on', None), ('left_on__gte', models.F('joined_on')), _connector='OR'), name='membership_forward')],
            },
        ),
        migrations.CreateModel(
            name='FeeRule',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fee_rules', to='organisations.organisation')),
                ('from_year', models.PositiveSmallIntegerField()),
                ('fen', models.PositiveIntegerField()),
                ('ground', models.CharField(max_length=200)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-from_year'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'from_year'), name='feerule_once_a_year'), models.CheckConstraint(condition=models.Q(('ground', ''), _negated=True), name='feerule_has_a_ground')],
            },
        ),
        migrations.CreateModel(
            name='Fee',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('membership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fees', to='associations.membership')),
                ('year', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('PAID', 'Paid'), ('WAIVED', 'Let off')], max_length=6)),
                ('stands', models.BooleanField(default=True, null=True)),
                ('fen', models.PositiveIntegerField()),
                ('receipt_year', models.PositiveSmallIntegerField(null=True)),
                ('receipt', models.PositiveIntegerField(null=True)),
                ('reason', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('on', models.DateField()),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('back_at', models.DateTimeField(null=True)),
                ('back_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('back_because', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'ordering': ['-year', '-written_at'],
                'constraints': [models.UniqueConstraint(fields=('membership', 'year', 'stands'), name='fee_once_a_year'), models.UniqueConstraint(fields=('organisation', 'receipt_year', 'receipt'), name='fee_receipt_once'), models.CheckConstraint(condition=models.Q(models.Q(('fen__gt', 0), ('receipt__gt', 0), ('receipt_year__isnull', False), ('state', 'PAID')), models.Q(('fen', 0), ('receipt', None), ('receipt_year', None), ('state', 'WAIVED')), _connector='OR'), name='fee_paid_has_a_receipt'), models.CheckConstraint(condition=models.Q(models.Q(('back_at', None), ('stands', True)), models.Q(('back_at__isnull', False), ('stands', None)), _connector='OR'), name='fee_back_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='organisations.organisation')),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('rrule', models.CharField(blank=True, max_length=200)),
                ('lunar', models.CharField(blank=True, max_length=80)),
                ('clock', models.TimeField()),
                ('minutes', models.PositiveSmallIntegerField()),
                ('first_on', models.DateField()),
                ('last_on', models.DateField(null=True)),
                ('standing', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='standing.standingorder')),
                ('planned_at', models.DateTimeField()),
                ('planned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['organisation'], name='round_active')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rrule', ''), models.Q(('lunar', ''), _negated=True)), models.Q(models.Q(('rrule', ''), _negated=True), ('lunar', '')), _connector='OR'), name='round_one_rhythm'), models.CheckConstraint(condition=models.Q(('last_on', None), ('last_on__gte', models.F('first_on')), _connector='OR'), name='round_forward'), models.CheckConstraint(condition=models.Q(('minutes__range', (5, 480))), name='round_lasts')],
            },
        ),
        migrations.CreateModel(
            name='Look',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='organisations.organisation')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='looks', to='associations.round')),
                ('helper', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('on', models.DateField()),
                ('outcome', models.CharField(choices=[('DONE', 'Looked in'), ('NOT_IN', 'Nobody was in'), ('NOT_GONE', 'Could not go')], max_length=8)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('worried', models.BooleanField(default=False)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', 'on'], name='look_by_day'), models.Index(fields=['elder'], name='look_of_elder')],
                'constraints': [models.UniqueConstraint(fields=('round', 'on'), name='look_once_a_day'), models.CheckConstraint(condition=models.Q(('minutes', None), models.Q(('minutes__range', (1, 960)), ('outcome', 'DONE')), _connector='OR'), name='look_minutes_of_what_was_done')],
            },
        ),
    ]
