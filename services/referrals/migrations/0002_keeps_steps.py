"""Who did what when is never written anew, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "keeps_steps.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial"), ("elders", "0014_visitors_of_associations"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL)]
