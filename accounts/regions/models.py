"""China's statistical divisions. A subtree is a prefix of the code."""

from django.db import models

from accounts.regions.enums import Level


class Region(models.Model):
    """One division; its code is its key and begins with its parent's code."""

    code = models.CharField(primary_key=True, max_length=12, db_collation="C")
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=12, choices=Level.choices)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    pinyin = models.CharField(max_length=160)  # without tones or spaces: search and sorting
    initials = models.CharField(max_length=40)
    # Middle of the settlement, degrees WGS 84; the official files carry none, so often empty.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["initials"], name="region_initials")]
        constraints = [
            models.CheckConstraint(condition=models.Q(code__regex=r"^[0-9]{2,12}$"), name="region_code_digits")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def township_code(self) -> str:
        return self.code[:9]
