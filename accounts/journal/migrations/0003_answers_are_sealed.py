"""Answers kept for a repeated request may speak of people: sealed like everything else about them.

Answers are kept for retries of the next minutes, so those given in plain text until now are simply dropped.
"""

import accounts.sealed_fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL("DELETE FROM journal_answeredrequest", migrations.RunSQL.noop),
        migrations.RemoveField("answeredrequest", "body"),
        migrations.AddField(
            "answeredrequest", "body", accounts.sealed_fields.SealedJSONField(blank=True, default="")
        ),
    ]
