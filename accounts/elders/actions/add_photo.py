"""Keep the elder's picture, or take it away."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from accounts.elders.actions.keeping import lock_elder, tell, write_change
from accounts.elders.models import Elder, Photo
from accounts.kept_files import forget_file
from accounts.photos.drawing import keep, redraw

SIDE, FOLDER = 960, "elders"


def add_photo(*, by: Any, at: datetime, elder: Elder, sent: bytes) -> Photo:
    """Draw the picture anew and keep it in place of the one before.

    Raises NotAllowed, NotFound, ElderLeft, NotAPicture, TooLargePicture.
    """
    drawn = redraw(sent, side=SIDE)
    name = keep(drawn, folder=FOLDER)
    try:
        with transaction.atomic():
            locked = lock_elder(by=by, elder_id=elder.id)
            before = Photo.objects.filter(elder=locked).first()
            photo, _made = Photo.objects.update_or_create(
                elder=locked, defaults={"file": name, "added_at": at, "added_by": by}
            )
            if before is not None:
                transaction.on_commit(partial(forget_file, before.file))
            write_change(by=by, at=at, elder=locked, about="PHOTO", about_id=photo.id, field="added")
            tell("elder.photo_added", by=by, at=at, elder=locked)
    except BaseException:
        forget_file(name)
        raise
    return photo


def remove_photo(*, by: Any, at: datetime, elder: Elder) -> None:
    """Take the picture away for good; without one nothing happens. Raises NotAllowed, NotFound, ElderLeft."""
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        photo = Photo.objects.filter(elder=locked).first()
        if photo is None:
            return
        transaction.on_commit(partial(forget_file, photo.file))
        write_change(by=by, at=at, elder=locked, about="PHOTO", about_id=photo.id, field="ended")
        photo.delete()
        tell("elder.photo_removed", by=by, at=at, elder=locked)
