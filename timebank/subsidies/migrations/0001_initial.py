import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('ledger', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Budget',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('level', models.CharField(choices=[('PROGRAMME', 'A programme'), ('COUNTY', 'The county'), ('TOWNSHIP', 'The township'), ('VILLAGE', 'The village'), ('PLACE', 'A place or an organisation')], max_length=9)),
                ('name', models.CharField(max_length=60)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('place_kind', models.CharField(blank=True, choices=[('HAPPINESS_HOME', 'Happiness home'), ('CANTEEN', 'Canteen'), ('DAY_CARE', 'Day care'), ('CULTURE', 'Culture centre'), ('SOCIAL_WORK', 'Social-work station'), ('CLINIC', 'Clinic'), ('OTHER', 'Another place')], max_length=14)),
                ('place_id', models.UUIDField(null=True)),
                ('place_name', models.CharField(blank=True, max_length=60)),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('region', 'name'), name='budget_named_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='budget_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('place_id', None), ('place_kind', ''), ('place_name', '')), models.Q(('level', 'PLACE'), models.Q(('place_kind', ''), _negated=True), models.Q(('place_name', ''), _negated=True)), _connector='OR'), name='budget_of_a_place_names_it')],
            },
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('budget', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='subsidies.budget')),
                ('fen', models.BigIntegerField()),
                ('source', models.CharField(blank=True, choices=[('TREASURY', 'The treasury'), ('COLLECTIVE', 'Income of the village collective'), ('GIFT', 'A gift'), ('LOTTERY', 'Welfare lottery'), ('OTHER', 'Another source')], max_length=10)),
                ('purpose', models.CharField(blank=True, choices=[('RUNNING', 'Running costs'), ('SERVICES', 'Services bought'), ('PROGRAMME', 'Into a programme'), ('OTHER', 'Something else')], max_length=9)),
                ('happened_on', models.DateField()),
                ('words', models.CharField(max_length=200)),
                ('share_percent', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                ('into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subsidies.budget')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('donor', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('donor_shown', models.BooleanField(default=True)),
                ('code', models.CharField(blank=True, db_collation='C', max_length=12)),
                ('receipt_year', models.PositiveSmallIntegerField(null=True)),
                ('receipt_number', models.PositiveIntegerField(null=True)),
                ('county_code', models.CharField(db_collation='C', max_length=6)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['budget', '-id'], name='movement_by_budget')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('fen__gt', 0), ('purpose', ''), models.Q(('source', ''), _negated=True)), models.Q(('fen__lt', 0), ('source', ''), models.Q(('purpose', ''), _negated=True)), _connector='OR'), name='movement_in_or_out'), models.CheckConstraint(condition=models.Q(models.Q(('receipt_number__isnull', False), ('receipt_year__isnull', False), ('source', 'GIFT')), models.Q(models.Q(('source', 'GIFT'), _negated=True), ('receipt_number', None), ('receipt_year', None)), _connector='OR'), name='movement_gift_has_receipt'), models.CheckConstraint(condition=models.Q(('share_percent', None), models.Q(('share_percent__gt', 0), ('share_percent__lte', 100), ('source', 'COLLECTIVE')), _connector='OR'), name='movement_share_of_the_collective'), models.UniqueConstraint(fields=('county_code', 'receipt_year', 'receipt_number'), name='movement_receipt_once'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='movement_code_once')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(db_collation='C', max_length=40)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('kind', models.CharField(choices=[('CASH_ALLOWANCE', 'Cash allowance'), ('IN_KIND', 'Services in kind')], max_length=14)),
                ('name_zh', models.CharField(max_length=40)),
                ('name_en', models.CharField(max_length=80)),
                ('group', models.CharField(blank=True, max_length=40)),
                ('budget', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='programme', to='subsidies.budget')),
                ('expired_month', models.DateField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['region', 'code'],
                'constraints': [models.UniqueConstraint(fields=('region', 'code'), name='programme_code_once'), models.UniqueConstraint(fields=('id', 'kind'), name='programme_and_kind'), models.CheckConstraint(condition=models.Q(('kind__in', ['CASH_ALLOWANCE', 'IN_KIND'])), name='programme_kind_known')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='editions', to='subsidies.programme')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('citation', models.CharField(max_length=200)),
                ('age_day', models.CharField(choices=[('LAST_DAY', 'The month of the birthday counts'), ('FIRST_DAY', 'Reached on the first of the month'), ('MONTH_BEFORE', 'From the month after the birthday')], default='LAST_DAY', max_length=12)),
                ('pays_last_month', models.BooleanField(default=True)),
                ('carries_over', models.BooleanField(default=False)),
                ('in_person_only', models.BooleanField(default=False)),
                ('pays_in_part', models.BooleanField(default=False)),
                ('only_categories', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['valid'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('programme', '='), ('valid', '&&')], name='edition_one_a_day'), models.CheckConstraint(condition=models.Q(('valid__isempty', False)), name='edition_not_empty'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='edition_is_cited')],
            },
        ),
        migrations.CreateModel(
            name='Eligibility',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='subsidies.edition')),
                ('kind', models.CharField(choices=[('AGE', 'Age'), ('CATEGORY', 'Category of support'), ('FACT', 'An answer in the dossier'), ('LEFT_BEHIND', 'Left behind'), ('LIVES_IN', 'Lives in'), ('REGISTERED_IN', 'Registered in')], max_length=13)),
                ('age_from', models.PositiveSmallIntegerField(null=True)),
                ('age_to', models.PositiveSmallIntegerField(null=True)),
                ('field', models.CharField(blank=True, max_length=40)),
                ('values', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('citation', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'AGE'), models.Q(('age_from__isnull', False), ('age_to__isnull', False), _connector='OR')), models.Q(models.Q(('kind', 'AGE'), _negated=True), ('age_from', None), ('age_to', None)), _connector='OR'), name='eligibility_age_has_years'), models.CheckConstraint(condition=models.Q(('age_from', None), ('age_to', None), ('age_to__gte', models.F('age_from')), _connector='OR'), name='eligibility_years_forward'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'FACT'), models.Q(('field', ''), _negated=True)), models.Q(models.Q(('kind', 'FACT'), _negated=True), ('field', '')), _connector='OR'), name='eligibility_fact_names_field'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['AGE', 'LEFT_BEHIND']), ('values__len', 0)), models.Q(('kind__in', ['CATEGORY', 'FACT', 'LIVES_IN', 'REGISTERED_IN']), ('values__len__gt', 0)), _connector='OR'), name='eligibility_has_values'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='eligibility_is_cited')],
            },
        ),
        migrations.CreateModel(
            name='Tier',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tiers', to='subsidies.edition')),
                ('ages', django.contrib.postgres.fields.ranges.IntegerRangeField()),
                ('category', models.CharField(blank=True, max_length=20)),
                ('fen', models.BigIntegerField()),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('citation', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['valid', 'category', 'ages'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('edition', '='), ('category', '='), ('ages', '&&'), ('valid', '&&')], name='tier_one_amount'), models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='tier_fen_positive'), models.CheckConstraint(condition=models.Q(('ages__isempty', False), ('valid__isempty', False)), name='tier_not_empty'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='tier_is_cited')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='subsidies.programme')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='elders.elder')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('category', models.CharField(blank=True, max_length=20)),
                ('bank', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('bank_account', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('has_bank_account', models.BooleanField(default=False)),
                ('enrolled_at', models.DateTimeField()),
                ('enrolled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_because', models.CharField(blank=True, choices=[('DIED', 'Died'), ('MOVED', 'Moved away'), ('NOT_ELIGIBLE', 'No longer eligible'), ('WISH', 'At their own wish'), ('MISTAKE', 'Enrolled by mistake'), ('OTHER', 'Another reason')], max_length=12)),
                ('ended_words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['elder'], name='enrolment_by_elder'), models.Index(condition=models.Q(('ended_at', None)), fields=['programme'], name='enrolment_running')],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('programme', '='), ('elder', '='), ('days', '&&')], name='enrolment_one_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('days__endswith', None), ('ended_at', None), ('ended_because', '')), models.Q(('days__endswith__isnull', False), ('ended_at__isnull', False), models.Q(('ended_because', ''), _negated=True)), models.Q(('days__isempty', True), ('ended_at__isnull', False), models.Q(('ended_because', ''), _negated=True)), _connector='OR'), name='enrolment_ended_says_why')],
            },
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='subsidies.programme')),
                ('kind', models.CharField(choices=[('CASH_ALLOWANCE', 'Cash allowance'), ('IN_KIND', 'Services in kind')], max_length=14)),
                ('month', models.DateField()),
                ('status', models.CharField(choices=[('DRAFT', 'Preview'), ('PROPOSED', 'Waits for a second person'), ('POSTED', 'Posted'), ('CANCELLED', 'Dropped')], default='DRAFT', max_length=9)),
                ('people', models.PositiveIntegerField(default=0)),
                ('fen', models.BigIntegerField(default=0)),
                ('drawn_at', models.DateTimeField()),
                ('drawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_at', models.DateTimeField(null=True)),
                ('proposed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('words', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'indexes': [models.Index(fields=['programme', '-month'], name='run_by_programme')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'CANCELLED'), _negated=True), fields=('programme', 'month'), name='run_once_a_month'), models.UniqueConstraint(fields=('id', 'kind'), name='run_and_kind'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='run_month_begins_on_first'), models.CheckConstraint(condition=models.Q(('decided_by', None), ('proposed_by', None), models.Q(('decided_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='run_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'POSTED'), _negated=True), models.Q(('decided_by__isnull', False), ('proposed_by__isnull', False)), _connector='OR'), name='run_posted_by_a_second_person')],
            },
        ),
        migrations.CreateModel(
            name='RunRow',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='subsidies.run')),
                ('kind', models.CharField(choices=[('CASH_ALLOWANCE', 'Cash allowance'), ('IN_KIND', 'Services in kind')], max_length=14)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='subsidies.programme')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='subsidies.enrolment')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('for_month', models.DateField()),
                ('tier', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='subsidies.tier')),
                ('fen', models.BigIntegerField(default=0)),
                ('findings', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('DIED', 'Has died'), ('MOVED', 'No longer lives here'), ('NO_TIER', 'No amount fits'), ('NOT_ELIGIBLE', 'The conditions no longer hold'), ('DOUBLE', 'Also enrolled in a programme of the same kind'), ('UNSEEN', 'Nobody has seen or spoken to them for long'), ('NO_BANK', 'No bank account known'), ('ARREARS', 'A missed month, paid later'), ('NEWLY', 'Another amount than last month'), ('LAST_MONTH', 'Their last month')], max_length=12), default=list, size=None)),
                ('included', models.BooleanField()),
                ('by_hand', models.BooleanField(default=False)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('paid', models.CharField(blank=True, choices=[('WAITING', 'Waits for the bank'), ('PAID', 'Paid out'), ('RETURNED', 'Came back from the bank')], max_length=8)),
                ('paid_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'enrolment', 'for_month'), name='runrow_once'), models.UniqueConstraint(condition=models.Q(('included', True)), fields=('programme', 'elder', 'for_month'), name='runrow_month_paid_once'), models.CheckConstraint(condition=models.Q(('included', False), ('fen__gt', 0), _connector='OR'), name='runrow_paid_is_something'), models.CheckConstraint(condition=models.Q(('fen__gte', 0)), name='runrow_fen_not_negative'), models.CheckConstraint(condition=models.Q(('for_month__day', 1)), name='runrow_month_begins_on_first'), models.CheckConstraint(condition=models.Q(('paid', ''), ('kind', 'CASH_ALLOWANCE'), _connector='OR'), name='runrow_only_cash_is_paid_out')],
            },
        ),
        migrations.CreateModel(
            name='Wallet',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('programme', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='wallets', to='subsidies.programme')),
                ('kind', models.CharField(choices=[('CASH_ALLOWANCE', 'Cash allowance'), ('IN_KIND', 'Services in kind')], default='IN_KIND', max_length=14)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wallets', to='elders.elder')),
                ('account', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('programme', 'elder'), name='wallet_one_each'), models.CheckConstraint(condition=models.Q(('kind', 'IN_KIND')), name='wallet_never_of_cash')],
            },
        ),
        migrations.CreateModel(
            name='Statement',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='statements', to='organisations.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('month', models.DateField()),
                ('status', models.CharField(choices=[('OPEN', 'To check'), ('APPROVED', 'Approved'), ('PAID', 'Paid')], default='OPEN', max_length=8)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('fen', models.BigIntegerField(default=0)),
                ('clawed_fen', models.BigIntegerField(default=0)),
                ('deducted_fen', models.BigIntegerField(default=0)),
                ('deducted_because', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('approved_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('paid_at', models.DateTimeField(null=True)),
                ('paid_on', models.DateField(null=True)),
                ('code', models.CharField(blank=True, db_collation='C', max_length=12)),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'region', 'month'), name='statement_once_a_month'), models.UniqueConstraint(condition=models.Q(('code', ''), _negated=True), fields=('code',), name='statement_code_once'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='statement_month_begins_on_first'), models.CheckConstraint(condition=models.Q(('clawed_fen__gte', 0), ('deducted_fen__gte', 0), ('fen__gte', django.db.models.expressions.CombinedExpression(models.F('deducted_fen'), '+', models.F('clawed_fen')))), name='statement_deducts_no_more_than_itself'), models.CheckConstraint(condition=models.Q(('deducted_fen', 0), models.Q(('deducted_because', ''), _negated=True), _connector='OR'), name='statement_deduction_says_why'), models.CheckConstraint(condition=models.Q(('made_by', None), ('approved_by', None), models.Q(('approved_by', models.F('made_by')), _negated=True), _connector='OR'), name='statement_two_people')],
            },
        ),
        migrations.CreateModel(
            name='VoucherUse',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('wallet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='uses', to='subsidies.wallet')),
                ('order_id', models.UUIDField(db_index=True)),
                ('line_id', models.BigIntegerField()),
                ('item_code', models.CharField(max_length=40)),
                ('item_zh', models.CharField(max_length=40)),
                ('item_en', models.CharField(max_length=60)),
                ('quantity', models.PositiveSmallIntegerField(default=1)),
                ('service_on', models.DateField()),
                ('held_fen', models.BigIntegerField()),
                ('status', models.CharField(choices=[('HELD', 'Set aside'), ('SETTLED', 'Used'), ('RELEASED', 'Given back'), ('RETURNED', 'Paid, and taken back')], default='HELD', max_length=8)),
                ('settled_fen', models.BigIntegerField(default=0)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('contract_id', models.UUIDField(null=True)),
                ('contract_number', models.CharField(blank=True, max_length=60)),
                ('price_fen', models.BigIntegerField(null=True)),
                ('refusal', models.CharField(blank=True, max_length=40)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='uses', to='subsidies.statement')),
                ('rule', models.JSONField(default=list)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'SETTLED')), fields=['organisation', 'service_on'], name='voucheruse_owed')],
                'constraints': [models.CheckConstraint(condition=models.Q(('held_fen__gt', 0)), name='voucheruse_fen_positive'), models.CheckConstraint(condition=models.Q(models.Q(('contract_id__isnull', False), ('organisation__isnull', False), ('settled_fen__gt', 0), ('status__in', ['SETTLED', 'RETURNED'])), models.Q(models.Q(('status__in', ['SETTLED', 'RETURNED']), _negated=True), ('settled_fen', 0)), _connector='OR'), name='voucheruse_paid_under_a_contract'), models.UniqueConstraint(condition=models.Q(('status', 'RELEASED'), _negated=True), fields=('order_id', 'line_id', 'wallet'), name='voucheruse_one_a_line_and_wallet')],
            },
        ),
        migrations.CreateModel(
            name='Clawback',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('use', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='clawback', to='subsidies.voucheruse')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('fen', models.BigIntegerField()),
                ('because', models.CharField(max_length=200)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreed_at', models.DateTimeField()),
                ('statement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clawbacks', to='subsidies.statement')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('fen__gt', 0)), name='clawback_fen_positive'), models.CheckConstraint(condition=models.Q(('asked_by', models.F('agreed_by')), _negated=True), name='clawback_two_people')],
            },
        ),
    ]
