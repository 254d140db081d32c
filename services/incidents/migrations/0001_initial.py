import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('people', '0001_initial'),
        ('photos', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='elders.elder')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('kind', models.CharField(choices=[('FALL', 'A fall'), ('CRITICAL_ILLNESS', 'Suddenly very ill'), ('LOST_CONTACT', 'Cannot be found'), ('WANDERING', 'Wandering or begging'), ('FIRE', 'Fire or gas'), ('UNLAWFUL_HARM', 'Harmed by somebody'), ('SEVERE_MENTAL_ILLNESS', 'A severe mental illness'), ('GREAT_HARDSHIP', 'Great hardship'), ('FRAUD', 'Cheated out of money'), ('WEATHER', 'Storm or flood'), ('HELP', 'Calls for help'), ('OTHER', 'Something else')], max_length=21)),
                ('severity', models.CharField(choices=[('DANGER', 'A life is in danger'), ('SERIOUS', 'Serious'), ('CONCERN', 'Somebody should look')], max_length=7)),
                ('state', models.CharField(choices=[('REPORTED', 'Nobody has answered yet'), ('ACKNOWLEDGED', 'Somebody is on it'), ('OWNED', 'Taken over'), ('CLOSING', 'Report to be approved'), ('CLOSED', 'Closed'), ('FALSE_ALARM', 'A false alarm'), ('DUPLICATE', 'Reported before'), ('TAKEN_BACK', 'Taken back')], default='REPORTED', max_length=12)),
                ('channel', models.CharField(choices=[('APP', 'signed in'), ('PUBLIC', 'without signing in'), ('CARD', "with the elder's card"), ('PHONE', 'by telephone'), ('VISIT', 'on a visit')], max_length=6)),
                ('to', models.CharField(choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township'), ('COUNTY', 'Civil affairs')], max_length=8)),
                ('level', models.CharField(choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township'), ('COUNTY', 'Civil affairs')], max_length=8)),
                ('discreet', models.BooleanField(default=False)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('place_words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('reporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reporter_name', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('reporter_phone', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('happened_at', models.DateTimeField()),
                ('device_at', models.DateTimeField(null=True)),
                ('doubtful', models.BooleanField(default=False)),
                ('reported_at', models.DateTimeField()),
                ('due_at', models.DateTimeField(null=True)),
                ('alarms', models.PositiveSmallIntegerField(default=0)),
                ('paused_until', models.DateTimeField(null=True)),
                ('pause_reason', models.CharField(blank=True, choices=[('AMBULANCE', 'The ambulance is on its way'), ('POLICE', 'The police have it in hand'), ('FAMILY', 'The family is with the elder'), ('ROAD', 'The road is blocked, we are trying')], max_length=9)),
                ('paused_minutes', models.PositiveIntegerField(default=0)),
                ('first_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('owner_level', models.CharField(blank=True, choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township'), ('COUNTY', 'Civil affairs')], max_length=8)),
                ('owned_at', models.DateTimeField(null=True)),
                ('handing_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.CharField(blank=True, choices=[('WELL', 'Well, at home'), ('HOSPITAL', 'In hospital'), ('IN_CARE', 'Somebody looks after them'), ('DIED', 'Died'), ('NOT_FOUND', 'Not found; the police go on searching'), ('FALSE_ALARM', 'It was a false alarm')], max_length=11)),
                ('closed_at', models.DateTimeField(null=True)),
                ('forgotten_at', models.DateTimeField(null=True)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='incidents.incident')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('due_at__isnull', False)), fields=['due_at'], name='incident_due'), models.Index(fields=['region', '-reported_at'], name='incident_by_place'), models.Index(fields=['reporter', '-reported_at'], name='incident_by_reporter')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('due_at__isnull', False), ('state__in', ('REPORTED', 'ACKNOWLEDGED'))), models.Q(models.Q(('state__in', ('REPORTED', 'ACKNOWLEDGED')), _negated=True), ('due_at', None)), _connector='OR'), name='incident_clock_runs_while_nobody_owns_it'), models.CheckConstraint(condition=models.Q(models.Q(('owned_at', None), ('owner', None), ('owner_level', ''), models.Q(('state', 'OWNED'), _negated=True)), models.Q(('owned_at__isnull', False), ('owner__isnull', False), models.Q(('owner_level', ''), _negated=True)), _connector='OR'), name='incident_owned_has_owner'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ('CLOSED', 'FALSE_ALARM', 'DUPLICATE', 'TAKEN_BACK'))), models.Q(models.Q(('state__in', ('CLOSED', 'FALSE_ALARM', 'DUPLICATE', 'TAKEN_BACK')), _negated=True), ('closed_at', None)), _connector='OR'), name='incident_over_has_time'), models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'DUPLICATE')), models.Q(models.Q(('state', 'DUPLICATE'), _negated=True), ('merged_into', None)), _connector='OR'), name='incident_duplicate_of_another'), models.CheckConstraint(condition=models.Q(('merged_into', models.F('id')), _negated=True), name='incident_not_of_itself')],
            },
        ),
        migrations.CreateModel(
            name='ClosingReport',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='incidents.incident')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('level', models.CharField(choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township'), ('COUNTY', 'Civil affairs')], max_length=8)),
                ('result', models.CharField(choices=[('WELL', 'Well, at home'), ('HOSPITAL', 'In hospital'), ('IN_CARE', 'Somebody looks after them'), ('DIED', 'Died'), ('NOT_FOUND', 'Not found; the police go on searching'), ('FALSE_ALARM', 'It was a false alarm')], max_length=11)),
                ('found', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('done', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('prevention', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('late', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('verdict', models.CharField(choices=[('WAITING', 'To be approved'), ('APPROVED', 'Approved'), ('BACK', 'Sent back')], default='WAITING', max_length=8)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('verdict__in', ['WAITING', 'APPROVED'])), fields=('incident',), name='closing_report_one_standing'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('written_by')), _negated=True), _connector='OR'), name='closing_report_read_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('verdict', 'WAITING')), models.Q(models.Q(('verdict', 'WAITING'), _negated=True), ('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='closing_report_decided_as_a_whole')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photographs', to='incidents.incident')),
                ('photograph', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='photos.photograph')),
            ],
            options={
                'indexes': [models.Index(fields=['incident', 'photograph'], name='incident_pictures')],
            },
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='incidents.incident')),
                ('kind', models.CharField(choices=[('VISIT', 'A visit'), ('ORDER', 'An order'), ('CALL', 'A call of the phone desk')], max_length=5)),
                ('target', models.UUIDField(db_index=True)),
                ('linked_at', models.DateTimeField()),
                ('linked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('incident', 'kind', 'target'), name='incident_link_once')],
            },
        ),
        migrations.CreateModel(
            name='Absence',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='absences', to=settings.AUTH_USER_MODEL)),
                ('delegate', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['user', '-ends_at'], name='absence_of_user')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='absence_forward'), models.CheckConstraint(condition=models.Q(('delegate', None), models.Q(('delegate', models.F('user')), _negated=True), _connector='OR'), name='absence_not_for_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Burst',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('kind', models.CharField(choices=[('FALL', 'A fall'), ('CRITICAL_ILLNESS', 'Suddenly very ill'), ('LOST_CONTACT', 'Cannot be found'), ('WANDERING', 'Wandering or begging'), ('FIRE', 'Fire or gas'), ('UNLAWFUL_HARM', 'Harmed by somebody'), ('SEVERE_MENTAL_ILLNESS', 'A severe mental illness'), ('GREAT_HARDSHIP', 'Great hardship'), ('FRAUD', 'Cheated out of money'), ('WEATHER', 'Storm or flood'), ('HELP', 'Calls for help'), ('OTHER', 'Something else')], max_length=21)),
                ('first_at', models.DateTimeField()),
                ('last_at', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('raised_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'kind', '-last_at'], name='burst_newest')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('incident', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='incidents.incident')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('what', models.CharField(choices=[('REPORTED', 'Reported'), ('TOLD', 'Told'), ('SEEN', 'Has read it'), ('ACKNOWLEDGED', 'Is on it'), ('ON_THE_WAY', 'On the way'), ('ARRIVED', 'Is there'), ('NOTE', 'Noted'), ('CALLED', 'Rang'), ('POLICE_TOLD', 'Told the police'), ('HELP_CALLED', 'Rang 120, 119 or 110'), ('NOBODY', 'Nobody is on duty there'), ('ESCALATED', 'Passed on upwards'), ('REPEATED', 'Alarmed again'), ('PAUSED', 'Clock stopped for a while'), ('TOOK_OVER', 'Took it over'), ('OFFERED', 'Wants to hand it over'), ('HANDED_OVER', 'Handed over'), ('OWNERLESS', 'Whoever had it is no longer here'), ('ELDER_NAMED', 'Found out who it is'), ('LINKED', 'Joined to it'), ('WRITTEN', 'Wrote the closing report'), ('SENT_BACK', 'Sent the report back'), ('CLOSED', 'Closed'), ('FALSE_ALARM', 'Found to be a false alarm'), ('DUPLICATE', 'Put together with another report'), ('TAKEN_BACK', 'Taken back')], max_length=12)),
                ('level', models.CharField(blank=True, choices=[('VILLAGE', 'Village'), ('TOWNSHIP', 'Township'), ('COUNTY', 'Civil affairs')], max_length=8)),
                ('at', models.DateTimeField()),
                ('device_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('about', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('standing_for', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('name', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('phone', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('code', models.CharField(blank=True, max_length=20)),
                ('key', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['incident', 'at'], name='incident_steps')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('what', 'SEEN')), fields=('incident', 'by'), name='incident_seen_once')],
            },
        ),
    ]
