"""What the database prepared anew for every posting is kept, and the guards ask once where they asked twice."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql" / "swift_posting.sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_sealed_and_served")]
    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"))]
