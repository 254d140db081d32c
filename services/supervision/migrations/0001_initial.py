import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.fields
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
            name='Bulletin',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('month', models.DateField()),
                ('edition', models.PositiveSmallIntegerField(default=1)),
                ('state', models.CharField(choices=[('DRAFT', 'Being written'), ('SUBMITTED', 'Waits for a second person'), ('PUBLISHED', 'Published'), ('DROPPED', 'Dropped')], default='DRAFT', max_length=9)),
                ('words', models.TextField(blank=True)),
                ('practice', models.TextField(blank=True)),
                ('demands', models.TextField(blank=True)),
                ('because', models.CharField(blank=True, max_length=300)),
                ('rows', models.JSONField(default=dict)),
                ('drafted_at', models.DateTimeField()),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_back', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-month', '-edition'], name='bulletin_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'DROPPED'), _negated=True), fields=('region', 'month', 'edition'), name='bulletin_edition_once'), models.UniqueConstraint(condition=models.Q(('state__in', ['DRAFT', 'SUBMITTED'])), fields=('region', 'month'), name='bulletin_one_at_work'), models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('drafted_by')), _negated=True), _connector='OR'), name='bulletin_passed_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'PUBLISHED'), _negated=True), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='bulletin_published_was_passed'), models.CheckConstraint(condition=models.Q(('edition', 1), models.Q(('because', ''), _negated=True), _connector='OR'), name='bulletin_correction_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Matter',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('PROBLEM', 'A problem we cannot solve ourselves'), ('GRAVE', 'A grave finding')], max_length=7)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('title', models.CharField(max_length=60)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('state', models.CharField(choices=[('RAISED', 'Sent up'), ('RECEIVED', 'Received'), ('ANSWERED', 'Answered')], default='RAISED', max_length=8)),
                ('due_on', models.DateField()),
                ('raised_at', models.DateTimeField()),
                ('raised_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('received_at', models.DateTimeField(null=True)),
                ('received_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-raised_at'], name='matter_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'ANSWERED'), _negated=True), models.Q(('answered_at__isnull', False), ('received_at__isnull', False)), _connector='OR'), name='matter_answered_has_time')],
            },
        ),
        migrations.CreateModel(
            name='YearFigures',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('year', models.PositiveSmallIntegerField()),
                ('rows', models.JSONField(default=dict)),
                ('frozen_at', models.DateTimeField()),
                ('frozen_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'year'), name='year_figures_once'), models.CheckConstraint(condition=models.Q(('signed_by', None), models.Q(('signed_by', models.F('frozen_by')), _negated=True), _connector='OR'), name='year_signed_by_another')],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('gauge', models.CharField(choices=[('REGISTRY', 'Do we know our elders?'), ('RISKS', 'Do we look where danger is?'), ('RESPONSE', 'Do we answer emergencies in time?'), ('EVIDENCE', 'Is care more than a form?'), ('COVERAGE', 'Does care reach everybody?'), ('ORDERS', 'Does somebody come when asked?')], max_length=8)),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('on', models.DateField()),
                ('numerator', models.PositiveIntegerField()),
                ('denominator', models.PositiveIntegerField()),
                ('goal', models.PositiveSmallIntegerField()),
                ('red_below', models.PositiveSmallIntegerField()),
                ('rule', models.JSONField(default=list)),
                ('drawn_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region_code', 'gauge', 'on'), name='reading_once_a_day'), models.CheckConstraint(condition=models.Q(('numerator__lte', models.F('denominator'))), name='reading_part_of_the_whole')],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('gauge', models.CharField(choices=[('REGISTRY', 'Do we know our elders?'), ('RISKS', 'Do we look where danger is?'), ('RESPONSE', 'Do we answer emergencies in time?'), ('EVIDENCE', 'Is care more than a form?'), ('COVERAGE', 'Does care reach everybody?'), ('ORDERS', 'Does somebody come when asked?')], max_length=8)),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('subject', models.CharField(choices=[('ELDER', 'Elder'), ('INCIDENT', 'Emergency'), ('VISIT', 'Visit'), ('ORDER', 'Service')], max_length=8)),
                ('subject_id', models.UUIDField()),
                ('elder_id', models.UUIDField(null=True)),
                ('reached', models.BooleanField()),
                ('facts', models.JSONField(default=dict)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['gauge', 'region_code', 'reached'], name='case_by_place')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('gauge', 'subject_id', 'region_code'), name='case_stands_once'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('since')), _connector='OR'), name='case_days_forward')],
            },
        ),
        migrations.CreateModel(
            name='Late',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('gauge', models.CharField(choices=[('REGISTRY', 'Do we know our elders?'), ('RISKS', 'Do we look where danger is?'), ('RESPONSE', 'Do we answer emergencies in time?'), ('EVIDENCE', 'Is care more than a form?'), ('COVERAGE', 'Does care reach everybody?'), ('ORDERS', 'Does somebody come when asked?')], max_length=8)),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('on', models.DateField()),
                ('arrived', models.PositiveIntegerField()),
                ('numerator', models.PositiveIntegerField()),
                ('denominator', models.PositiveIntegerField()),
                ('counted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region_code', 'gauge', 'on'), name='late_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('title', models.CharField(max_length=60)),
                ('villages', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('departments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('each', models.PositiveSmallIntegerField()),
                ('seed', models.CharField(max_length=40)),
                ('held_on', models.DateField()),
                ('state', models.CharField(choices=[('OPEN', 'Under way'), ('CLOSED', 'Closed')], default='OPEN', max_length=6)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closing', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-opened_at'], name='inspection_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('state', 'OPEN')), models.Q(('closed_at__isnull', False), ('state', 'CLOSED')), _connector='OR'), name='inspection_closed_has_time'), models.CheckConstraint(condition=models.Q(('each__gte', 1)), name='inspection_draws_somebody')],
            },
        ),
        migrations.CreateModel(
            name='Sampled',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sample', to='supervision.inspection')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('village_code', models.CharField(db_collation='C', max_length=12)),
                ('position', models.PositiveSmallIntegerField()),
                ('found', models.CharField(blank=True, choices=[('AS_WRITTEN', 'As it is written down'), ('OTHERWISE', 'Otherwise than written down'), ('NOT_MET', 'Nobody met')], max_length=10)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('looked_at', models.DateTimeField(null=True)),
                ('looked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inspection', 'elder'), name='sampled_once'), models.UniqueConstraint(fields=('inspection', 'position'), name='sampled_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('found', ''), ('looked_at', None)), models.Q(models.Q(('found', ''), _negated=True), ('looked_at__isnull', False)), _connector='OR'), name='sampled_found_has_time')],
            },
        ),
        migrations.CreateModel(
            name='Task',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('unit', models.CharField(max_length=60)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='supervision_tasks', to=settings.AUTH_USER_MODEL)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('due_on', models.DateField()),
                ('state', models.CharField(choices=[('OPEN', 'To do'), ('DONE', 'Said to be done'), ('ACCEPTED', 'Accepted'), ('RETURNED', 'Not yet done'), ('DROPPED', 'Dropped')], default='OPEN', max_length=8)),
                ('gauge', models.CharField(blank=True, choices=[('REGISTRY', 'Do we know our elders?'), ('RISKS', 'Do we look where danger is?'), ('RESPONSE', 'Do we answer emergencies in time?'), ('EVIDENCE', 'Is care more than a form?'), ('COVERAGE', 'Does care reach everybody?'), ('ORDERS', 'Does somebody come when asked?')], max_length=8)),
                ('of', models.DateField(null=True)),
                ('inspection', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tasks', to='supervision.inspection')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('late_told', models.PositiveSmallIntegerField(default=0)),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('done_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'due_on'], name='task_by_place'), models.Index(fields=['person', 'due_on'], name='task_of_person')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('person')), _negated=True), _connector='OR'), name='task_judged_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ACCEPTED'), _negated=True), models.Q(('decided_at__isnull', False), ('done_at__isnull', False)), _connector='OR'), name='task_accepted_was_done')],
            },
        ),
        migrations.CreateModel(
            name='TaskStep',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='supervision.task')),
                ('elder', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('what', models.CharField(choices=[('GIVEN', 'Given'), ('DONE', 'Said to be done'), ('ACCEPTED', 'Looked at again and accepted'), ('RETURNED', 'Looked at again: not yet done'), ('DROPPED', 'Dropped')], max_length=8)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['task', 'at'], name='task_steps')],
            },
        ),
    ]
