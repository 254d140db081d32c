import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('CANTEEN', 'Canteen'), ('HAPPINESS_HOME', 'Happiness home'), ('ELDER_CARE', 'Elder-care centre'), ('DAY_CARE', 'Day care'), ('ACTIVITY', 'Activity centre'), ('CULTURE', 'Culture centre'), ('ELDERS_SCHOOL', "Elders' school"), ('COMMUNITY', 'Community service centre'), ('SOCIAL_WORK', 'Social-work station'), ('CLINIC', 'Clinic'), ('SHARED_DWELLING', 'Shared dwelling')], max_length=16)),
                ('name', models.CharField(max_length=60)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='regions.region')),
                ('address', models.CharField(max_length=120)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('operator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='organisations.organisation')),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('summary', models.CharField(blank=True, max_length=400)),
                ('seats', models.PositiveSmallIntegerField(null=True)),
                ('noon_beds', models.PositiveSmallIntegerField(null=True)),
                ('day_beds', models.PositiveSmallIntegerField(null=True)),
                ('area_m2', models.PositiveIntegerField(null=True)),
                ('equipment', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, default=list, size=None)),
                ('partner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='partners', to='places.place')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_from', to='places.place')),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(null=True)),
                ('closed_because', models.CharField(blank=True, max_length=200)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['CANTEEN', 'HAPPINESS_HOME', 'ELDER_CARE', 'DAY_CARE', 'ACTIVITY', 'CULTURE', 'ELDERS_SCHOOL', 'COMMUNITY', 'SOCIAL_WORK', 'CLINIC', 'SHARED_DWELLING'])), name='place_kind_known'), models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='place_closes_after_opening'), models.CheckConstraint(condition=models.Q(('closed_on', None), models.Q(('closed_because', ''), _negated=True), _connector='OR'), name='place_closed_says_why'), models.CheckConstraint(condition=models.Q(('merged_into', None), ('closed_on__isnull', False), _connector='OR'), name='place_merged_is_closed'), models.CheckConstraint(condition=models.Q(models.Q(('partner', None), models.Q(('partner', models.F('id')), _negated=True), _connector='OR'), models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR')), name='place_not_its_own_partner'), models.CheckConstraint(condition=models.Q(models.Q(('latitude', None), ('longitude', None)), models.Q(('latitude__isnull', False), ('longitude__isnull', False), ('latitude__range', (-90, 90)), ('longitude__range', (-180, 180))), _connector='OR'), name='place_point_whole'), models.UniqueConstraint(condition=models.Q(('closed_on', None)), fields=('region', 'kind', 'name'), name='place_name_once')],
            },
        ),
        migrations.CreateModel(
            name='PlaceMerge',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='places.place')),
                ('into', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='taken_in', to='places.place')),
                ('merged_on', models.DateField()),
                ('reason', models.CharField(max_length=200)),
                ('moved', models.JSONField(default=dict)),
                ('event_sequence', models.BigIntegerField()),
                ('merged_at', models.DateTimeField()),
                ('merged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-merged_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('place',), name='placemerge_one_stands'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='placemerge_says_why'), models.CheckConstraint(condition=models.Q(('place', models.F('into')), _negated=True), name='placemerge_into_another')],
            },
        ),
        migrations.CreateModel(
            name='PlaceHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='places.place')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
            ],
            options={
                'ordering': ['weekday'],
                'constraints': [models.UniqueConstraint(fields=('place', 'weekday'), name='placehours_once_a_day'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='placehours_forward'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='placehours_day_of_the_week')],
            },
        ),
        migrations.CreateModel(
            name='SafetyCheck',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='places.place')),
                ('checked_on', models.DateField()),
                ('checked_by', models.CharField(max_length=60)),
                ('grade', models.CharField(choices=[('GOOD', 'Good'), ('FAIR', 'Fair'), ('LOW', 'Low')], max_length=4)),
                ('devices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('findings', models.CharField(blank=True, max_length=400)),
                ('due_on', models.DateField(null=True)),
                ('fixed_on', models.DateField(null=True)),
                ('fixed_words', models.CharField(blank=True, max_length=200)),
                ('fixed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'ordering': ['-checked_on', '-id'],
                'indexes': [models.Index(condition=models.Q(('withdrawn_at', None)), fields=['place', '-checked_on'], name='safetycheck_latest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('grade__in', ['GOOD', 'FAIR', 'LOW'])), name='safetycheck_grade_known'), models.CheckConstraint(condition=models.Q(('devices__contained_by', ['SPRINKLER', 'SMOKE_ALARM', 'EXTINGUISHER', 'EXIT_LIGHT', 'BREAKER'])), name='safetycheck_devices_known'), models.CheckConstraint(condition=models.Q(models.Q(('due_on', None), ('findings', ''), ('fixed_on', None)), models.Q(models.Q(('findings', ''), _negated=True), ('due_on__gte', models.F('checked_on')), ('due_on__isnull', False)), _connector='OR'), name='safetycheck_findings_have_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('fixed_on', None), ('fixed_words', '')), models.Q(('fixed_on__gte', models.F('checked_on')), ('fixed_on__isnull', False), models.Q(('fixed_words', ''), _negated=True)), _connector='OR'), name='safetycheck_fixed_says_how'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', '')), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='safetycheck_withdrawn_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='places.place')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='elders.elder')),
                ('on', models.DateField()),
                ('kind', models.CharField(choices=[('NOON_REST', 'Noon rest'), ('COMPANY', 'Company and comfort'), ('MUTUAL_HELP', 'Mutual help')], max_length=11)),
                ('status', models.CharField(choices=[('BOOKED', 'Expected'), ('CAME', 'Came'), ('MISSED', 'Did not come'), ('CANCELLED', 'Called off')], max_length=9)),
                ('note', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('booked_at', models.DateTimeField(null=True)),
                ('booked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof', models.CharField(blank=True, choices=[('CARD', "The elder's card"), ('SEEN', 'Known by sight')], max_length=4)),
            ],
            options={
                'ordering': ['on', 'kind', 'id'],
                'indexes': [models.Index(fields=['place', 'on', 'kind'], name='stay_by_place'), models.Index(fields=['elder', '-on'], name='stay_by_elder')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'CANCELLED'), _negated=True), fields=('elder', 'on', 'kind'), name='stay_once_a_day_and_kind'), models.CheckConstraint(condition=models.Q(('status__in', ['BOOKED', 'CAME', 'MISSED', 'CANCELLED'])), name='stay_status_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['NOON_REST', 'COMPANY', 'MUTUAL_HELP'])), name='stay_kind_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status', 'BOOKED')), models.Q(models.Q(('status', 'BOOKED'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='stay_closed_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'CAME'), models.Q(('proof', ''), _negated=True)), models.Q(models.Q(('status', 'CAME'), _negated=True), ('proof', '')), _connector='OR'), name='stay_came_with_proof')],
            },
        ),
        migrations.CreateModel(
            name='Terms',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='places.place')),
                ('basis', models.CharField(choices=[('OWN', 'Run by the village itself'), ('ENTRUSTED', 'Entrusted to it'), ('PURCHASED', 'Bought as a service'), ('DONATED', 'Run as a gift')], max_length=9)),
                ('operator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('words', models.CharField(max_length=400)),
                ('ended_because', models.CharField(blank=True, max_length=200)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-days'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), ('days', '&&')], name='terms_one_a_day'), models.CheckConstraint(condition=models.Q(('basis__in', ['OWN', 'ENTRUSTED', 'PURCHASED', 'DONATED'])), name='terms_basis_known'), models.CheckConstraint(condition=models.Q(('basis', 'OWN'), ('operator__isnull', False), _connector='OR'), name='terms_name_who_runs_it'), models.CheckConstraint(condition=models.Q(('days__isempty', False), ('days__startswith__isnull', False)), name='terms_begin_and_go_forward'), models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='terms_say_something')],
            },
        ),
    ]
