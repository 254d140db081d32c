import accounts.keys
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.comparison
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
            name='PolicyDraft',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('status', models.CharField(choices=[('DRAFT', 'Being written'), ('SUBMITTED', 'Waits for a second person'), ('IN_FORCE', 'Approved'), ('REJECTED', 'Turned down'), ('WITHDRAWN', 'Taken back')], default='DRAFT', max_length=9)),
                ('changes', models.JSONField(default=dict)),
                ('sources', models.JSONField(default=dict)),
                ('valid_from', models.DateField()),
                ('valid_until', models.DateField(null=True)),
                ('citation', models.CharField(max_length=200)),
                ('preset', models.CharField(blank=True, max_length=40)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_at', models.DateTimeField()),
                ('submitted_at', models.DateTimeField(null=True)),
                ('reviewer', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('words', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-id'], name='policydraft_by_region')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reviewer', None), models.Q(('reviewer', models.F('author')), _negated=True), _connector='OR'), name='policydraft_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['IN_FORCE', 'REJECTED']), _negated=True), models.Q(('decided_at__isnull', False), ('reviewer__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='policydraft_decided_by_somebody'), models.CheckConstraint(condition=models.Q(('valid_until', None), ('valid_until__gt', models.F('valid_from')), _connector='OR'), name='policydraft_period_forward')],
            },
        ),
        migrations.CreateModel(
            name='Policy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60)),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('value', models.JSONField(null=True)),
                ('citation', models.CharField(max_length=200)),
                ('draft', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='policies', to='policies.policydraft')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), (django.db.models.functions.comparison.Coalesce(models.F('region'), models.Value('')), '='), ('valid', '&&')], name='policy_one_value_a_day')],
            },
        ),
    ]
