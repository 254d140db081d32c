"""What a visit found, in words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.elders.fields import FIELDS
from accounts.elders.kinds import Choice
from frontend.shell.wording import date_text, name_text
from frontend.visits.forms import GIVES
from services.visits.actions.record_visit import ANSWERS, FINE
from services.visits.enums import Given
from services.visits.models import Finding, SupporterNote, Visit


@dataclass(frozen=True)
class Said:
    """One answer: ``bad`` ones stand out."""

    words: str
    bad: bool


def answers_text(visit: Visit) -> list[Said]:
    """What was answered, in the order of the form."""
    said = visit.answers or {}
    names = [name for name in ANSWERS if name in said]
    return [Said(_answer_text(name, said[name]), said[name] not in FINE) for name in names]


def _answer_text(name: str, value: str) -> str:
    return _care_text(value) if name == "care" else str(ANSWERS[name](value).label)


def _care_text(value: str) -> str:
    return {
        "KEPT": pgettext("care kept", "Cared for as agreed"),
        "PARTLY": pgettext("care kept", "Cared for in part"),
        "NOT_KEPT": pgettext("care kept", "Not cared for as agreed"),
    }[value]


def note_text(note: SupporterNote) -> dict[str, Any]:
    """A supporter, what they give, and when they were last in touch."""
    given = note.given or {}
    parts = [f"{label}{_(': ')}{Given(given[name]).label}" for name, label in GIVES if given.get(name)]
    if note.last_contact_on is not None:
        parts.append(_("last in touch %(day)s") % {"day": date_text(note.last_contact_on)})
    return {
        "name": name_text(note.supporter.name),
        "words": _(", ").join(parts),
        "bad": Given.NONE in given.values(),
        "supporter": note.supporter,
    }


def finding_text(finding: Finding) -> str:
    """``孤单：是``: the field of the dossier, and what it would say."""
    field = FIELDS[finding.field]
    if isinstance(field.kind, Choice):
        value = str(field.kind.options[str(finding.value)])
    else:
        value = pgettext("dossier", "Yes") if finding.value else pgettext("dossier", "No")
    return f"{field.title}{_(': ')}{value}"
