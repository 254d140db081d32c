"""Papers that are kept sealed: pictures are drawn anew, a PDF is kept as it came and never shown inside a page."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.kept_files import keep_file
from accounts.keys import new_key
from accounts.photos.drawing import keep, redraw
from accounts.refusals import Invalid

MOST_PDF_BYTES = 8 * 1024 * 1024
SIDE = 1800  # the small print of a licence stays readable
FOLDER = "organisations"
PDF_HEAD, PDF_TAIL = b"%PDF-", b"%%EOF"
TAIL_BYTES = 2048


class NotAPaper(Invalid):
    code = "not_a_paper"
    sentence: Any = _("We can keep a photo (JPG, PNG) or a PDF. This is neither.")
    status = 422


class TooLargePaper(NotAPaper):
    code = "paper_too_large"
    sentence = _("The file is larger than 8 MB. Photograph the sheet instead.")
    status = 413


def keep_paper(sent: bytes, *, field: str = "paper") -> str:
    """Look at the bytes, keep the file and return its name.

    What the sender calls the file is never asked. Raises NotAPaper, TooLargePaper, NotAPicture, TooLargePicture.
    """
    if not sent.startswith(PDF_HEAD):
        return keep(redraw(sent, side=SIDE, field=field), folder=FOLDER)
    if len(sent) > MOST_PDF_BYTES:
        raise TooLargePaper(field=field)
    if PDF_TAIL not in sent[-TAIL_BYTES:]:
        raise NotAPaper(field=field)
    name = f"{FOLDER}/{new_key().hex}.pdf"
    keep_file(name, sent)
    return name


def media_type_of(name: str) -> str:
    """Of a kept paper, by the name that ``keep_paper`` gave it."""
    return "application/pdf" if name.endswith(".pdf") else "image/jpeg"
