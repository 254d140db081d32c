"""Pictures that prove something: a visit, a service, an incident, the state of a house."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.keys import new_key
from accounts.sealed_fields import SealedJSONField, SealedTextField


class Photograph(models.Model):
    """A picture as this house drew it anew, what its EXIF said before, and which older one it looks like.

    ``about_elder`` is an id and no key: the registry stands above. ``phash`` is empty for a flat picture (a hand over
    the lens, a dark room), which would be like every other flat one. Forgotten, the row stays without its files.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    file = models.CharField(max_length=80, blank=True)  # below MEDIA_ROOT; a random name, nothing of the sender's
    small_file = models.CharField(max_length=80, blank=True)
    width = models.PositiveIntegerField()  # pixels, the band below included
    height = models.PositiveIntegerField()
    taken_at = models.DateTimeField(null=True)  # as the camera said
    taken_at_said = models.DateTimeField(null=True)  # as the person or their device said
    point = SealedJSONField(null=True)  # [latitude, longitude] in degrees WGS 84, as the camera said
    camera = SealedTextField()
    phash = models.BigIntegerField(null=True)  # 64 bits, see likeness.py
    region_code = models.CharField(max_length=12, db_collation="C")
    about_elder = models.UUIDField(null=True)
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="repeated_by")
    same_distance = models.PositiveSmallIntegerField(null=True)  # bits that differ
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(same_as=None, same_distance=None) | Q(same_as__isnull=False, same_distance__isnull=False),
                name="photograph_repeats_by_a_distance",
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) & ~Q(file="") & ~Q(small_file="")
                | Q(forgotten_at__isnull=False, file="", small_file="", phash=None),
                name="photograph_forgotten_without_files",
            ),
        ]
        indexes = [
            models.Index(
                fields=["region_code", "added_at"], condition=~Q(phash=None), name="photograph_looked_through"
            ),
            models.Index(fields=["about_elder"], condition=~Q(about_elder=None), name="photograph_of_an_elder"),
        ]

    @property
    def latitude(self) -> float | None:
        """Degrees WGS 84; None when the camera did not say."""
        return self.point[0] if self.point else None

    @property
    def longitude(self) -> float | None:
        """Degrees WGS 84; None when the camera did not say."""
        return self.point[1] if self.point else None
