import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('access', '0001_initial'),
        ('ledger', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Takeout',
            fields=[
                ('request', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='takeout', serialize=False, to='access.exportrequest')),
                ('state', models.CharField(choices=[('WRITING', 'Being written'), ('READY', 'Ready'), ('FAILED', 'Could not be written'), ('GONE', 'Deleted')], default='WRITING', max_length=7)),
                ('password', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('begun_at', models.DateTimeField()),
                ('ready_at', models.DateTimeField(null=True)),
                ('file', models.CharField(blank=True, max_length=80)),
                ('size_bytes', models.BigIntegerField(default=0)),
                ('rows', models.BigIntegerField(default=0)),
                ('statements', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ready_at__isnull', False), ('state', 'READY'), models.Q(('file', ''), _negated=True)), models.Q(('file', ''), ('state__in', ['WRITING', 'FAILED', 'GONE'])), _connector='OR'), name='takeout_ready_with_its_file')],
            },
        ),
        migrations.CreateModel(
            name='StatementRun',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('holders', models.PositiveIntegerField()),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-asked_at'], name='statementrun_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('done_at', None)), fields=('region',), name='statementrun_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='HolderStatement',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='statements', to='windup.statementrun')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ledger.account')),
                ('place_code', models.CharField(db_collation='C', max_length=12)),
                ('balance', models.BigIntegerField()),
                ('lines', models.BigIntegerField()),
                ('text', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['run', 'place_code'], name='holderstatement_by_place')],
                'constraints': [models.UniqueConstraint(fields=('run', 'account'), name='holderstatement_once_a_run')],
            },
        ),
    ]
