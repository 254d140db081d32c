"""What the record says of those who could be chosen: the list that a round was drawn with."""

from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from services.honours.enums import Excluded, Kind
from services.honours.models.round import HonourRound


class Drawn(models.Model):
    """A line of the drawn list. Drawn anew, the list before is gone: nobody is nominated by being on it.

    ``facts`` are the numbers that the sentences are made of, ``points`` what they add up to (``services.honours.
    scoring``); no fact speaks of an illness or of poverty. ``excluded``: why the record keeps them out, when it does.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    round = models.ForeignKey(HonourRound, on_delete=models.CASCADE, related_name="drawn")
    kind = models.CharField(max_length=6, choices=Kind.choices)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, null=True, related_name="+")
    elder = models.ForeignKey("elders.Elder", on_delete=models.CASCADE, null=True, related_name="+")
    supporter = models.ForeignKey("elders.Supporter", on_delete=models.CASCADE, null=True, related_name="+")
    region_code = models.CharField(max_length=12, db_collation="C")  # their village then
    points = models.PositiveSmallIntegerField(default=0)
    place = models.PositiveIntegerField(default=0)  # in the county; 0 of those left out
    facts = models.JSONField(default=dict)
    excluded = models.CharField(max_length=13, choices=Excluded.choices, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="drawn_is_a_person_or_a_family",
                condition=Q(kind=Kind.CARER, person__isnull=False, elder=None)
                | Q(kind=Kind.FAMILY, person=None, elder__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["round", "kind", "excluded", "place"], name="drawn_by_place")]
