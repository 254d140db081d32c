"""What was said of an elder is never overwritten, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_history.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("elders", "0004_dossier_history"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
