"""Day and sitting of a meal are those of its menu: by the database."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "day_of_its_menu.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("meals", "0002_initial")]
    operations = [migrations.RunSQL(SQL)]
