import accounts.keys
import accounts.sealed_fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Photograph',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('file', models.CharField(blank=True, max_length=80)),
                ('small_file', models.CharField(blank=True, max_length=80)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('taken_at', models.DateTimeField(null=True)),
                ('taken_at_said', models.DateTimeField(null=True)),
                ('point', accounts.sealed_fields.SealedJSONField(blank=True, default='', null=True)),
                ('camera', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('phash', models.BigIntegerField(null=True)),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('about_elder', models.UUIDField(null=True)),
                ('same_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='repeated_by', to='photos.photograph')),
                ('same_distance', models.PositiveSmallIntegerField(null=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('forgotten_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('phash', None), _negated=True), fields=['region_code', 'added_at'], name='photograph_looked_through'), models.Index(condition=models.Q(('about_elder', None), _negated=True), fields=['about_elder'], name='photograph_of_an_elder')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('same_as', None), ('same_distance', None)), models.Q(('same_as__isnull', False), ('same_distance__isnull', False)), _connector='OR'), name='photograph_repeats_by_a_distance'), models.CheckConstraint(condition=models.Q(models.Q(('forgotten_at', None), models.Q(('file', ''), _negated=True), models.Q(('small_file', ''), _negated=True)), models.Q(('file', ''), ('forgotten_at__isnull', False), ('phash', None), ('small_file', '')), _connector='OR'), name='photograph_forgotten_without_files')],
            },
        ),
    ]
