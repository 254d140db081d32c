"""What a gauge showed stays as it was frozen, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_readings.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("supervision", "0001_initial"),
        ("journal", "0002_append_only"),
        # the gauges read these tables
        ("elders", "0014_visitors_of_associations"),
        ("visits", "0003_pictures_paper_checks"),
        ("incidents", "0004_forgotten"),
        ("orders", "0014_programmes_pay"),
    ]
    operations = [migrations.RunSQL(SQL)]
