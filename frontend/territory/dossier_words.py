"""What a dossier says, in words: a value, where it comes from, how old it is."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from accounts.elders.enums import Source
from accounts.elders.fields import Field, Group
from accounts.elders.models import Change, Check, Fact, Whereabouts
from accounts.elders.queries.dossier import OWN, value
from accounts.people.enums import Dialect, Gender, Relation
from accounts.people.masks import mask_id, mask_phone
from accounts.regions.queries import names_of
from frontend.shell.fact_words import value_text
from frontend.shell.wording import date_text, full_date_text, name_text, place_text

MONTH_DAYS = 30.44


def ago_text(since: date, on: date) -> str:
    """``14 个月没核``, ``20 天没核``: how long nobody has looked."""
    days = (on - since).days
    months = int(days / MONTH_DAYS)
    if months < 2:
        return ngettext("not checked for %(n)s day", "not checked for %(n)s days", days) % {"n": days}
    return ngettext("not checked for %(n)s month", "not checked for %(n)s months", months) % {"n": months}


def seen_text(day: date, source: str, who: str) -> str:
    """``8 月 2 日，上门问的，郑美兰``: on which day, from where, by whom."""
    return _(", ").join(part for part in (date_text(day), str(Source(source).label), who) if part)


def name_of(user: Any) -> str:
    """Who it was, in the reader's language; empty for the house itself."""
    return name_text(str(user)) if user is not None else ""


ABOUT: dict[str, Callable[[], str]] = {
    "SUPPORTER": lambda: pgettext("history", "Supporter"),
    "GUARDIAN": lambda: pgettext("history", "Guardian"),
    "VISITOR": lambda: pgettext("history", "Who visits"),
    "PHOTO": lambda: pgettext("history", "Picture"),
    "MANDATE": lambda: pgettext("history", "Mandate"),
    "AGREEMENT": lambda: pgettext("history", "Care agreement"),
    "ELDER": lambda: pgettext("history", "Elder"),
    "FOCUS": lambda: pgettext("history", "An eye on the elder"),
}
PERSON_FIELDS: dict[str, Callable[[], str]] = {
    "name": lambda: pgettext("history", "Name"),
    "gender": lambda: pgettext("history", "Gender"),
    "birth_on": lambda: str(OWN["birth_on"]),
    "id_number": lambda: str(OWN["id_number"]),
    "phone": lambda: pgettext("history", "Phone"),
    "dialect": lambda: pgettext("history", "Spoken at home"),
    "address": lambda: str(OWN["address"]),
    "home_id": lambda: pgettext("history", "Village"),
    "registered_id": lambda: str(OWN["registered_id"]),
    "relation": lambda: pgettext("history", "Relation"),
    "able": lambda: pgettext("history", "Able to support"),
}
TURNS: dict[str, Callable[[], str]] = {
    "added": lambda: pgettext("history", "added"),
    "ended": lambda: pgettext("history", "ended"),
    "renewed": lambda: pgettext("history", "renewed"),
    "named": lambda: pgettext("history", "named"),
    "lead": lambda: pgettext("history", "comes first"),
    "died": lambda: pgettext("history", "has died"),
    "left": lambda: pgettext("history", "moved away"),
    "focus_opened": lambda: pgettext("history", "begun"),
    "focus_closed": lambda: pgettext("history", "ended"),
    "merged": lambda: pgettext("history", "put together with another dossier"),
}


def change_text(change: Change) -> tuple[str, str]:
    """What a correction was about, and what became of what: ``("电话", "138****0219 → 139****0001")``."""
    if change.about == "PERSON":
        title = PERSON_FIELDS[change.field]()
    elif change.field in TURNS:
        title = pgettext("history", "%(what)s %(turn)s") % {
            "what": ABOUT[change.about](),
            "turn": TURNS[change.field](),
        }
    else:
        title = f"{ABOUT[change.about]()}{_(', ')}{PERSON_FIELDS[change.field]()}"
    was, became = (_shown(change.field, text) for text in (change.was, change.became))
    if change.field in TURNS:
        return title, became if change.field != "ended" else was
    return title, f"{was or pgettext('history', 'nothing')} → {became or pgettext('history', 'nothing')}"


def _shown(field: str, text: str) -> str:
    """A stored text as it may stand in a history: numbers stay masked."""
    if not text:
        return ""
    if field == "id_number":
        return mask_id(text)
    if field == "phone":
        return mask_phone(text)
    if field in ("home_id", "registered_id"):
        return place_text(names_of([text]).get(text, text))
    if field == "gender":
        return str(Gender(text).label)
    if field == "dialect":
        return str(Dialect(text).label)
    if field == "relation":
        return str(Relation(text).label)
    if field == "birth_on":
        return full_date_text(date.fromisoformat(text))
    if field == "able":
        return pgettext("dossier", "Yes") if text == "True" else pgettext("dossier", "No")
    if field == "name" or (field in TURNS and not field.startswith("focus_")):
        return name_text(text)
    return text


def entry_text(entry: "Fact | Check | Change | Whereabouts", fields: dict[str, Field]) -> tuple[str, str]:
    """One entry of the history: its title and what it says."""
    match entry:
        case Fact():
            field = fields.get(entry.field)
            said = value(entry)
            title = str(field.title) if field else entry.field
            if said is None:
                return title, pgettext("history", "no longer known")
            return title, value_text(field, said) if field else str(said)
        case Check():
            groups = _(", ").join(str(Group(code).label) for code in entry.groups)
            return pgettext("history", "Checked, nothing changed"), groups
        case Change():
            return change_text(entry)
        case Whereabouts():
            where = _(", ").join(part for part in (str(entry.get_where_display()), entry.place) if part)
            return _("Where %(name)s is") % {"name": name_text(entry.supporter.name)}, where


def entry_who(entry: "Fact | Check | Change | Whereabouts") -> str:
    """Who wrote it; the family for what came by link, the house for what nobody in particular did."""
    match entry:
        case Fact():
            by: Any = entry.recorded_by
        case Check():
            by = entry.checked_by
        case Change():
            by = entry.changed_by
        case Whereabouts():
            if entry.reported_by is None and entry.channel == "LINK":
                return pgettext("history", "the family, by link")
            by = entry.reported_by
    return name_of(by)
