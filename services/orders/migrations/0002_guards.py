"""An order has so many seats and no more; records stay."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("journal", "0002_events")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("seats.sql", "records_append_only.sql")]
