from django.db import migrations, models


class Migration(migrations.Migration):
    """A line has its number within its order: meals and orders count their lines each for themselves."""

    dependencies = [("subsidies", "0002_never_mix")]

    operations = [
        migrations.RemoveConstraint(model_name="voucheruse", name="voucheruse_one_a_line"),
        migrations.AddConstraint(
            model_name="voucheruse",
            constraint=models.UniqueConstraint(
                fields=["order_id", "line_id"],
                condition=models.Q(("status", "RELEASED"), _negated=True),
                name="voucheruse_one_a_line",
            ),
        ),
    ]
