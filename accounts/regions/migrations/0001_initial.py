from django.contrib.postgres.operations import BtreeGistExtension
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),  # exclusion constraints over uuid and text, all over the house
        migrations.CreateModel(
            name='Region',
            fields=[
                ('code', models.CharField(db_collation='C', max_length=12, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=60)),
                ('level', models.CharField(choices=[('PROVINCE', 'Province'), ('PREFECTURE', 'Prefecture'), ('COUNTY', 'County'), ('TOWNSHIP', 'Township'), ('VILLAGE', 'Village')], max_length=12)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='regions.region')),
                ('pinyin', models.CharField(max_length=160)),
                ('initials', models.CharField(max_length=40)),
                ('latitude', models.FloatField(null=True)),
                ('longitude', models.FloatField(null=True)),
            ],
            options={
                'ordering': ['code'],
                'indexes': [models.Index(fields=['initials'], name='region_initials')],
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9]{2,12}$')), name='region_code_digits')],
            },
        ),
    ]
