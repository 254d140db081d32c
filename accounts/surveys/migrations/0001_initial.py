import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('elders', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('kind', models.CharField(choices=[('CENSUS', 'Full survey'), ('CHANGES', 'Check of what changed'), ('RISKS', 'Survey of risks')], max_length=8)),
                ('title', models.CharField(max_length=60)),
                ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None)),
                ('whom', models.CharField(choices=[('LEFT_BEHIND', 'Elders left behind'), ('ALL', 'All elders'), ('PRIORITY', 'Elders at high risk')], max_length=12)),
                ('starts_on', models.DateField()),
                ('villages_due', models.DateField()),
                ('townships_due', models.DateField()),
                ('state', models.CharField(choices=[('OPEN', 'Under way'), ('CLOSED', 'Finished'), ('CALLED_OFF', 'Called off')], default='OPEN', max_length=10)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-opened_at'], name='round_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'OPEN')), fields=('region', 'kind'), name='round_one_open_of_a_kind'), models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('villages_due')), ('villages_due__lte', models.F('townships_due'))), name='round_days_forward')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='surveys.round')),
                ('rung', models.CharField(choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township')], max_length=8)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('state', models.CharField(choices=[('OPEN', 'Not handed in'), ('SUBMITTED', 'Handed in'), ('SIGNED', 'Signed'), ('BACK', 'Sent back')], default='OPEN', max_length=9)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked', models.PositiveIntegerField(default=0)),
                ('seen', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'region'), name='report_once_a_place'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('submitted_by')), _negated=True), _connector='OR'), name='report_signed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('signed_at', None), ('state__in', ['OPEN', 'BACK'])), models.Q(('signed_at', None), ('state', 'SUBMITTED'), ('submitted_at__isnull', False)), models.Q(('signed_at__isnull', False), ('state', 'SIGNED'), ('submitted_at__isnull', False)), _connector='OR'), name='report_dated_as_its_state_says')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='surveys.round')),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='surveys.report')),
                ('what', models.CharField(choices=[('OPENED', 'Opened'), ('EXTENDED', 'Extended'), ('CALLED_OFF', 'Called off'), ('CLOSED', 'Finished'), ('SUBMITTED', 'Handed in'), ('SIGNED', 'Signed'), ('BACK', 'Sent back')], max_length=10)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'at'], name='round_steps')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='absences', to='surveys.round')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.elder')),
                ('why', models.CharField(choices=[('NOBODY_HOME', 'Nobody was at home'), ('AWAY', 'Away for a time'), ('HOSPITAL', 'In hospital'), ('REFUSED', 'Did not want to be asked'), ('OTHER', 'Another reason')], max_length=11)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('on', models.DateField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'elder', '-at'], name='absence_latest')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='surveys.report')),
                ('nudge', models.CharField(choices=[('SOON', 'Due soon'), ('OVERDUE', 'Overdue')], max_length=7)),
                ('on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('report', 'nudge', 'on'), name='reminder_once')],
            },
        ),
        migrations.CreateModel(
            name='FrozenRoster',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rosters', to='surveys.report')),
                ('state', models.CharField(choices=[('WRITING', 'Being frozen'), ('FROZEN', 'Frozen')], default='WRITING', max_length=7)),
                ('rows_asked', models.PositiveIntegerField(default=0)),
                ('begun_at', models.DateTimeField()),
                ('frozen_at', models.DateTimeField(null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['report', '-begun_at'], name='frozen_newest')],
            },
        ),
        migrations.CreateModel(
            name='FrozenRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='surveys.frozenroster')),
                ('position', models.PositiveIntegerField()),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('village_code', models.CharField(db_collation='C', max_length=12)),
                ('left_behind', models.BooleanField(null=True)),
                ('tier', models.CharField(blank=True, max_length=6)),
                ('seen', models.BooleanField()),
                ('why_not', models.CharField(blank=True, choices=[('NOBODY_HOME', 'Nobody was at home'), ('AWAY', 'Away for a time'), ('HOSPITAL', 'In hospital'), ('REFUSED', 'Did not want to be asked'), ('OTHER', 'Another reason')], max_length=11)),
                ('content', accounts.sealed_fields.SealedJSONField(blank=True, default='')),
                ('digest', models.CharField(max_length=64)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('roster', 'position'), name='frozen_row_position'), models.UniqueConstraint(fields=('roster', 'elder'), name='frozen_row_elder_once')],
            },
        ),
        migrations.CreateModel(
            name='RosterCopy',
            fields=[
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='frozen', serialize=False, to='access.exportrequest')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='surveys.frozenroster')),
            ],
        ),
    ]
