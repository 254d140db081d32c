"""An edition that was read stays as it was."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial"), ("journal", "0002_events")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("keeps_editions.sql",)]
