import accounts.keys
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('orders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DayPlan',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('day', models.DateField()),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'day'), name='day_plan_once')],
            },
        ),
        migrations.CreateModel(
            name='Placement',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='placements', to='dispatch.dayplan')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.assignment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('instead_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('pinned', models.BooleanField(default=False)),
                ('by_hand', models.BooleanField(default=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'seat'), name='placement_once')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='dispatch.dayplan')),
                ('kind', models.CharField(choices=[('PLACE', 'Placed'), ('PIN', 'Pinned'), ('PROPOSE', 'Proposed by the computer'), ('DISCARD', 'Took everything back')], max_length=7)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField()),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('undone_at', models.DateTimeField(null=True)),
                ('undone_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('told', False), ('undone_at', None)), fields=['plan', '-id'], name='change_undoable')],
            },
        ),
        migrations.CreateModel(
            name='PublishedSeat',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='published', to='dispatch.dayplan')),
                ('seat', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='orders.assignment')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('plan', 'seat'), name='published_seat_once')],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='dispatch.dayplan')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('QUEUED', 'Waiting its turn'), ('RUNNING', 'Working it out'), ('DONE', 'Worked out'), ('FAILED', 'Given up')], default='QUEUED', max_length=7)),
                ('keep', models.BooleanField(default=True)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('placed', models.PositiveIntegerField(default=0)),
                ('left', models.JSONField(default=dict)),
                ('by_road', models.BooleanField(default=False)),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['plan', '-asked_at'], name='proposal_newest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('QUEUED', 'RUNNING'))), fields=('plan',), name='proposal_one_at_a_time')],
            },
        ),
    ]
