"""Reasons of orders in the journal of elders who were forgotten before these could be emptied."""

from django.db import migrations

SQL = """
SET LOCAL timebank.housekeeping = 'erase';
UPDATE journal_event SET words = '' WHERE words <> '' AND subject_id IN (
    SELECT placed.id FROM orders_order AS placed JOIN elders_elder AS elder ON elder.id = placed.elder_id
    LEFT JOIN elders_elder AS kept ON kept.id = elder.merged_into_id
    JOIN access_erasure AS erasure ON erasure.person_id IN (elder.person_id, kept.person_id)
);
SET LOCAL timebank.housekeeping = '';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0009_words_are_sealed"),
        ("journal", "0004_words_are_sealed"),
        ("elders", "0009_merging"),
        ("access", "0004_append_only"),
    ]
    operations = [migrations.RunSQL(SQL)]
