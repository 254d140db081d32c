"""What was signed stays as it was signed, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_rosters.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("elders", "0005_keeps_history"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
