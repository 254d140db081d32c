"""API tokens end with the password and with the login, whoever changes them."""

from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parent / "sql" / "ends_tokens.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0005_shown_of_the_family"),
        ("people", "0006_login_phones_once"),
        ("knox", "0009_extend_authtoken_field"),
    ]
    operations = [migrations.RunSQL(SQL)]
