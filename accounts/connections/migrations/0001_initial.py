import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('journal', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Webhook',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='webhooks', to='organisations.organisation')),
                ('title', models.CharField(max_length=40)),
                ('address', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('secret', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('subjects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('ORDERS', 'Orders and standing orders'), ('VISITS', 'Visits'), ('ALARMS', 'Emergencies'), ('RECORDS', 'Service records, certificates and passbooks'), ('ORGANISATIONS', 'Organisations and subsidies')], max_length=16), size=None)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('added_at', models.DateTimeField()),
                ('paused_at', models.DateTimeField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation__isnull', False), ('region', None)), models.Q(('organisation', None), ('region__isnull', False)), _connector='OR'), name='webhook_of_a_region_or_an_organisation'), models.CheckConstraint(condition=models.Q(('subjects__len__gt', 0)), name='webhook_has_subjects')],
            },
        ),
        migrations.CreateModel(
            name='WebhookCall',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('webhook', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='connections.webhook')),
                ('event', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='journal.event')),
                ('state', models.CharField(choices=[('WAITING', 'On its way'), ('SENT', 'Received'), ('FAILED', 'Given up'), ('DROPPED', 'Not sent: the connection was ended')], default='WAITING', max_length=7)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['webhook', '-event'], name='webhook_call_newest'), models.Index(condition=models.Q(('state', 'WAITING')), fields=['next_try_at'], name='webhook_call_due')],
                'constraints': [models.UniqueConstraint(fields=('webhook', 'event'), name='webhook_call_once'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'WAITING')), models.Q(models.Q(('state', 'WAITING'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='webhook_call_settled_as_its_state_says')],
            },
        ),
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('key_digest', models.CharField(max_length=64, unique=True)),
                ('opened_at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_at', None)), fields=('user',), name='feed_one_open_per_login')],
            },
        ),
    ]
