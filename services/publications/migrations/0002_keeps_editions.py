"""An edition is never written anew, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_editions.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
