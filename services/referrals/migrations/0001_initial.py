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
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='referrals', to='elders.elder')),
                ('kind', models.CharField(choices=[('RELIEF', 'Temporary relief'), ('MEDICAL_AID', 'Medical aid'), ('HOUSING', 'Renovation of an unsafe house'), ('POVERTY_FILE', 'Poverty file'), ('FAMILY_DOCTOR', 'Family doctor'), ('HEALTH_CHECK', 'Health management'), ('COUNSELLING', 'Somebody to talk to'), ('LEGAL_AID', 'Legal aid'), ('DISPUTE', 'Dispute'), ('NEGLECT', 'Grave neglect by the family'), ('POLICE', 'Police matter'), ('FALSE_CLAIM', 'False claim of public money'), ('FIRE_SAFETY', 'Fire safety at home'), ('OTHER', 'Another matter')], max_length=13)),
                ('department', models.CharField(choices=[('POLICE', 'Police'), ('JUSTICE', 'Justice'), ('HEALTH', 'Health'), ('FINANCE', 'Finance'), ('HOUSING', 'Housing'), ('SOCIAL_SECURITY', 'Social security'), ('MEDICAL_INSURANCE', 'Medical insurance'), ('AGRICULTURE', 'Agriculture and rural affairs'), ('FIRE_RESCUE', 'Fire and rescue'), ('DISABLED_FEDERATION', "Disabled persons' federation"), ('CIVIL_AFFAIRS', 'Civil affairs'), ('WOMENS_FEDERATION', "Women's federation"), ('YOUTH_LEAGUE', 'Youth league'), ('TRADE_UNION', 'Trade union')], max_length=20)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('state', models.CharField(choices=[('SENT', 'Sent'), ('RECEIVED', 'Received'), ('IN_HAND', 'In hand'), ('GRANTED', 'Done'), ('REFUSED', 'Refused'), ('WITHDRAWN', 'Withdrawn')], default='SENT', max_length=9)),
                ('is_open', models.BooleanField(default=True, null=True)),
                ('origin', models.CharField(choices=[('DOSSIER', 'From the dossier'), ('VISIT', 'From a visit'), ('INCIDENT', 'From an emergency'), ('LIST', 'From a list of those who go without'), ('DESK', 'By telephone')], max_length=8)),
                ('origin_key', models.UUIDField(null=True)),
                ('reason', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('agreed', models.CharField(choices=[('IN_PERSON', 'The elder agreed, face to face'), ('BY_PHONE', 'The elder agreed on the telephone'), ('SIGNED', 'The elder signed'), ('FAMILY', 'The family agreed for the elder'), ('DUTY', 'Not asked: it is our duty to tell')], max_length=9)),
                ('shows', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('PHONE', 'Telephone'), ('ADDRESS', 'Address'), ('FACTS', 'What the dossier says on this matter')], max_length=7), default=list, size=None)),
                ('facts', accounts.sealed_fields.SealedJSONField(blank=True, default='', null=True)),
                ('discreet', models.BooleanField(default=False)),
                ('sent_at', models.DateTimeField()),
                ('sent_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('due_on', models.DateField()),
                ('received_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_paper', models.BooleanField(default=False)),
                ('answer', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('settlement', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('parties', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('objected_at', models.DateTimeField(null=True)),
                ('passes', models.PositiveSmallIntegerField(default=0)),
                ('reminded_on', models.DateField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('is_open', True)), fields=['office', 'department', 'due_on'], name='referral_at_office'), models.Index(fields=['elder'], name='referral_of_elder'), models.Index(condition=models.Q(('is_open', True)), fields=['due_on'], name='referral_due')],
                'constraints': [models.UniqueConstraint(fields=('elder', 'kind', 'is_open'), name='referral_one_open_of_a_kind'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('is_open', True), ('state__in', ('SENT', 'RECEIVED', 'IN_HAND'))), models.Q(models.Q(('state__in', ('SENT', 'RECEIVED', 'IN_HAND')), _negated=True), ('closed_at__isnull', False), ('is_open', None)), _connector='OR'), name='referral_open_as_its_state'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('GRANTED', 'REFUSED')), _negated=True), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='referral_answered_by_somebody'), models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('sent_at__date'))), name='referral_due_later')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('referral', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='referrals.referral')),
                ('elder', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='elders.elder')),
                ('what', models.CharField(choices=[('SENT', 'Sent'), ('RECEIVED', 'Received'), ('TAKEN', 'Took it in hand'), ('NOTED', 'Noted'), ('CALL_TAKEN', 'Report taken'), ('ON_SCENE', 'Was on the spot'), ('CASE_FILED', 'Case opened'), ('MET', 'Sat down together'), ('GRANTED', 'Done'), ('REFUSED', 'Refused'), ('PASSED_ON', 'Passed on'), ('OBJECTED', 'Objected'), ('REMINDED', 'Reminded'), ('WITHDRAWN', 'Withdrawn')], max_length=10)),
                ('at', models.DateTimeField()),
                ('recorded_at', models.DateTimeField()),
                ('by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.CharField(choices=[('POLICE', 'Police'), ('JUSTICE', 'Justice'), ('HEALTH', 'Health'), ('FINANCE', 'Finance'), ('HOUSING', 'Housing'), ('SOCIAL_SECURITY', 'Social security'), ('MEDICAL_INSURANCE', 'Medical insurance'), ('AGRICULTURE', 'Agriculture and rural affairs'), ('FIRE_RESCUE', 'Fire and rescue'), ('DISABLED_FEDERATION', "Disabled persons' federation"), ('CIVIL_AFFAIRS', 'Civil affairs'), ('WOMENS_FEDERATION', "Women's federation"), ('YOUTH_LEAGUE', 'Youth league'), ('TRADE_UNION', 'Trade union')], max_length=20)),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['referral', 'recorded_at'], name='referral_steps')],
            },
        ),
    ]
