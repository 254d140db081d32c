import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('SOCIAL_WORK', 'Social-work organisation'), ('VOLUNTEER_TEAM', 'Volunteer team'), ('ELDERS_ASSOCIATION', "Elders' association"), ('MUTUAL_AID', 'Mutual-help group of the village'), ('CANTEEN', 'Canteen'), ('CATERER', 'Caterer'), ('HOME_CARE', 'Home-care company'), ('CARE_HOME', 'Care home'), ('CLINIC', 'Clinic'), ('SHOP', 'Shop'), ('COOPERATIVE', 'Rural co-operative'), ('SCHOOL', "School or pupils' team"), ('CHARITY', 'Charity or foundation')], max_length=20)),
                ('status', models.CharField(choices=[('WAITING', 'Waits for civil affairs'), ('VERIFIED', 'Verified'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Taken back'), ('SUSPENDED', 'Suspended'), ('CLOSED', 'Closed')], db_index=True, default='WAITING', max_length=10)),
                ('name', models.CharField(max_length=80)),
                ('credit_code', models.CharField(blank=True, max_length=18)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='regions.region')),
                ('phone', models.CharField(blank=True, max_length=20)),
                ('summary', models.CharField(blank=True, max_length=400)),
                ('rules', models.CharField(blank=True, max_length=1000)),
                ('most_a_day', models.PositiveSmallIntegerField(null=True)),
                ('applied_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('verified_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('closed_at', models.DateTimeField(null=True)),
                ('areas', models.ManyToManyField(related_name='+', to='regions.region')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('status__in', ('VERIFIED', 'SUSPENDED')), _negated=True), models.Q(('closed_at', None), ('verified_at__isnull', False)), _connector='OR'), name='organisation_stands_since'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'CLOSED'), _negated=True), ('closed_at__isnull', False), _connector='OR'), name='organisation_closed_at_a_time'), models.UniqueConstraint(condition=models.Q(models.Q(('credit_code', ''), _negated=True), ('status__in', ['WAITING', 'VERIFIED', 'SUSPENDED'])), fields=('credit_code',), name='organisation_one_per_licence'), models.UniqueConstraint(condition=models.Q(('applied_by__isnull', False), ('status', 'WAITING')), fields=('applied_by',), name='organisation_one_waits_for_each')],
            },
        ),
        migrations.CreateModel(
            name='OpeningHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='organisations.organisation')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('opens', models.TimeField()),
                ('closes', models.TimeField()),
            ],
            options={
                'ordering': ['weekday'],
                'constraints': [models.UniqueConstraint(fields=('organisation', 'weekday'), name='openinghours_once_a_day'), models.CheckConstraint(condition=models.Q(('closes__gt', models.F('opens'))), name='openinghours_forward'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='openinghours_day_of_the_week')],
            },
        ),
        migrations.CreateModel(
            name='Team',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='teams', to='organisations.organisation')),
                ('name', models.CharField(max_length=40)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'name'), name='team_name_once')],
            },
        ),
        migrations.CreateModel(
            name='Member',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='people.person')),
                ('role', models.CharField(choices=[('MANAGER', 'Manager'), ('DISPATCHER', 'Dispatcher'), ('MEMBER', 'Member')], default='MEMBER', max_length=10)),
                ('team', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='members', to='organisations.team')),
                ('since_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('organisation', 'person'), name='member_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='GuardianConsent',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardian_consents', to='people.person')),
                ('guardian', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('phone', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('relation', models.CharField(choices=[('PARENT', 'Father or mother'), ('GRANDPARENT', 'Grandfather or grandmother'), ('OTHER', 'Another guardian')], max_length=11)),
                ('given_on', models.DateField()),
                ('valid_until', models.DateField()),
                ('file', models.CharField(max_length=80)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('organisation', 'person'), name='guardianconsent_one_holds'), models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('given_on'))), name='guardianconsent_days_in_order')],
            },
        ),
        migrations.CreateModel(
            name='Contract',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contracts', to='organisations.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('credit_code', models.CharField(max_length=18)),
                ('number', models.CharField(max_length=40)),
                ('title', models.CharField(blank=True, max_length=120)),
                ('citation', models.CharField(blank=True, max_length=200)),
                ('signed_on', models.DateField()),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('ended_on', models.DateField(null=True)),
                ('ended_reason', models.CharField(blank=True, max_length=200)),
                ('document', models.CharField(blank=True, max_length=80)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'number'), name='contract_number_once'), models.CheckConstraint(condition=models.Q(('credit_code__regex', '^[0-9A-Z]{18}$')), name='contract_names_the_licence')],
            },
        ),
        migrations.CreateModel(
            name='ContractPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contract', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prices', to='organisations.contract')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('item_code', models.CharField(db_collation='C', max_length=40)),
                ('price_fen', models.PositiveIntegerField()),
                ('most_a_month', models.PositiveIntegerField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contract', 'item_code'), name='contractprice_once_in_a_contract'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), ('region', '='), ('item_code', '='), ('valid', '&&')], name='contractprice_one_price_a_day')],
            },
        ),
        migrations.CreateModel(
            name='JoinRequest',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to='organisations.organisation')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='join_requests', to='people.person')),
                ('status', models.CharField(choices=[('WAITING', 'Waits for an answer'), ('ACCEPTED', 'Accepted'), ('DECLINED', 'Declined'), ('WITHDRAWN', 'Taken back')], default='WAITING', max_length=10)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('asked_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-asked_at'], name='joinrequest_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'WAITING')), fields=('organisation', 'person'), name='joinrequest_once_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('status', 'WAITING')), models.Q(models.Q(('status', 'WAITING'), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='joinrequest_decided_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='organisations.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('kind', models.CharField(choices=[('LICENCE', 'Licence or registration certificate'), ('FOOD', 'Food business licence'), ('MEDICAL', 'Licence to practise medicine'), ('FIRE', 'Fire safety record'), ('INSURANCE', 'Accident insurance')], max_length=12)),
                ('number', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('issuer', models.CharField(blank=True, max_length=80)),
                ('valid_until', models.DateField(null=True)),
                ('file', models.CharField(blank=True, max_length=80)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
                ('replaced_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('organisation', 'kind', 'person'), name='paper_one_of_a_kind', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('person', None), ('kind', 'INSURANCE'), _connector='OR'), name='paper_insures_a_person')],
            },
        ),
        migrations.CreateModel(
            name='ExpiryWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('credential', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.credential')),
                ('paper', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.paper')),
                ('days', models.PositiveSmallIntegerField()),
                ('warned_on', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('credential', 'paper', 'days'), name='expirywarning_once_a_step', nulls_distinct=False), models.CheckConstraint(condition=models.Q(models.Q(('credential', None), ('paper__isnull', False)), models.Q(('credential__isnull', False), ('paper', None)), _connector='OR'), name='expirywarning_of_one_paper')],
            },
        ),
        migrations.CreateModel(
            name='MemberHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hours', to='organisations.member')),
                ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')])),
                ('starts', models.TimeField()),
                ('ends', models.TimeField()),
            ],
            options={
                'ordering': ['weekday'],
                'constraints': [models.UniqueConstraint(fields=('member', 'weekday'), name='memberhours_once_a_day'), models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='memberhours_forward'), models.CheckConstraint(condition=models.Q(('weekday__lte', 6)), name='memberhours_day_of_the_week')],
            },
        ),
        migrations.CreateModel(
            name='Leave',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='organisations.member')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('kind', models.CharField(choices=[('LEAVE', 'On leave'), ('SICK', 'Ill'), ('TRAINING', 'In training'), ('FARM', 'Farm work'), ('OTHER', 'Away')], max_length=10)),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[('member', '='), ('days', '&&')], name='leave_once_a_day'), models.CheckConstraint(condition=models.Q(('days__isempty', False)), name='leave_forward')],
            },
        ),
    ]
