"""What was taken away and what was erased stays written down, whoever asks."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("access", "0003_doors_and_locks"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL("CALL make_append_only('access_exportdownload')", migrations.RunSQL.noop),
        migrations.RunSQL("CALL make_append_only('access_erasure')", migrations.RunSQL.noop),
    ]
