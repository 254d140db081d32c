import accounts.keys
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
            name='SerialCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('county', 'year'), name='serial_counter_once')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('county', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('county_name', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('number', models.PositiveIntegerField()),
                ('code', models.CharField(max_length=12, unique=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='people.person')),
                ('scope', models.CharField(max_length=21)),
                ('since_on', models.DateField()),
                ('until_on', models.DateField()),
                ('services', models.PositiveIntegerField()),
                ('minutes', models.PositiveIntegerField()),
                ('issuer', models.CharField(max_length=120)),
                ('issued_at', models.DateTimeField()),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('key', models.CharField(max_length=40)),
                ('signature', models.BinaryField()),
                ('status', models.CharField(choices=[('CURRENT', 'Current'), ('SUPERSEDED', 'Superseded'), ('REVOKED', 'Revoked')], default='CURRENT', max_length=10)),
                ('because', models.CharField(blank=True, choices=[('NEWER', 'A newer certificate replaces it.'), ('CORRECTED', 'One of its records was corrected since.'), ('REVOKED', 'The county has withdrawn it.')], max_length=9)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='certificates.certificate')),
            ],
            options={
                'indexes': [models.Index(fields=['person', '-id'], name='certificate_by_person')],
                'constraints': [models.UniqueConstraint(fields=('county', 'year', 'number'), name='certificate_number_once'), models.UniqueConstraint(condition=models.Q(('status', 'CURRENT')), fields=('person', 'scope'), name='certificate_one_current'), models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('ended_at', None), ('status', 'CURRENT')), models.Q(models.Q(('status', 'CURRENT'), _negated=True), models.Q(('because', ''), _negated=True), ('ended_at__isnull', False)), _connector='OR'), name='certificate_ended_says_why'), models.CheckConstraint(condition=models.Q(('until_on__gte', models.F('since_on'))), name='certificate_period_forward')],
            },
        ),
    ]
