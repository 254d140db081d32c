"""The phone one signs in with is sealed too, and found by its blind index."""

import accounts.sealed_fields
from django.db import migrations

from accounts.people.phones import national_digits
from accounts.sealing import blind_index, seal

PLACE = "people.User.phone"


def seal_what_is_there(apps, schema_editor):
    with schema_editor.connection.cursor() as read, schema_editor.connection.cursor() as write:
        read.execute("SELECT id, phone FROM people_user WHERE phone IS NOT NULL")
        while rows := read.fetchmany(1000):
            write.executemany(
                "UPDATE people_user SET phone = %s, phone_index = %s WHERE id = %s",
                [
                    (seal(phone, place=PLACE), blind_index(national_digits(phone), place=PLACE), key)
                    for key, phone in rows
                ],
            )


class Migration(migrations.Migration):
    dependencies = [("people", "0004_search")]
    operations = [
        migrations.AddField("user", "phone_index", accounts.sealed_fields.BlindIndexField(max_length=32)),
        migrations.AlterField(
            "user", "phone", accounts.sealed_fields.SealedTextField(blank=True, default=None, null=True)
        ),
        migrations.RunPython(seal_what_is_there, migrations.RunPython.noop),
    ]
