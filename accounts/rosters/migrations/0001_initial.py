import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('people', '0001_initial'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='RosterUpload',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField()),
                ('file_name', models.CharField(max_length=120)),
                ('size_bytes', models.PositiveIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('file_key', accounts.sealed_fields.SealedTextField(blank=True, default=None, null=True)),
                ('state', models.CharField(choices=[('CHECKING', 'Being looked through'), ('READY', 'Looked through'), ('WRITING', 'Being written in'), ('WRITTEN', 'Written in'), ('FAILED', 'Could not be read'), ('DISCARDED', 'Put aside')], default='CHECKING', max_length=9)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('layout', accounts.sealed_fields.SealedJSONField(blank=True, default='')),
                ('chosen', models.JSONField(default=dict)),
                ('decided', accounts.sealed_fields.SealedJSONField(blank=True, default='')),
                ('accepted', models.PositiveIntegerField(default=0)),
                ('fresh', models.PositiveIntegerField(default=0)),
                ('rejected', models.PositiveIntegerField(default=0)),
                ('duplicates', models.PositiveIntegerField(default=0)),
                ('ignored', models.PositiveIntegerField(default=0)),
                ('written_at', models.DateTimeField(null=True)),
                ('forget_on', models.DateField()),
            ],
            options={
                'indexes': [models.Index(fields=['region', '-uploaded_at'], name='roster_newest')],
            },
        ),
        migrations.CreateModel(
            name='RosterRow',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='rosters.rosterupload')),
                ('sheet', models.CharField(max_length=40)),
                ('row', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('accept', 'Can go in'), ('reject', 'To be changed'), ('duplicate', 'Twice'), ('ignore', 'Left out')], max_length=9)),
                ('effect', models.CharField(blank=True, choices=[('NEW', 'New'), ('UPDATE', 'Brought up to date')], max_length=6)),
                ('fields', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=24), default=list, size=None)),
                ('of', models.PositiveIntegerField(null=True)),
                ('why', models.CharField(blank=True, max_length=10)),
                ('content', accounts.sealed_fields.SealedJSONField(blank=True, default='')),
            ],
            options={
                'indexes': [models.Index(fields=['upload', 'verdict', 'id'], name='roster_row_by_verdict')],
                'constraints': [models.UniqueConstraint(fields=('upload', 'sheet', 'row'), name='roster_row_once')],
            },
        ),
        migrations.CreateModel(
            name='NationalEntry',
            fields=[
                ('elder', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='national', serialize=False, to='elders.elder')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
    ]
