"""Who knew when is never written anew, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_steps.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("incidents", "0001_initial"), ("elders", "0013_reasons_are_erased"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
