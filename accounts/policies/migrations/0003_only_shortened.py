"""Past rules cannot be rewritten, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "only_shortened.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("policies", "0002_drafts_and_the_nation"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
