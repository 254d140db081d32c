"""Posting, append-only books, and the check that accounts agree with their entries."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "posting.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
