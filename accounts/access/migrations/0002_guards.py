"""Who saw what, and who was forgotten, stays written; tokens end with the password."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("journal", "0002_events"), ("people", "0001_initial"), ("knox", "0009_extend_authtoken_field")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("append_only.sql", "ends_tokens.sql")]
