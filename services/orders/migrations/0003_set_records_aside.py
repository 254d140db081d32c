"""The records as they were until now: without versions. The next migration carries them over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_seats")]
    operations = [migrations.RenameModel("ServiceRecord", "OldServiceRecord")]
