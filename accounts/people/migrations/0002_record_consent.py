"""Since when a person lets records say who they are."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]
    operations = [
        migrations.AddField(
            model_name="person",
            name="record_consent_on",
            field=models.DateField(null=True),
        ),
    ]
