"""Readings, bulletins and steps stay as they were."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial"), ("elders", "0002_keeps_history")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("keeps_readings.sql", "keeps_bulletins.sql", "keeps_tasks.sql")]
