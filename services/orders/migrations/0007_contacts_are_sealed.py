"""What a record says of the volunteer's phone is sealed like the phone itself."""

import accounts.sealed_fields
from django.db import migrations

from accounts.sealing import seal


def seal_what_is_there(apps, schema_editor):
    with schema_editor.connection.cursor() as read, schema_editor.connection.cursor() as write:
        read.execute("SELECT record_id, contact FROM orders_recordedperson WHERE contact <> ''")
        while rows := read.fetchmany(1000):
            write.executemany(
                "UPDATE orders_recordedperson SET contact = %s WHERE record_id = %s",
                [(seal(contact, place="orders.RecordedPerson.contact"), key) for key, contact in rows],
            )


class Migration(migrations.Migration):
    dependencies = [("orders", "0006_records_append_only")]
    operations = [
        migrations.AlterField(
            "recordedperson", "contact", accounts.sealed_fields.SealedTextField(blank=True, default="")
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
