import accounts.keys
import accounts.people.models
import accounts.sealed_fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('pinyin', accounts.people.models.SpelledField(max_length=120)),
                ('initials', accounts.people.models.SpelledField(max_length=20)),
                ('given', accounts.people.models.SpelledField(max_length=60)),
                ('gender', models.CharField(choices=[('FEMALE', 'Female'), ('MALE', 'Male')], max_length=6)),
                ('dialect', models.CharField(blank=True, choices=[('MANDARIN', 'Mandarin'), ('QIANLU', 'Datian Qianlu speech'), ('HOULU', 'Datian Houlu speech'), ('MINNAN', 'Southern Min'), ('TAOYUAN', 'Taoyuan speech'), ('HAKKA', 'Hakka'), ('OTHER', 'Another')], db_default='', default='', max_length=8)),
                ('birth_on', models.DateField(null=True)),
                ('id_number', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('id_index', accounts.sealed_fields.BlindIndexField(max_length=32)),
                ('phone', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('phone_index', accounts.sealed_fields.BlindIndexField(max_length=32)),
                ('home', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='residents', to='regions.region')),
                ('registered', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('address', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
                ('record_consent_on', models.DateField(null=True)),
                ('died_on', models.DateField(null=True)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('phone_index', ''), _negated=True), fields=['phone_index'], name='person_by_phone'), models.Index(fields=['home', 'id'], name='person_by_home'), models.Index(django.contrib.postgres.indexes.OpClass('name', 'varchar_pattern_ops'), name='person_by_name'), models.Index(fields=['given'], name='person_by_given'), models.Index(fields=['pinyin'], name='person_by_pinyin'), models.Index(fields=['initials'], name='person_by_initials')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('id_index', ''), _negated=True), fields=('id_index',), name='person_one_per_id_number')],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('username', models.CharField(max_length=60, unique=True)),
                ('phone', accounts.sealed_fields.SealedTextField(blank=True, default=None, null=True)),
                ('phone_index', accounts.sealed_fields.BlindIndexField(max_length=32)),
                ('phone_verified', models.BooleanField(default=False)),
                ('email', models.EmailField(blank=True, max_length=254, null=True, unique=True)),
                ('person', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='user', to='people.person')),
                ('is_active', models.BooleanField(default=True)),
                ('must_choose_password', models.BooleanField(db_default=False, default=False)),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('phone_index', ''), _negated=True), fields=('phone_index',), name='user_one_per_phone')],
            },
        ),
        migrations.CreateModel(
            name='Kinship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kin', to='people.person')),
                ('relative', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kin_of', to='people.person')),
                ('relation', models.CharField(choices=[('SPOUSE', 'Spouse'), ('CHILD', 'Child'), ('PARENT', 'Parent'), ('GRANDCHILD', 'Grandchild'), ('CHILD_IN_LAW', 'Son- or daughter-in-law'), ('SIBLING', 'Brother or sister'), ('OTHER', 'Other relative')], max_length=14)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('person', 'relative'), name='kinship_once'), models.CheckConstraint(condition=models.Q(('person', models.F('relative')), _negated=True), name='kinship_not_with_oneself')],
            },
        ),
        migrations.CreateModel(
            name='Volunteer',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='volunteer', serialize=False, to='people.person')),
                ('status', models.CharField(choices=[('APPLIED', 'Applied'), ('VERIFIED', 'Verified'), ('SUSPENDED', 'Suspended')], default='APPLIED', max_length=10)),
                ('verified_at', models.DateTimeField(null=True)),
                ('radius_m', models.PositiveIntegerField(default=5000)),
                ('guardian_consent_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='credentials', to='people.person')),
                ('kind', models.CharField(choices=[('HEALTH_CARD', 'Health card'), ('CARE_WORKER', 'Care worker certificate'), ('SOCIAL_WORKER', 'Social worker certificate'), ('COUNSELLOR', 'Counsellor certificate'), ('LAWYER', 'Lawyer or legal worker licence'), ('NURSE', 'Nurse or doctor licence'), ('DRIVER', 'Driving licence'), ('ELECTRICIAN', 'Electrician certificate')], max_length=16)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField()),
                ('document', models.CharField(blank=True, max_length=80)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_until__gte', models.F('valid_from'))), name='credential_period_forward')],
            },
        ),
    ]
