"""What each seal says of every place and day is counted when it is made, no longer by whoever looks at it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_batches_of_many_texts'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('postings', models.BigIntegerField()),
                ('came', models.BigIntegerField()),
                ('went', models.BigIntegerField()),
                ('total', models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='ServedDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region_code', models.CharField(db_collation='C', max_length=12)),
                ('day', models.DateField()),
                ('minutes', models.BigIntegerField()),
                ('services', models.IntegerField()),
            ],
        ),
        migrations.AddIndex(
            model_name='transfer',
            index=models.Index(condition=models.Q(('kind__in', ['GRANT', 'DONATE'])), fields=['target'], name='transfer_put_in'),
        ),
        migrations.AddField(
            model_name='sealedplace',
            name='checkpoint',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='ledger.checkpoint'),
        ),
        migrations.AddField(
            model_name='servedday',
            name='checkpoint',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='served', to='ledger.checkpoint'),
        ),
        migrations.AddIndex(
            model_name='sealedplace',
            index=models.Index(fields=['checkpoint'], name='place_by_seal'),
        ),
        migrations.AddConstraint(
            model_name='sealedplace',
            constraint=models.UniqueConstraint(fields=('region_code', 'checkpoint'), name='place_once_in_a_seal'),
        ),
        migrations.AddConstraint(
            model_name='sealedplace',
            constraint=models.CheckConstraint(condition=models.Q(('came__gte', 0), ('postings__gte', 0), ('went__gte', 0)), name='place_counts_up'),
        ),
        migrations.AddIndex(
            model_name='servedday',
            index=models.Index(fields=['day'], include=('minutes', 'services'), name='served_by_day'),
        ),
        migrations.AddConstraint(
            model_name='servedday',
            constraint=models.UniqueConstraint(fields=('region_code', 'day', 'checkpoint'), name='served_once_in_a_seal'),
        ),
        migrations.RunSQL("CALL make_append_only('ledger_sealedplace'); CALL make_append_only('ledger_servedday')"),
    ]
