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
            name='Publication',
            fields=[
                ('title_zh', models.CharField(max_length=60)),
                ('title_en', models.CharField(blank=True, max_length=120)),
                ('body_zh', models.TextField(max_length=4000)),
                ('body_en', models.TextField(blank=True, max_length=8000)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('kind', models.CharField(choices=[('ARTICLE', 'Good to know'), ('WARNING', 'Warning'), ('ANNOUNCEMENT', 'Announcement')], max_length=12)),
                ('topic', models.CharField(choices=[('FRAUD', 'Against fraud'), ('SAFETY', 'Safety at home'), ('HEALTH', 'Health'), ('RIGHTS', 'Rights and the law'), ('DUTY', 'Duties of the family'), ('BENEFITS', 'What one is entitled to'), ('OTHER', 'Other')], default='OTHER', max_length=8)),
                ('audience', models.CharField(choices=[('EVERYBODY', 'Everybody'), ('FAMILIES', 'Elders, families and helpers'), ('VOLUNTEERS', 'Volunteers'), ('STAFF', 'Villages and townships')], default='EVERYBODY', max_length=10)),
                ('asks_answer', models.BooleanField(default=False)),
                ('on_board', models.BooleanField(default=False)),
                ('until', models.DateField(null=True)),
                ('state', models.CharField(choices=[('DRAFT', 'Being written'), ('PUBLISHED', 'Published'), ('WITHDRAWN', 'Withdrawn')], default='DRAFT', max_length=9)),
                ('number', models.PositiveSmallIntegerField(default=0)),
                ('written_at', models.DateTimeField()),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('published_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=200)),
                ('reminded_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['region', 'state', '-published_at'], name='publication_by_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('number', 0), ('published_at', None), ('state', 'DRAFT')), models.Q(models.Q(('state', 'DRAFT'), _negated=True), ('number__gte', 1), ('published_at__isnull', False)), _connector='OR'), name='publication_dated_when_published'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'WITHDRAWN'), ('withdrawn_at__isnull', False), ('withdrawn_because__gt', '')), models.Q(models.Q(('state', 'WITHDRAWN'), _negated=True), ('withdrawn_at', None), ('withdrawn_because', '')), _connector='OR'), name='publication_withdrawn_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('title_zh', models.CharField(max_length=60)),
                ('title_en', models.CharField(blank=True, max_length=120)),
                ('body_zh', models.TextField(max_length=4000)),
                ('body_en', models.TextField(blank=True, max_length=8000)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='publications.publication')),
                ('number', models.PositiveSmallIntegerField()),
                ('published_at', models.DateTimeField()),
                ('published_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'number'), name='edition_numbered_once')],
            },
        ),
        migrations.CreateModel(
            name='Reader',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readers', to='publications.publication')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('place', models.CharField(db_collation='C', max_length=12)),
                ('opened_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'user'), name='reader_once'), models.CheckConstraint(condition=models.Q(('answered_at', None), ('opened_at__isnull', False), _connector='OR'), name='reader_opens_before_answering')],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='publications.publication')),
                ('number', models.PositiveSmallIntegerField()),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('posted_at', models.DateTimeField()),
                ('posted_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('publication', 'number', 'region'), name='posting_once')],
            },
        ),
        migrations.CreateModel(
            name='Hotline',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('name_zh', models.CharField(max_length=30)),
                ('name_en', models.CharField(blank=True, max_length=60)),
                ('phone', models.CharField(max_length=20)),
                ('hours', models.CharField(blank=True, max_length=60)),
                ('since', models.DateTimeField()),
                ('set_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('replaced_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('replaced_at', None)), fields=('region',), name='hotline_one_at_a_time')],
            },
        ),
    ]
