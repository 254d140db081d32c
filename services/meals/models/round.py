"""Who carries meals from door to door."""

from django.conf import settings
from django.db import models

from accounts.keys import new_key
from services.meals.models.menu import Menu


class DeliveryRound(models.Model):
    """One carrier's way on one sitting. Its name stays from day to day: so do the elders and their order."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    menu = models.ForeignKey(Menu, on_delete=models.PROTECT, related_name="rounds")
    name = models.CharField(max_length=20)
    carrier = models.ForeignKey("people.Person", on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(name="deliveryround_name_once", fields=["menu", "name"]),
            models.CheckConstraint(
                name="deliveryround_published_has_carrier",
                condition=models.Q(published_at=None) | models.Q(carrier__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["carrier"], name="deliveryround_by_carrier")]
