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
        ('elders', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HonourRound',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('carers', models.PositiveSmallIntegerField(default=0)),
                ('families', models.PositiveSmallIntegerField(default=0)),
                ('rule', models.JSONField(default=dict)),
                ('state', models.CharField(choices=[('COLLECTING', 'Names are collected'), ('NOTICE', 'On public notice'), ('DECIDED', 'Decided'), ('DROPPED', 'Called off')], default='COLLECTING', max_length=10)),
                ('collect_until', models.DateField()),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('drawing_since', models.DateTimeField(null=True)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('counts', models.JSONField(default=dict)),
                ('notice_from', models.DateField(null=True)),
                ('notice_until', models.DateField(null=True)),
                ('notice_is_provisional', models.BooleanField(default=False)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('dropped_because', models.CharField(blank=True, max_length=300)),
                ('forgotten_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['county', '-last_year'], name='honour_round_newest')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'DROPPED'), _negated=True), expressions=[('county', '='), (models.Func(models.F('first_year'), models.F('last_year'), models.Value('[]'), function='int4range', output_field=django.contrib.postgres.fields.ranges.IntegerRangeField()), '&&')], name='honour_round_years_once'), models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='honour_round_years_forward'), models.CheckConstraint(condition=models.Q(('carers__gt', 0), ('families__gt', 0), _connector='OR'), name='honour_round_chooses_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['NOTICE', 'DECIDED']), _negated=True), models.Q(('notice_from__isnull', False), ('notice_until__gte', models.F('notice_from')), ('published_by__isnull', False)), _connector='OR'), name='honour_round_notice_is_dated'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'DECIDED'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), models.Q(('decided_by', models.F('published_by')), _negated=True)), _connector='OR'), name='honour_round_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'DROPPED'), _negated=True), ('dropped_because__gt', ''), _connector='OR'), name='honour_round_dropped_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Candidacy',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidacies', to='honours.honourround')),
                ('kind', models.CharField(choices=[('CARER', 'Excellent filial care worker'), ('FAMILY', 'Family that honours its elders')], max_length=6)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('supporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='elders.supporter')),
                ('called', models.CharField(max_length=60)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('facts', models.JSONField(default=dict)),
                ('by_hand', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('SUGGESTED', 'Suggested by the village'), ('NOMINATED', 'Nominated by the township'), ('SHORTLISTED', 'On the shortlist'), ('PUBLIC', 'On public notice'), ('HONOURED', 'Honoured'), ('NOT_CHOSEN', 'Not chosen this time'), ('OUT', 'Taken off'), ('WITHDRAWN', 'Does not want to be honoured'), ('REVOKED', 'Honour revoked')], max_length=11)),
                ('nominated_at', models.DateTimeField()),
                ('nominated_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('shortlisted_at', models.DateTimeField(null=True)),
                ('shortlisted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('because', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('revoked_because', models.CharField(blank=True, max_length=300)),
                ('code', models.CharField(blank=True, max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'state'], name='candidacy_by_state'), models.Index(fields=['region'], name='candidacy_by_village')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('round', 'kind', 'person'), name='candidacy_person_once'), models.UniqueConstraint(condition=models.Q(('elder__isnull', False)), fields=('round', 'kind', 'elder'), name='candidacy_family_once'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='candidacy_code_once'), models.CheckConstraint(condition=models.Q(models.Q(('elder', None), ('kind', 'CARER'), ('person__isnull', False)), models.Q(('elder__isnull', False), ('kind', 'FAMILY'), ('person', None)), _connector='OR'), name='candidacy_is_a_person_or_a_family'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['HONOURED', 'REVOKED']), _negated=True), models.Q(('code', ''), _negated=True), _connector='OR'), name='candidacy_honoured_has_a_code'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'REVOKED'), _negated=True), ('revoked_because__gt', ''), _connector='OR'), name='candidacy_revoked_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('candidacy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='honours.candidacy')),
                ('whose', models.CharField(choices=[('CANDIDATE', 'The candidate'), ('ELDER', 'The elder')], max_length=9)),
                ('how', models.CharField(choices=[('IN_PERSON', 'In person'), ('BY_PHONE', 'By phone'), ('SIGNED', 'Signed on paper'), ('VOICE_NOTE', 'Voice note')], max_length=12)),
                ('given_at', models.DateTimeField()),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('candidacy', 'whose'), name='honour_consent_holds_once')],
            },
        ),
        migrations.CreateModel(
            name='Drawn',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drawn', to='honours.honourround')),
                ('kind', models.CharField(choices=[('CARER', 'Excellent filial care worker'), ('FAMILY', 'Family that honours its elders')], max_length=6)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.elder')),
                ('supporter', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='elders.supporter')),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('points', models.PositiveSmallIntegerField(default=0)),
                ('place', models.PositiveIntegerField(default=0)),
                ('facts', models.JSONField(default=dict)),
                ('excluded', models.CharField(blank=True, choices=[('NOT_VERIFIED', 'Is not a verified volunteer today'), ('NO_SHOWS', 'Did not come too often after promising to'), ('UPHELD', 'A complaint about a service was found right'), ('OPEN_URGING', 'The family was asked and has not answered yet'), ('HARM', 'The elder was harmed by somebody, or the matter is still open'), ('NEGLECT', 'A case of grave neglect is on record'), ('NOTHING_GIVEN', 'Somebody of the family gives nothing of a duty'), ('LEFT', 'Has left the registry')], max_length=13)),
            ],
            options={
                'indexes': [models.Index(fields=['round', 'kind', 'excluded', 'place'], name='drawn_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('elder', None), ('kind', 'CARER'), ('person__isnull', False)), models.Q(('elder__isnull', False), ('kind', 'FAMILY'), ('person', None)), _connector='OR'), name='drawn_is_a_person_or_a_family')],
            },
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('candidacy', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='objections', to='honours.candidacy')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('code', models.CharField(max_length=12, unique=True)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('name', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('phone', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('way', models.CharField(choices=[('WEB', 'On the public page'), ('TAKEN_DOWN', 'Taken down by the village or township')], max_length=10)),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('raised_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('OPEN', 'Looked into'), ('UPHELD', 'Right: the candidate was taken off'), ('REJECTED', 'Answered: the candidate stays')], default='OPEN', max_length=8)),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['candidacy', 'state'], name='honour_objection_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'OPEN')), models.Q(models.Q(('state', 'OPEN'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='honour_objection_answered_by_somebody'), models.CheckConstraint(condition=models.Q(('answered_by', None), ('taken_by', None), models.Q(('answered_by', models.F('taken_by')), _negated=True), _connector='OR'), name='honour_objection_answered_by_another')],
            },
        ),
    ]
