"""Telling the elder what somebody ordered for them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.orders.enums import Hearing, Told
from services.orders.models.order import Order


class Telling(models.Model):
    """One try: the elder heard of an order and agreed, did not want it, or was not reached. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="tellings")
    outcome = models.CharField(max_length=11, choices=Told.choices)
    hearing = models.CharField(max_length=9, choices=Hearing.choices)
    told_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order"], condition=~Q(outcome=Told.NOT_REACHED), name="telling_heard_once")
        ]
