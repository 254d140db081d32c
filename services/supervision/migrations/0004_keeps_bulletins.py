"""A published bulletin stays as it was published, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_bulletins.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("supervision", "0003_bulletins"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
