"""What people typed as a reason leaves the plain detail of events: sealed where it is read, dropped where it is a copy.

Reasons of orders stood nowhere else as they were said then. Those of reversals, certificates and books stand in their own
rows, most of them in signed ones; the journal had them a second time. Until the end of this migration the row trigger is
off, so that this one change of old events can happen; then it is back, and lets nothing through but the words.
"""

from pathlib import Path

import accounts.sealed_fields
from django.db import migrations

from accounts.sealing import seal

SQL = (Path(__file__).parent / "sql" / "keeps_words.sql").read_text(encoding="utf-8")
BATCH = 1000
SEALED = {"services.order.": "reason", "timebank.account.inherited": "paper"}  # beginning of the name → key of the detail
COPIES = {"timebank.reversal.": "reason", "timebank.certificate.revoked": "words", "timebank.account.relocated": "destination"}


def move_words(apps, schema_editor):
    with schema_editor.connection.cursor() as read, schema_editor.connection.cursor() as write:
        for beginning, key in SEALED.items():
            read.execute(
                "SELECT sequence, detail ->> %s FROM journal_event WHERE starts_with(name, %s) AND detail ? %s",
                [key, beginning, key],
            )
            while rows := read.fetchmany(BATCH):
                write.executemany(
                    "UPDATE journal_event SET words = %s, detail = detail - %s WHERE sequence = %s",
                    [(seal(text or "", place="journal.Event.words"), key, sequence) for sequence, text in rows],
                )
        for beginning, key in COPIES.items():
            write.execute(
                "UPDATE journal_event SET detail = detail - %s WHERE starts_with(name, %s) AND detail ? %s",
                [key, beginning, key],
            )


class Migration(migrations.Migration):
    dependencies = [("journal", "0003_answers_are_sealed")]
    operations = [
        migrations.AddField("event", "words", accounts.sealed_fields.SealedTextField(blank=True, default="")),
        migrations.RunSQL("DROP TRIGGER append_only_row ON journal_event"),
        migrations.RunPython(move_words, migrations.RunPython.noop),
        migrations.RunSQL(SQL),
    ]
