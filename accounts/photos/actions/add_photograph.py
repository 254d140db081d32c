"""Keep a picture that proves something."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image

from accounts.journal.actions.emit import emit
from accounts.kept_files import forget_file
from accounts.photos.drawing import encoded, keep, opened
from accounts.photos.exif import Taken, read_exif
from accounts.photos.likeness import fingerprint
from accounts.photos.models import Photograph
from accounts.photos.queries import about_others
from accounts.photos.watermark import with_band
from accounts.regions.models import Region
from accounts.regions.queries import full_name

SIDE, SMALL_SIDE = 1600, 320
SMALL_QUALITY = 78
FOLDER = "photographs"


def add_photograph(
    *,
    by: Any,
    at: datetime,
    sent: bytes,
    region_code: str,
    taken_at_said: datetime | None = None,
    place_words: str = "",
    about_elder: UUID | None = None,
    field: str = "photo",
) -> Photograph:
    """Draw the picture anew with time and place below it, read what its EXIF says, and look where it was used before.

    Whoever calls has checked that ``by`` (None: somebody without a login) may add to the row the picture is for. The
    same picture about another elder is never refused: the row names the older one. ``place_words`` stand in the band
    instead of the names of the region; ``field`` is the form's field that refusals name.
    Raises NotAPicture, TooLargePicture.
    """
    with opened(sent, side=SIDE, field=field) as (picture, exif):
        taken = read_exif(exif)
        small = picture.copy()
        small.thumbnail((SMALL_SIDE, SMALL_SIDE))
        lines = _words(taken, taken_at_said, at, place_words or _place(region_code))
        whole = with_band(picture, lines)
        phash = fingerprint(picture)
    kept = []
    try:
        kept.append(keep(encoded(whole), folder=FOLDER))
        kept.append(keep(encoded(small, quality=SMALL_QUALITY), folder=FOLDER))
        with transaction.atomic():
            return _write(
                by, at, kept, whole, taken,
                taken_at_said=taken_at_said, phash=phash, region_code=region_code, about_elder=about_elder,
            )  # fmt: skip
    except BaseException:
        for name in kept:
            forget_file(name)
        raise


def _write(by: Any, at: datetime, kept: list[str], whole: Image.Image, taken: Taken, **fields: Any) -> Photograph:
    photograph = Photograph(
        file=kept[0],
        small_file=kept[1],
        width=whole.width,
        height=whole.height,
        taken_at=taken.at,
        point=list(taken.point) if taken.point else None,
        camera=taken.camera,
        added_at=at,
        added_by=by,
        **fields,
    )
    before = about_others(photograph).first()
    if before is not None:
        photograph.same_as, photograph.same_distance = before, before.distance
    photograph.save()
    emit(
        "accounts.photograph.added",
        at=at,
        by=by,
        subject_kind="photograph",
        subject_id=photograph.id,
        region_code=photograph.region_code,
        detail={"same_as": str(before.id) if before else None},
        deliver=False,  # what it belongs to is told
    )
    return photograph


def _words(taken: Taken, said: datetime | None, at: datetime, place: str) -> list[str]:
    """The lines of the band, in the language of the house: whose clock it was stands beside the time."""
    with override(settings.LANGUAGE_CODE):
        moment = taken.at or said or at
        told = timezone.localtime(moment).strftime("%Y-%m-%d %H:%M")
        if taken.at is not None:
            first = _("%(time)s by the camera") % {"time": told}
        elif said is not None:
            first = _("%(time)s as reported") % {"time": told}
        else:
            first = _("received %(time)s") % {"time": told}
        return [first, place]


def _place(region_code: str) -> str:
    region = Region.objects.filter(code=region_code).first()
    return full_name(region, above=4) if region is not None else ""
