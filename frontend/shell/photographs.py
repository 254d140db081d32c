"""A kept picture as an answer, for pages that have checked that it may be seen."""

from django.http import HttpResponse

from accounts.kept_files import read_file
from accounts.photos.models import Photograph
from accounts.refusals import NotFound


def photograph_response(photograph: Photograph, *, small: bool = False) -> HttpResponse:
    """The picture, or its small rendition. The caller has checked the permission.

    Raises NotFound when it was forgotten.
    """
    name = photograph.small_file if small else photograph.file
    return picture_response(read_file(name) if name else None)


def picture_response(content: bytes | None) -> HttpResponse:
    """A JPEG of this house's own drawing; it stays in no cache, not even the browser's. Raises NotFound without one."""
    if content is None:
        raise NotFound
    answer = HttpResponse(content, content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    answer["Content-Disposition"] = "inline"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
