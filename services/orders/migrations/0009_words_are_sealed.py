"""What is said about an elder in an order, before and after, is sealed like the dossier."""

import accounts.sealed_fields
from django.db import migrations

from accounts.sealing import seal

BATCH = 1000


def seal_what_is_there(apps, schema_editor):
    with schema_editor.connection.cursor() as read, schema_editor.connection.cursor() as write:
        read.execute("SELECT id, note, comment FROM orders_order WHERE note <> '' OR comment <> ''")
        while rows := read.fetchmany(BATCH):
            write.executemany(
                "UPDATE orders_order SET note = %s, comment = %s WHERE id = %s",
                [
                    (seal(note, place="orders.Order.note"), seal(comment, place="orders.Order.comment"), key)
                    for key, note, comment in rows
                ],
            )


class Migration(migrations.Migration):
    dependencies = [("orders", "0008_told")]
    operations = [
        migrations.AlterField("order", "note", accounts.sealed_fields.SealedTextField(blank=True, default="")),
        migrations.AlterField("order", "comment", accounts.sealed_fields.SealedTextField(blank=True, default="")),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
