"""A meal is of the day of its menu."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("meals", "0001_initial")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("day_of_its_menu.sql",)]
