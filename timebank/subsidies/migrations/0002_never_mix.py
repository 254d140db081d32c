"""Cash and services never mix."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial"), ("ledger", "0002_books"), ("elders", "0002_keeps_history")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("never_mix.sql",)]
