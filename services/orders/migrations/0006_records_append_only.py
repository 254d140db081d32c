"""A record is written once; a correction is another row. What it says of the person can be taken back, so not that."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0005_carry_records_over"), ("journal", "0002_append_only")]
    operations = [
        migrations.RunSQL(
            "CALL make_append_only('orders_servicerecord')",
            """
            DROP TRIGGER append_only_row ON orders_servicerecord;
            DROP TRIGGER append_only_table ON orders_servicerecord;
            """,
        )
    ]
