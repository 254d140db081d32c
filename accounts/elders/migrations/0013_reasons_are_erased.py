"""Forgetting an elder reaches the reasons of facts and changes; those of elders already forgotten go now."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "erases_reasons.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("elders", "0012_registry_count"), ("access", "0004_append_only")]
    operations = [migrations.RunSQL(SQL)]
