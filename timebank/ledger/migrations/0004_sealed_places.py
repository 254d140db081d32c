"""What each seal says of every place is counted when it is made, and no longer by whoever looks at it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0003_batches_of_many_texts'),
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
                ('checkpoint', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='places', to='ledger.checkpoint')),
            ],
            options={
                'indexes': [models.Index(fields=['checkpoint'], name='place_by_seal')],
                'constraints': [models.UniqueConstraint(fields=('region_code', 'checkpoint'), name='place_once_in_a_seal'), models.CheckConstraint(condition=models.Q(('came__gte', 0), ('postings__gte', 0), ('went__gte', 0)), name='place_counts_up')],
            },
        ),
        migrations.RunSQL("CALL make_append_only('ledger_sealedplace')"),
    ]
