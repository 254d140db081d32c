"""How the books are written, and what nobody changes in them."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("journal", "0002_events")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("chain.sql", "posting.sql", "never_deleted.sql")]
