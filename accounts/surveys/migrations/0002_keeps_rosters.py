"""A roster that was frozen stays as it was."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_initial"), ("elders", "0002_keeps_history")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("keeps_rosters.sql",)]
