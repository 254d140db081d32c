import accounts.keys
import django.db.models.deletion
import django.db.models.functions.datetime
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
            name='Grant',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('PROXY', 'Helper'), ('FAMILY', 'Family'), ('VOLUNTEER', 'Volunteer'), ('ORGANISATION_MANAGER', 'Organisation manager'), ('DISPATCHER', 'Dispatcher of an organisation'), ('VILLAGE_WORKER', 'Village worker'), ('VILLAGE_ASSISTANT', 'Village assistant'), ('COORDINATOR', 'Village coordinator'), ('FILIAL_CARER', 'Filial care worker'), ('SUPERVISOR', 'Village supervisor'), ('TOWNSHIP_OFFICIAL', 'Township official'), ('COUNTY_OFFICIAL', 'County official'), ('OPERATOR', 'Phone operator'), ('FINANCE', 'Finance bureau'), ('DEPARTMENT', 'Department'), ('ADMIN', 'Administrator')], max_length=22)),
                ('department', models.CharField(blank=True, choices=[('POLICE', 'Police'), ('JUSTICE', 'Justice'), ('HEALTH', 'Health'), ('FINANCE', 'Finance'), ('HOUSING', 'Housing'), ('SOCIAL_SECURITY', 'Social security'), ('MEDICAL_INSURANCE', 'Medical insurance'), ('AGRICULTURE', 'Agriculture and rural affairs'), ('FIRE_RESCUE', 'Fire and rescue'), ('DISABLED_FEDERATION', "Disabled persons' federation"), ('CIVIL_AFFAIRS', 'Civil affairs'), ('WOMENS_FEDERATION', "Women's federation"), ('YOUTH_LEAGUE', 'Youth league'), ('TRADE_UNION', 'Trade union')], max_length=20)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='organisations.organisation')),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('until', models.DateTimeField(null=True)),
                ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('organisation', None), ('region', None), ('role__in', ('PROXY', 'FAMILY', 'VOLUNTEER'))), models.Q(('organisation__isnull', False), ('region', None), ('role__in', ('ORGANISATION_MANAGER', 'DISPATCHER'))), models.Q(('organisation', None), ('region__isnull', False), ('role__in', ('VILLAGE_WORKER', 'VILLAGE_ASSISTANT', 'COORDINATOR', 'FILIAL_CARER', 'SUPERVISOR', 'TOWNSHIP_OFFICIAL', 'COUNTY_OFFICIAL', 'OPERATOR', 'FINANCE', 'DEPARTMENT', 'ADMIN'))), _connector='OR'), name='grant_is_bound_as_its_role_asks'), models.CheckConstraint(condition=models.Q(models.Q(('department__in', ['POLICE', 'JUSTICE', 'HEALTH', 'FINANCE', 'HOUSING', 'SOCIAL_SECURITY', 'MEDICAL_INSURANCE', 'AGRICULTURE', 'FIRE_RESCUE', 'DISABLED_FEDERATION', 'CIVIL_AFFAIRS', 'WOMENS_FEDERATION', 'YOUTH_LEAGUE', 'TRADE_UNION']), ('role', 'DEPARTMENT')), models.Q(models.Q(('role', 'DEPARTMENT'), _negated=True), ('department', '')), _connector='OR'), name='grant_names_a_department_or_none')],
            },
        ),
        migrations.CreateModel(
            name='Reveal',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='reveals', to='people.person')),
                ('shown', models.CharField(blank=True, choices=[('ID_NUMBER', 'ID number'), ('PHONE', 'Phone'), ('ADDRESS', 'Address'), ('KIN_PHONE', 'Phone of the family')], max_length=10)),
                ('purpose', models.CharField(max_length=40)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('reference', models.CharField(max_length=80)),
                ('day', models.DateField(null=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['by', '-at'], name='reveal_by_viewer'), models.Index(fields=['person', '-at'], name='reveal_of_person')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('day__isnull', False)), fields=('by', 'person', 'purpose', 'reference', 'day'), name='reveal_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='ExportRequest',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('layout', models.CharField(choices=[('REGISTRY', 'The registry sheet (Excel)'), ('CSV', 'The registry as text (CSV)'), ('NATIONAL', 'For the national system of the left-behind'), ('COUNTY', 'Everything of the county (encrypted ZIP)')], max_length=10)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('purpose', models.CharField(choices=[('NATIONAL', 'To enter it in the national system'), ('ALLOWANCES', 'To pay allowances'), ('SURVEY', 'To survey house by house without a network'), ('INSPECTION', 'For an inspection from above'), ('HANDOVER', 'To hand the county over to another system'), ('OTHER', 'Another reason')], max_length=10)),
                ('words', models.CharField(max_length=200)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approved', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=200)),
                ('expires_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-asked_at'], name='export_by_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by', None), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='export_decided_by_another'), models.CheckConstraint(condition=models.Q(models.Q(('approved', None), ('decided_at', None), ('decided_by', None), ('expires_at', None)), models.Q(('approved', True), ('decided_at__isnull', False), ('decided_by__isnull', False), ('expires_at__isnull', False)), models.Q(('approved', False), ('decided_at__isnull', False), ('decided_by__isnull', False), ('expires_at', None)), _connector='OR'), name='export_decided_as_a_whole')],
            },
        ),
        migrations.CreateModel(
            name='ExportDownload',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='downloads', to='access.exportrequest')),
                ('by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['by', '-at'], name='export_download_by_viewer')],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='people.person')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('rule', models.CharField(max_length=200)),
                ('erased', models.JSONField()),
            ],
        ),
    ]
