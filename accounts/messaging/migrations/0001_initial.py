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
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('off', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=16), default=list, size=None)),
                ('quiet_from', models.TimeField(null=True)),
                ('quiet_until', models.TimeField(null=True)),
                ('language', models.CharField(blank=True, max_length=8)),
                ('changed_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('quiet_from', None), ('quiet_until', None)), models.Q(('quiet_from__isnull', False), ('quiet_until__isnull', False)), _connector='OR'), name='preference_quiet_from_and_until')],
            },
        ),
        migrations.CreateModel(
            name='PushSubscription',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('endpoint', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('endpoint_index', accounts.sealed_fields.BlindIndexField(max_length=32)),
                ('p256dh', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('auth', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('device', models.CharField(blank=True, max_length=60)),
                ('created_at', models.DateTimeField()),
                ('last_ok_at', models.DateTimeField(null=True)),
                ('gone_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('gone_at', None)), fields=['user'], name='push_standing')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('gone_at', None)), fields=('endpoint_index',), name='push_one_per_browser')],
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='journal.event')),
                ('recipient', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='people.person')),
                ('channel', models.CharField(choices=[('INBOX', 'In the inbox'), ('PUSH', "On the phone's screen"), ('SMS', 'Text message'), ('CALL_SHEET', 'By voice')], max_length=10)),
                ('weight', models.PositiveSmallIntegerField(choices=[(1, 'Ordinary'), (2, 'Important'), (3, 'Urgent')])),
                ('state', models.CharField(choices=[('WAITING', 'On its way'), ('HELD', 'Waits for the morning'), ('SENT', 'Sent'), ('FAILED', 'Did not get through'), ('UNTRUE', 'Not sent: no longer true'), ('GONE', 'The phone no longer takes them'), ('SPARED', 'Not sent: enough for one day')], default='WAITING', max_length=7)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('outcome', models.CharField(blank=True, max_length=40)),
                ('next_try_at', models.DateTimeField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('settled_at', models.DateTimeField(null=True)),
                ('told_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('region_code', models.CharField(blank=True, db_collation='C', max_length=12)),
            ],
            options={
                'indexes': [models.Index(fields=['recipient', '-created_at'], name='delivery_newest'), models.Index(condition=models.Q(('state__in', ('WAITING', 'HELD'))), fields=['next_try_at'], name='delivery_due'), models.Index(condition=models.Q(('channel', 'CALL_SHEET'), ('state__in', ('WAITING', 'HELD'))), fields=['region_code', 'created_at'], name='delivery_to_say'), models.Index(fields=['created_at', 'channel'], name='delivery_counted')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person', None)), fields=('event', 'recipient', 'channel'), name='delivery_once'), models.UniqueConstraint(condition=models.Q(('recipient', None)), fields=('event', 'person', 'channel'), name='delivery_once_by_voice'), models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('recipient', None)), models.Q(('person', None), ('recipient__isnull', False)), _connector='OR'), name='delivery_to_one'), models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state__in', ('WAITING', 'HELD'))), models.Q(models.Q(('state__in', ('WAITING', 'HELD')), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='delivery_settled_as_its_state_says'), models.CheckConstraint(condition=models.Q(('person', None), ('channel', 'CALL_SHEET'), _connector='OR'), name='delivery_without_login_by_voice')],
            },
        ),
    ]
