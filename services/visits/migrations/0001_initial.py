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
            name='Outing',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('title', models.CharField(max_length=60)),
                ('people', models.CharField(blank=True, max_length=200)),
                ('held_on', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'held_on'], name='outing_by_place')],
            },
        ),
        migrations.CreateModel(
            name='Visit',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='elders.elder')),
                ('region_code', models.CharField(max_length=12)),
                ('mode', models.CharField(choices=[('HOME', 'At the door'), ('PHONE', 'By telephone'), ('ROUND', 'On a joint round')], max_length=5)),
                ('outcome', models.CharField(choices=[('VISITED', 'Met and talked'), ('NOT_AT_HOME', 'Not at home'), ('NO_ANSWER', 'No answer'), ('REFUSED', 'Did not want to'), ('AWAY', 'Away for a time, others say')], max_length=11)),
                ('happened_at', models.DateTimeField()),
                ('device_at', models.DateTimeField(null=True)),
                ('recorded_at', models.DateTimeField()),
                ('doubtful', models.BooleanField(default=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='visits_made', to=settings.AUTH_USER_MODEL)),
                ('minutes', models.PositiveSmallIntegerField(null=True)),
                ('answers', accounts.sealed_fields.SealedJSONField(blank=True, default='', null=True)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('worrying', models.BooleanField(default=False)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('outing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='visits.outing')),
                ('on_paper', models.BooleanField(default=False)),
                ('visitor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('device', models.CharField(blank=True, max_length=32)),
                ('form_key', models.UUIDField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['elder', '-happened_at'], name='visit_of_elder'), models.Index(fields=['by', '-happened_at'], name='visit_by_visitor'), models.Index(fields=['region_code', '-happened_at'], name='visit_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='visit_point_whole')],
            },
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_windows', to='elders.elder')),
                ('reason', models.CharField(choices=[('REGULAR', 'Regular visit'), ('CHANGE', 'Something changed')], max_length=7)),
                ('because', models.CharField(blank=True, choices=[('TIER', 'At high risk since now'), ('MOVED', 'Moved here'), ('HAPPENED', 'Something serious happened'), ('INCIDENT', 'After an incident')], max_length=8)),
                ('because_id', models.UUIDField(null=True)),
                ('tier', models.CharField(choices=[('HIGH', 'High'), ('MIDDLE', 'Medium'), ('LOW', 'Low')], max_length=6)),
                ('opens_on', models.DateField()),
                ('due_on', models.DateField()),
                ('due_at', models.DateTimeField(null=True)),
                ('expires_on', models.DateField()),
                ('state', models.CharField(choices=[('OPEN', 'To do'), ('DONE', 'Done'), ('TRIED', 'Tried in vain'), ('MISSED', 'Missed'), ('DROPPED', 'No longer needed')], default='OPEN', max_length=7)),
                ('made_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(null=True)),
                ('resolved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='visits.visit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'OPEN')), fields=['due_on'], name='window_due'), models.Index(fields=['elder', '-expires_on'], name='window_of_elder')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('reason', 'REGULAR'), ('state', 'OPEN')), fields=('elder',), name='window_one_regular_open'), models.UniqueConstraint(condition=models.Q(('because_id__isnull', False)), fields=('elder', 'because', 'because_id'), name='window_once_for_a_change'), models.CheckConstraint(condition=models.Q(('due_on__lte', models.F('expires_on')), ('opens_on__lte', models.F('due_on'))), name='window_days_forward'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'OPEN')), models.Q(('state', 'OPEN'), _negated=True), _connector='OR'), name='window_open_is_not_closed')],
            },
        ),
        migrations.CreateModel(
            name='VisitPhoto',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='visits.visit')),
                ('photograph', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='of_visit', to='photos.photograph')),
            ],
        ),
        migrations.CreateModel(
            name='SupporterNote',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supporter_notes', to='visits.visit')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.elder')),
                ('supporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visit_notes', to='elders.supporter')),
                ('given', accounts.sealed_fields.SealedJSONField(blank=True, default='', null=True)),
                ('last_contact_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('visit', 'supporter'), name='supporter_note_once')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='visits.visit')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.elder')),
                ('field', models.CharField(max_length=40)),
                ('value', accounts.sealed_fields.SealedJSONField(blank=True, default='', null=True)),
                ('state', models.CharField(choices=[('OPEN', 'To decide'), ('ACCEPTED', 'In the dossier'), ('LEFT', 'Left as it was')], default='OPEN', max_length=8)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('visit', 'field'), name='finding_once')],
            },
        ),
        migrations.CreateModel(
            name='Urging',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='urgings', to='elders.elder')),
                ('region_code', models.CharField(max_length=12)),
                ('supporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='urgings', to='elders.supporter')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='urgings', to='visits.visit')),
                ('about', models.CharField(choices=[('VISIT', 'Come and see them'), ('CALL', 'Ring more often'), ('MONEY', 'Give money for living'), ('CARE', 'See to everyday care'), ('DOCTOR', 'See to a doctor'), ('OTHER', 'Something else')], max_length=6)),
                ('said', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('outcome', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('state', models.CharField(choices=[('OPEN', 'No answer yet'), ('ANSWERED', 'Answered'), ('CLOSED', 'Closed')], default='OPEN', max_length=8)),
                ('opened_at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('reminded_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'CLOSED'), _negated=True), fields=['region_code'], name='urging_open'), models.Index(fields=['elder'], name='urging_of_elder')],
            },
        ),
        migrations.CreateModel(
            name='UrgingTry',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('urging', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tries', to='visits.urging')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('channel', models.CharField(choices=[('PHONE', 'By telephone'), ('MESSAGE', 'By text or WeChat'), ('IN_PERSON', 'In person'), ('LETTER', 'By letter')], max_length=9)),
                ('reached', models.BooleanField()),
            ],
        ),
        migrations.CreateModel(
            name='GoodHours',
            fields=[
                ('elder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='good_hours', serialize=False, to='elders.elder')),
                ('from_hour', models.PositiveSmallIntegerField()),
                ('to_hour', models.PositiveSmallIntegerField()),
                ('noted_at', models.DateTimeField()),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('from_hour__lt', models.F('to_hour')), ('to_hour__lte', 24)), name='good_hours_forward')],
            },
        ),
        migrations.CreateModel(
            name='CallTurn',
            fields=[
                ('elder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='call_turn', serialize=False, to='elders.elder')),
                ('caller', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='call_turn', to=settings.AUTH_USER_MODEL)),
                ('taken_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='PaperSheet',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('printed_at', models.DateTimeField()),
                ('printed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('elders', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='SampleCheck',
            fields=[
                ('visit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='check_made', serialize=False, to='visits.visit')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.elder')),
                ('answer', models.CharField(choices=[('WAS_THERE', 'Yes, somebody came or rang'), ('WAS_NOT', 'No, nobody did'), ('NOT_SURE', 'Does not remember'), ('NOT_REACHED', 'Not reached')], max_length=11)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
