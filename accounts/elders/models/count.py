"""How many elders of a village give which answer, as of the last night: what dossiers say is sealed, and not counted by
the database."""

from django.db import models


class RegistryCount(models.Model):
    """One answer in one village. ``field``: a code of ``rules.tally``; replaced every night."""

    id = models.BigAutoField(primary_key=True)
    village = models.ForeignKey("regions.Region", on_delete=models.CASCADE, related_name="+", db_index=False)
    field = models.CharField(max_length=40)
    answer = models.CharField(max_length=40)
    number = models.PositiveIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["village", "field", "answer"], name="registry_count_once")]
