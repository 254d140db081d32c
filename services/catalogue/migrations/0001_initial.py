import accounts.keys
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
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
            name='Category',
            fields=[
                ('code', models.CharField(max_length=20, primary_key=True, serialize=False)),
                ('name_zh', models.CharField(max_length=20)),
                ('name_en', models.CharField(max_length=40)),
                ('icon', models.CharField(max_length=20)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=40, unique=True)),
                ('category', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='catalogue.category')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='catalogue.item')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('name_zh', models.CharField(max_length=20)),
                ('name_en', models.CharField(max_length=40)),
                ('summary_zh', models.CharField(max_length=80)),
                ('summary_en', models.CharField(max_length=120)),
                ('icon', models.CharField(max_length=20)),
                ('typical_minutes', models.PositiveSmallIntegerField()),
                ('price_minutes', models.PositiveSmallIntegerField()),
                ('price_fen', models.PositiveIntegerField(default=0)),
                ('extra_zh', models.CharField(blank=True, max_length=20)),
                ('extra_en', models.CharField(blank=True, max_length=40)),
                ('performers', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('VOLUNTEER', 'Volunteer'), ('QUALIFIED', 'Qualified staff'), ('ORGANISATION', 'Organisation')], max_length=12), size=None)),
                ('credential', models.CharField(blank=True, choices=[('HEALTH_CARD', 'Health card'), ('CARE_WORKER', 'Care worker certificate'), ('SOCIAL_WORKER', 'Social worker certificate'), ('COUNSELLOR', 'Counsellor certificate'), ('LAWYER', 'Lawyer or legal worker licence'), ('NURSE', 'Nurse or doctor licence'), ('DRIVER', 'Driving licence'), ('ELECTRICIAN', 'Electrician certificate')], max_length=16)),
                ('same_gender', models.BooleanField(default=False)),
                ('seats', models.PositiveSmallIntegerField(default=1)),
                ('coefficient_percent', models.PositiveSmallIntegerField(default=100)),
                ('mode', models.CharField(choices=[('IN_PERSON', 'In person'), ('ONLINE', 'Online or by phone')], default='IN_PERSON', max_length=10)),
                ('houses', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('SOCIAL_WORK', 'Social-work organisation'), ('VOLUNTEER_TEAM', 'Volunteer team'), ('ELDERS_ASSOCIATION', "Elders' association"), ('MUTUAL_AID', 'Mutual-help group of the village'), ('CANTEEN', 'Canteen'), ('CATERER', 'Caterer'), ('HOME_CARE', 'Home-care company'), ('CARE_HOME', 'Care home'), ('CLINIC', 'Clinic'), ('SHOP', 'Shop'), ('COOPERATIVE', 'Rural co-operative'), ('SCHOOL', "School or pupils' team"), ('CHARITY', 'Charity or foundation')], max_length=20), blank=True, default=list, size=None)),
                ('how_zh', models.CharField(blank=True, max_length=80)),
                ('how_en', models.CharField(blank=True, max_length=160)),
                ('citation', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('item', '='), ('region', '='), ('valid', '&&')], name='item_version_one_a_day'), models.CheckConstraint(condition=models.Q(('coefficient_percent__gt', 0), ('seats__gt', 0), ('typical_minutes__gt', 0)), name='item_version_sane')],
            },
        ),
        migrations.CreateModel(
            name='ListEdition',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('number', models.PositiveIntegerField()),
                ('starts_on', models.DateField()),
                ('citation', models.CharField(max_length=200)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('rows', models.JSONField()),
                ('outreach', models.JSONField(default=list)),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-number'],
                'constraints': [models.UniqueConstraint(fields=('region', 'number'), name='listedition_numbered_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='listedition_counts_from_one'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='listedition_says_on_what_ground')],
            },
        ),
        migrations.CreateModel(
            name='Outreach',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('department', models.CharField(choices=[('POLICE', 'Police'), ('JUSTICE', 'Justice'), ('HEALTH', 'Health'), ('FINANCE', 'Finance'), ('HOUSING', 'Housing'), ('SOCIAL_SECURITY', 'Social security'), ('MEDICAL_INSURANCE', 'Medical insurance'), ('AGRICULTURE', 'Agriculture and rural affairs'), ('FIRE_RESCUE', 'Fire and rescue'), ('DISABLED_FEDERATION', "Disabled persons' federation"), ('CIVIL_AFFAIRS', 'Civil affairs'), ('WOMENS_FEDERATION', "Women's federation"), ('YOUTH_LEAGUE', 'Youth league'), ('TRADE_UNION', 'Trade union')], max_length=20)),
                ('title', models.CharField(max_length=40)),
                ('words', models.CharField(max_length=300)),
                ('times', models.CharField(max_length=120)),
                ('cost', models.CharField(blank=True, max_length=60)),
                ('how', models.CharField(max_length=160)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('citation', models.CharField(blank=True, max_length=200)),
                ('posted_at', models.DateTimeField()),
                ('posted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('because', models.CharField(blank=True, max_length=200)),
                ('villages', models.ManyToManyField(related_name='outreaches', to='regions.region')),
            ],
            options={
                'verbose_name_plural': 'outreaches',
                'ordering': ['first_on', 'id'],
                'indexes': [models.Index(fields=['region', 'last_on'], name='outreach_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='outreach_forward'), models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('withdrawn_at', None)), models.Q(('withdrawn_at__isnull', False), models.Q(('because', ''), _negated=True)), _connector='OR'), name='outreach_withdrawn_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('words', ''), _negated=True), models.Q(('times', ''), _negated=True), models.Q(('how', ''), _negated=True)), name='outreach_says_what_when_and_how')],
            },
        ),
    ]
