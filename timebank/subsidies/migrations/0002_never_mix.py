"""Cash and services never mix, and what was posted stays: by the database."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "never_mix.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_initial"), ("ledger", "0006_voucher_accounts")]
    operations = [migrations.RunSQL(SQL)]
