"""A decided round stays as it was decided, and no candidate is ever deleted, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_honours.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("honours", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
