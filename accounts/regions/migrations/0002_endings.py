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
            name='Ending',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='endings', to='regions.region')),
                ('state', models.CharField(choices=[('PROPOSED', 'Waits for a second person'), ('ANNOUNCED', 'Announced'), ('STOPPED', 'Takes no new orders'), ('CLOSED', 'Closed'), ('WITHDRAWN', 'Taken back')], default='PROPOSED', max_length=9)),
                ('stops_on', models.DateField()),
                ('successor', models.CharField(max_length=80)),
                ('successor_address', models.CharField(max_length=120)),
                ('successor_phone', models.CharField(blank=True, max_length=20)),
                ('inherits', models.CharField(max_length=300)),
                ('proposed_at', models.DateTimeField()),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('announced_at', models.DateTimeField(null=True)),
                ('announced_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('stopped_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('checkpoint', models.PositiveIntegerField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_because', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'WITHDRAWN'), _negated=True), fields=('region',), name='ending_one_per_county'), models.CheckConstraint(condition=models.Q(models.Q(('announced_by', None), models.Q(('announced_by', models.F('proposed_by')), _negated=True), _connector='OR'), models.Q(('closed_by', None), models.Q(('closed_by', models.F('proposed_by')), _negated=True), _connector='OR')), name='ending_two_people'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'CLOSED')), models.Q(models.Q(('state', 'CLOSED'), _negated=True), ('closed_at', None)), _connector='OR'), name='ending_closed_with_date')],
            },
        ),
    ]
