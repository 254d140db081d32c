"""What actions of publications share: the sheet and its checks, the lock, the edition, the readers, the event."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound
from services.publications.enums import Audience, Kind, Topic
from services.publications.models import BODY, SOURCE, TITLE, Edition, Publication, Reader
from services.publications.queries.readers import addressees
from services.publications.queries.rows import publication_for

TEXTS = {"title_zh": TITLE, "title_en": TITLE * 2, "body_zh": BODY, "body_en": BODY * 2, "source": SOURCE}


class NothingWritten(Invalid):
    code = "nothing_written"
    sentence = _("Write a title and the text.")
    status = 422


class TooMuchWritten(Invalid):
    code = "too_much_written"
    sentence = _("Write at most %(n)s characters.")
    status = 422


class OverBeforeItBegins(Invalid):
    code = "over_before_it_begins"
    sentence = _("The last day is over already.")
    status = 422


@dataclass(frozen=True)
class Sheet:
    """What somebody wrote. English may be missing."""

    title_zh: str
    body_zh: str
    title_en: str = ""
    body_en: str = ""
    source: str = ""
    kind: str = Kind.ANNOUNCEMENT
    topic: str = Topic.OTHER
    audience: str = Audience.EVERYBODY
    asks_answer: bool = False
    on_board: bool = False
    until: date | None = None


def checked(sheet: Sheet, *, at: datetime) -> dict[str, Any]:
    """Columns and their values. Raises NothingWritten, TooMuchWritten, OverBeforeItBegins."""
    found: dict[str, Any] = {}
    for name, most in TEXTS.items():
        text = getattr(sheet, name).replace("\x00", "").replace("\r\n", "\n").strip()
        if len(text) > most:
            raise TooMuchWritten(field=name, n=most)
        if not text and name in ("title_zh", "body_zh"):
            raise NothingWritten(field=name)
        found[name] = text
    if sheet.until is not None and sheet.until < timezone.localdate(at):
        raise OverBeforeItBegins(field="until")
    return found | {
        "kind": Kind(sheet.kind),
        "topic": Topic(sheet.topic),
        "audience": Audience(sheet.audience),
        "asks_answer": sheet.asks_answer,
        "on_board": sheet.on_board,
        "until": sheet.until,
    }


def lock_publication(publication_id: UUID, *, by: Any) -> Publication:
    """One that ``by`` may write; needs a transaction. Raises NotAllowed, NotFound."""
    demand(by, Permission.NOTICE_WRITE)
    found = Publication.objects.select_for_update(no_key=True).filter(id=publication_id).first()
    if found is None:
        raise NotFound
    return publication_for(by, publication_id)


def keep_edition(publication: Publication, *, by: Any, at: datetime) -> Edition:
    """The text as it stands becomes the edition of its number."""
    texts = {name: getattr(publication, name) for name in TEXTS}
    return Edition.objects.create(
        publication=publication, number=publication.number, published_at=at, published_by=by, **texts
    )


def send_out(publication: Publication, *, at: datetime) -> int:
    """Write down whom it is for now; who was told of an earlier edition has this one to read anew."""
    Reader.objects.filter(publication=publication).update(opened_at=None, answered_at=None)
    wanted = addressees(publication, on=timezone.localdate(at))
    rows = [Reader(publication=publication, user_id=user, place=place) for user, place in sorted(wanted.items())]
    Reader.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(rows)


def tell(publication: Publication, happened: str, *, at: datetime, by: Any, deliver: bool = True) -> None:
    """Emit ``services.publication.<happened>``."""
    emit(
        f"services.publication.{happened}",
        at=at,
        by=by,
        subject_kind="publication",
        subject_id=publication.id,
        region_code=publication.region_id,
        detail={"number": publication.number},
        deliver=deliver,
    )
