"""What was signed stays as it was signed."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "only_ends.sql").read_text(encoding="utf-8")
BACK = "DROP FUNCTION certificate_only_ends() CASCADE; DROP TRIGGER certificate_only_ends_table ON certificates_certificate"


class Migration(migrations.Migration):
    dependencies = [("certificates", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL(SQL, BACK)]
