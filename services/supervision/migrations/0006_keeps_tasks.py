"""What was said about a task stays, and what was signed of a year."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_tasks.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0005_tasks"), ("elders", "0005_keeps_history"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
