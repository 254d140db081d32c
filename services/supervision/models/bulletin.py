"""The bulletin of a month (督查通报): figures from the readings, words from the official, passed by a second person."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.keys import new_key
from services.supervision.enums import BulletinState


class Bulletin(models.Model):
    """One edition of one month of one place. Published it never changes (by trigger); a correction is a new edition.

    ``rows`` are the figures as ``queries.bulletins.figures`` gave them when it was handed in. The words are for
    everybody to read and name nobody.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    edition = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=BulletinState.choices, default=BulletinState.DRAFT)
    words = models.TextField(blank=True)  # how the month went
    practice = models.TextField(blank=True)  # 经验做法: what went well somewhere and others may copy
    demands = models.TextField(blank=True)  # what is asked for the next month
    because = models.CharField(max_length=300, blank=True)  # why the edition before was corrected
    rows = models.JSONField(default=dict)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    sent_back = models.CharField(max_length=300, blank=True)  # what the second person asked to change

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "month", "edition"],
                condition=~Q(state=BulletinState.DROPPED),
                name="bulletin_edition_once",
            ),
            models.UniqueConstraint(
                fields=["region", "month"],
                condition=Q(state__in=[BulletinState.DRAFT, BulletinState.SUBMITTED]),
                name="bulletin_one_at_work",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("drafted_by")), name="bulletin_passed_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=BulletinState.PUBLISHED) | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="bulletin_published_was_passed",
            ),
            models.CheckConstraint(condition=Q(edition=1) | ~Q(because=""), name="bulletin_correction_says_why"),
        ]
        indexes = [models.Index(fields=["region", "-month", "-edition"], name="bulletin_newest")]
