"""A batch in which every posting says something else took a time that grew with the square of its size."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "batches_of_many_texts.sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_books")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"))]
