"""A number opens one login only. Apart from sealing them: rows just changed keep their table from being altered."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0005_login_phones")]
    operations = [
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                condition=~models.Q(("phone_index", "")), fields=("phone_index",), name="user_one_per_phone"
            ),
        ),
    ]
