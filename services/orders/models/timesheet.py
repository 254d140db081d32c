"""A timesheet on paper: which services stand on it. Its address is the square printed on it."""

from django.conf import settings
from django.db import models

from accounts.keys import new_key


class Timesheet(models.Model):
    """Printed for one person's coming services, to note on paper when they came and left."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    printed_at = models.DateTimeField()
    printed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    seats = models.JSONField(default=list)  # ids of assignments, in the order of the sheet
