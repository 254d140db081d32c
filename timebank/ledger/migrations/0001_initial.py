import accounts.keys
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import timebank.ledger.canonical_json
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('unit', models.CharField(choices=[('MINUTE', 'Minute'), ('FEN', 'Fen')], max_length=6)),
                ('kind', models.CharField(choices=[('PERSON', 'Person'), ('ORGANISATION', 'Organisation'), ('POOL', 'Community pool'), ('PROGRAMME', 'Programme'), ('VOUCHER', 'Voucher'), ('GIFT', 'Gift for orders'), ('ISSUANCE', 'Issuance'), ('RETIRED', 'Retired')], max_length=12)),
                ('person', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='people.person')),
                ('organisation', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='organisations.organisation')),
                ('region', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('floor', models.BigIntegerField(default=0, null=True)),
                ('balance', models.BigIntegerField(default=0)),
                ('held', models.BigIntegerField(default=0)),
                ('version', models.BigIntegerField(default=0)),
                ('head', models.BinaryField(default=b'', max_length=32)),
                ('opened_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('region__isnull', False)), fields=['region'], name='account_of_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('closed_at', None), models.Q(('balance', 0), ('held', 0)), _connector='OR'), name='account_closed_is_empty'), models.CheckConstraint(condition=models.Q(('floor__isnull', True), ('balance__gte', django.db.models.expressions.CombinedExpression(models.F('floor'), '+', models.F('held'))), _connector='OR'), name='account_above_floor'), models.CheckConstraint(condition=models.Q(('held__gte', 0)), name='account_held_not_negative'), models.CheckConstraint(condition=models.Q(('floor__isnull', False), ('kind', 'ISSUANCE'), _connector='OR'), name='account_floor_as_its_kind_asks'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['PERSON', 'VOUCHER', 'GIFT']), ('organisation', None), ('person__isnull', False)), models.Q(('kind', 'ORGANISATION'), ('organisation__isnull', False), ('person', None)), models.Q(('kind__in', ['POOL', 'PROGRAMME', 'ISSUANCE', 'RETIRED']), ('person', None), ('region__isnull', False)), _connector='OR'), name='account_has_its_owner'), models.UniqueConstraint(condition=models.Q(('kind', 'PERSON')), fields=('person', 'unit'), name='account_one_per_person'), models.UniqueConstraint(condition=models.Q(('kind', 'ORGANISATION')), fields=('organisation', 'unit'), name='account_one_per_organisation'), models.UniqueConstraint(condition=models.Q(('kind__in', ['POOL', 'ISSUANCE', 'RETIRED'])), fields=('region', 'kind', 'unit'), name='account_one_per_region')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(db_collation='C', max_length=120)),
                ('kind', models.CharField(choices=[('EARN', 'Service'), ('SPEND', 'Spent'), ('GRANT', 'Granted'), ('GIFT', 'Gift'), ('DONATE', 'Donation'), ('EXPIRE', 'Expired'), ('ALLOT', 'Allotted'), ('SETTLE', 'Settled'), ('REVERSE', 'Reversed'), ('INHERIT', 'Inherited'), ('RELOCATE', 'Moved'), ('DRAW', 'Paid for an order'), ('RETURN', 'Gift come back')], max_length=8)),
                ('source', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('target', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('amount', models.BigIntegerField()),
                ('reference_kind', models.CharField(blank=True, max_length=40)),
                ('reference_id', models.UUIDField(null=True)),
                ('memo', timebank.ledger.canonical_json.CanonicalJSONField(default=dict)),
                ('rule', timebank.ledger.canonical_json.CanonicalJSONField(default=list)),
                ('happened_at', models.DateTimeField()),
                ('posted_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reverses', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reversal', to='ledger.transfer')),
                ('digest', models.BinaryField(max_length=32)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('reference_id__isnull', False)), fields=['reference_id'], name='transfer_by_reference'), models.Index(condition=models.Q(('kind', 'EARN')), fields=['target', 'happened_at'], name='transfer_earned'), django.contrib.postgres.indexes.BrinIndex(fields=['happened_at'], name='transfer_by_moment')],
                'constraints': [models.UniqueConstraint(fields=('key',), name='transfer_key_once'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='transfer_amount_positive'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='transfer_between_two_accounts'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'REVERSE'), ('reverses__isnull', False)), models.Q(models.Q(('kind', 'REVERSE'), _negated=True), ('reverses__isnull', True)), _connector='OR'), name='transfer_reverse_names_what')],
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('account', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.account')),
                ('sequence', models.BigIntegerField()),
                ('transfer', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='ledger.transfer')),
                ('amount', models.BigIntegerField()),
                ('balance_after', models.BigIntegerField()),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'sequence'), name='entry_numbered_once'), models.UniqueConstraint(fields=('transfer', 'account'), name='entry_one_per_side'), models.CheckConstraint(condition=models.Q(('amount', 0), _negated=True), name='entry_amount_not_zero'), models.CheckConstraint(condition=models.Q(('sequence__gt', 0)), name='entry_sequence_positive')],
            },
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='ledger.account')),
                ('amount', models.BigIntegerField()),
                ('status', models.CharField(choices=[('HELD', 'Held'), ('SETTLED', 'Settled'), ('RELEASED', 'Released'), ('TIMED_OUT', 'Timed out')], default='HELD', max_length=9)),
                ('reference_kind', models.CharField(max_length=40)),
                ('reference_id', models.UUIDField(db_index=True)),
                ('created_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField(null=True)),
                ('resolved_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('status', 'HELD')), fields=['expires_at'], name='hold_running'), models.Index(condition=models.Q(('status', 'HELD')), fields=['account'], name='hold_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='hold_amount_positive'), models.CheckConstraint(condition=models.Q(models.Q(('resolved_at__isnull', True), ('status', 'HELD')), models.Q(('resolved_at__isnull', False), ('status__in', ['SETTLED', 'RELEASED', 'TIMED_OUT'])), _connector='OR'), name='hold_resolved_when_not_held')],
            },
        ),
        migrations.CreateModel(
            name='ReversalRequest',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('transfer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reversal_requests', to='ledger.transfer')),
                ('reason', models.CharField(max_length=300)),
                ('repost_amount', models.BigIntegerField(default=0)),
                ('belongs_to', models.CharField(blank=True, max_length=20)),
                ('requested_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('requested_at', models.DateTimeField()),
                ('status', models.CharField(choices=[('OPEN', 'Waiting for a second person'), ('APPROVED', 'Reversed'), ('REFUSED', 'Refused')], default='OPEN', max_length=8)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='reversal_request_has_a_reason'), models.CheckConstraint(condition=models.Q(('repost_amount__gte', 0)), name='reversal_request_repost_not_negative'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('status', 'OPEN')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('status__in', ['APPROVED', 'REFUSED']), models.Q(('decided_by', models.F('requested_by')), _negated=True)), _connector='OR'), name='reversal_request_decided_by_another'), models.UniqueConstraint(condition=models.Q(('status__in', ['OPEN', 'APPROVED'])), fields=('transfer',), name='reversal_request_once')],
            },
        ),
        migrations.CreateModel(
            name='Checkpoint',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('day', models.DateField(db_index=True)),
                ('sealed_at', models.DateTimeField()),
                ('after_entry', models.BigIntegerField()),
                ('last_entry', models.BigIntegerField()),
                ('entries', models.BigIntegerField()),
                ('root', models.BinaryField(max_length=32)),
                ('body', models.TextField()),
                ('key', models.CharField(max_length=16)),
                ('signature', models.BinaryField(max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_entry__gte', models.F('after_entry')), ('number__gte', 1)), name='checkpoint_goes_forward')],
            },
        ),
    ]
