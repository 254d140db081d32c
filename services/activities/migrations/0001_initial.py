import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('orders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('photos', '0001_initial'),
        ('places', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('rrule', models.CharField(blank=True, max_length=200)),
                ('lunar', models.CharField(blank=True, max_length=100)),
                ('first_on', models.DateField()),
                ('last_on', models.DateField()),
                ('planned_at', models.DateTimeField()),
                ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'series',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('rrule', ''), models.Q(('lunar', ''), _negated=True)), models.Q(models.Q(('rrule', ''), _negated=True), ('lunar', '')), _connector='OR'), name='series_one_rhythm'), models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='series_forward')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('CULTURE', 'Culture and games'), ('COURSE', 'Course'), ('HEALTH', 'Health day'), ('TALK', 'Talk'), ('SAFETY', 'Safety: fire, fraud, traffic'), ('LAW', 'Law day'), ('GROUP_VISIT', 'Group visit')], max_length=11)),
                ('title', models.CharField(max_length=60)),
                ('words', models.CharField(blank=True, max_length=400)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='regions.region')),
                ('place', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='places.place')),
                ('where', models.CharField(max_length=120)),
                ('organiser', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='organisations.organisation')),
                ('organiser_words', models.CharField(blank=True, max_length=60)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('seats', models.PositiveSmallIntegerField(null=True)),
                ('series', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='activities.series')),
                ('status', models.CharField(choices=[('PLANNED', 'Announced'), ('RUNNING', 'Under way'), ('HELD', 'Held'), ('CANCELLED', 'Called off')], default='PLANNED', max_length=9)),
                ('others', models.PositiveSmallIntegerField(default=0)),
                ('report', models.CharField(blank=True, max_length=400)),
                ('planned_at', models.DateTimeField()),
                ('planned_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('because', models.CharField(blank=True, max_length=200)),
            ],
            options={
                'verbose_name_plural': 'activities',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['region', 'starts_at'], name='activity_by_region'), models.Index(fields=['place', 'starts_at'], name='activity_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['CULTURE', 'COURSE', 'HEALTH', 'TALK', 'SAFETY', 'LAW', 'GROUP_VISIT'])), name='activity_kind_known'), models.CheckConstraint(condition=models.Q(('status__in', ['PLANNED', 'RUNNING', 'HELD', 'CANCELLED'])), name='activity_status_known'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='activity_forward'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='activity_has_a_title'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'CANCELLED'), models.Q(('because', ''), _negated=True)), models.Q(models.Q(('status', 'CANCELLED'), _negated=True), ('because', '')), _connector='OR'), name='activity_called_off_says_why'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status__in', ['PLANNED', 'RUNNING'])), models.Q(('closed_at__isnull', False), ('status__in', ['HELD', 'CANCELLED'])), _connector='OR'), name='activity_closed_at_a_time'), models.UniqueConstraint(condition=models.Q(('series__isnull', False)), fields=('series', 'starts_at'), name='activity_once_in_a_series')],
            },
        ),
        migrations.CreateModel(
            name='Host',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hosts', to='activities.activity')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('named_at', models.DateTimeField()),
                ('named_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('order', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
            ],
            options={
                'indexes': [models.Index(fields=['person'], name='host_by_person')],
                'constraints': [models.UniqueConstraint(fields=('activity', 'person'), name='host_once')],
            },
        ),
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photographs', to='activities.activity')),
                ('photograph', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='photos.photograph')),
            ],
            options={
                'indexes': [models.Index(fields=['activity', 'photograph'], name='activity_pictures')],
            },
        ),
        migrations.CreateModel(
            name='Guest',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guests', to='activities.activity')),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='elders.elder')),
                ('status', models.CharField(choices=[('SIGNED', 'Signed up'), ('CAME', 'Came'), ('ABSENT', 'Did not come'), ('CANCELLED', 'Called off')], max_length=9)),
                ('consent', models.CharField(choices=[('IN_PERSON', 'In person'), ('BY_PHONE', 'By phone'), ('SIGNED', 'Signed on paper'), ('VOICE_NOTE', 'Voice note')], default='IN_PERSON', max_length=12)),
                ('signed_at', models.DateTimeField(null=True)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proof', models.CharField(blank=True, choices=[('CARD', "The elder's card"), ('SEEN', 'Known by sight'), ('PAPER', 'Signed on paper')], max_length=5)),
                ('liked', models.PositiveSmallIntegerField(null=True)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['activity', 'status'], name='guest_by_activity'), models.Index(fields=['elder'], name='guest_by_elder')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'CANCELLED'), _negated=True), fields=('activity', 'elder'), name='guest_once'), models.CheckConstraint(condition=models.Q(('status__in', ['SIGNED', 'CAME', 'ABSENT', 'CANCELLED'])), name='guest_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status', 'SIGNED')), models.Q(models.Q(('status', 'SIGNED'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='guest_closed_at_a_time'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'CAME'), models.Q(('proof', ''), _negated=True)), models.Q(models.Q(('status', 'CAME'), _negated=True), ('proof', '')), _connector='OR'), name='guest_came_with_proof'), models.CheckConstraint(condition=models.Q(('liked', None), models.Q(('liked__range', (1, 5)), ('status', 'CAME')), _connector='OR'), name='guest_liked_after_coming')],
            },
        ),
    ]
