"""Reveals are append-only, whoever asks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0001_initial"), ("journal", "0002_append_only")]
    operations = [migrations.RunSQL("CALL make_append_only('access_reveal')", migrations.RunSQL.noop)]
