"""What whoever comes to the door should know is about somebody's health as often as about a dog."""

import accounts.sealed_fields
from django.db import migrations

from accounts.sealing import seal

BATCH = 1000


def seal_what_is_there(apps, schema_editor):
    with schema_editor.connection.cursor() as read, schema_editor.connection.cursor() as write:
        read.execute("SELECT id, text FROM elders_carenote WHERE text <> ''")
        while rows := read.fetchmany(BATCH):
            write.executemany(
                "UPDATE elders_carenote SET text = %s WHERE id = %s",
                [(seal(text, place="elders.CareNote.text"), key) for key, text in rows],
            )


class Migration(migrations.Migration):
    dependencies = [("elders", "0009_merging")]
    operations = [
        migrations.AlterField("carenote", "text", accounts.sealed_fields.SealedTextField(blank=True, default="")),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
