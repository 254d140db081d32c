"""What happened stays written, whoever asks."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]
    operations = [migrations.RunSQL((SQL / name).read_text(encoding="utf-8")) for name in ("append_only.sql", "keeps_words.sql")]
