"""What the dossier that is kept takes over from the one it takes in: values, the person's own data, the family.

Parts of ``merge_elders``, which locks, authorises and emits; each works inside its transaction.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from accounts.elders.actions.keeping import write_change
from accounts.elders.fields import FIELDS
from accounts.elders.models import (
    Assessment,
    Elder,
    Fact,
    FocusCare,
    Guardian,
    Mandate,
    Pair,
    Photo,
    Supporter,
    VisitContact,
)
from accounts.elders.queries.merging import PERSON_PARTS
from accounts.people.models import Person


def take_facts(*, by: Any, at: datetime, kept: Elder, absorbed: Elder, taken: Collection[str]) -> int:
    """Say the chosen values anew of the kept elder, each with its old source and day; return how many."""
    values = Fact.objects.filter(elder=absorbed, superseded_at=None, field__in=[c for c in taken if c in FIELDS])
    chosen = {fact.field: fact for fact in values if fact.value}
    Fact.objects.filter(elder=kept, field__in=chosen, superseded_at=None).update(superseded_at=at)
    Fact.objects.bulk_create(
        [
            Fact(
                elder=kept,
                field=fact.field,
                value=fact.value,
                source=fact.source,
                as_of=fact.as_of,
                reason=fact.reason,
                recorded_at=at,
                recorded_by=by,
            )
            for fact in chosen.values()
        ]
    )
    if "lives_with" in chosen:
        kept.lives_alone = chosen["lives_with"].value == '"ALONE"'
    return len(chosen)


def take_person(
    *, by: Any, at: datetime, kept: Elder, absorbed: Elder, taken: Collection[str], reason: str, because: str
) -> None:
    """Bring the person's own data over where it was chosen. The absorbed person gives up their ID number either way.

    A roster finds people by their number, and it must find the dossier that is kept. What was given up stays in the
    sealed history of both. ``because`` says why a number that is not taken is wrong.
    """
    mine = Person.objects.get(pk=kept.person_id)
    theirs = Person.objects.get(pk=absorbed.person_id)
    now = {name: getattr(theirs, name) for name in PERSON_PARTS if name in taken}
    point = (theirs.latitude, theirs.longitude)
    note: dict[str, Any] = {"by": by, "at": at, "about": "PERSON"}
    if theirs.id_number:
        why = reason if "id_number" in taken else because or reason
        write_change(**note, elder=absorbed, about_id=theirs.id, field="id_number", was=theirs.id_number, reason=why)
        theirs.id_number = ""
        theirs.save(update_fields=["id_number", "id_index"])
    for name, value in now.items():
        was = getattr(mine, name)
        if was == value or value in (None, ""):
            continue
        why = because or reason if name == "id_number" and was else reason
        write_change(**note, elder=kept, about_id=mine.id, field=name, was=was, became=value, reason=why)
        setattr(mine, name, value)
        if name in ("home_id", "address"):
            mine.latitude, mine.longitude = point
    mine.save()
    kept.person = mine


def take_family(*, at: datetime, kept: Elder, absorbed: Elder) -> dict[str, int]:
    """Guardian, visitors, helpers and an open assessment: what may stand once only ends for the absorbed one."""
    today = timezone.localdate(at)
    return {
        "elders.Guardian.elder": _guardians(kept, absorbed, today),
        "elders.VisitContact.elder": _visitors(kept, absorbed, today),
        "elders.Mandate.elder": _mandates(kept, absorbed, at),
        "elders.Mandate.proxy": _acting(kept, absorbed, at),
        "elders.Assessment.elder": _assessments(kept, absorbed),
        "elders.Supporter.elder": _supporters(kept, absorbed, today),
        "elders.FocusCare.elder": _focus(kept, absorbed, at),
    }


def take_photo(*, kept: Elder, absorbed: Elder, chosen: bool) -> int:
    """The picture that was chosen comes to the kept elder; the other one goes the other way, none is thrown away."""
    theirs = Photo.objects.filter(elder=absorbed).first()
    mine = Photo.objects.filter(elder=kept).first()
    if theirs is None or (mine is not None and not chosen):
        return 0
    if mine is None:
        return Photo.objects.filter(pk=theirs.pk).update(elder=kept)
    names = ("file", "added_at", "added_by_id")
    one, other = ({name: getattr(photo, name) for name in names} for photo in (mine, theirs))
    Photo.objects.filter(pk=mine.pk).update(**other)
    return Photo.objects.filter(pk=theirs.pk).update(**one)


def close_absorbed(*, at: datetime, kept: Elder, absorbed: Elder) -> None:
    """The absorbed dossier is closed; whoever opens it is led to the kept one."""
    Pair.objects.filter(Q(first=absorbed) | Q(second=absorbed), different_at=None).delete()
    absorbed.left_on, absorbed.merged_into, absorbed.flags = timezone.localdate(at), kept, []
    absorbed.save(update_fields=["left_on", "merged_into", "flags"])


def _end(rows: Any, today: date) -> None:
    rows.update(until=Greatest(F("since"), today))


def _guardians(kept: Elder, absorbed: Elder, today: date) -> int:
    rows = Guardian.objects.filter(elder=absorbed)
    if Guardian.objects.filter(elder=kept, until=None).exists():
        _end(rows.filter(until=None), today)
    return rows.update(elder=kept)


def _visitors(kept: Elder, absorbed: Elder, today: date) -> int:
    rows, standing = VisitContact.objects.filter(elder=absorbed), VisitContact.objects.filter(elder=kept, until=None)
    names = set(standing.values_list("name", flat=True))
    _end(rows.filter(until=None, name__in=names), today)
    if standing.filter(lead=True).exists():
        rows.filter(until=None, lead=True).update(lead=False)
    return rows.update(elder=kept)


def _mandates(kept: Elder, absorbed: Elder, at: datetime) -> int:
    """A helper with a mandate from both keeps the kept one's; a mandate to oneself makes no sense."""
    rows = Mandate.objects.filter(elder=absorbed)
    there = Mandate.objects.filter(elder=kept, revoked_at=None).values("proxy")
    rows.filter(Q(proxy__in=there) | Q(proxy=kept.person_id), revoked_at=None).update(revoked_at=at)
    return rows.update(elder=kept)


def _acting(kept: Elder, absorbed: Elder, at: datetime) -> int:
    rows = Mandate.objects.filter(proxy=absorbed.person_id)
    there = Mandate.objects.filter(proxy=kept.person_id, revoked_at=None).values("elder")
    rows.filter(Q(elder__in=there) | Q(elder=kept), revoked_at=None).update(revoked_at=at)
    return rows.update(proxy=kept.person_id)


def _assessments(kept: Elder, absorbed: Elder) -> int:
    """A second one that was only begun stays where it is: it would be answered twice."""
    rows = Assessment.objects.filter(elder=absorbed)
    if Assessment.objects.filter(elder=kept, finished_at=None).exists():
        rows = rows.exclude(finished_at=None)
    return rows.update(elder=kept)


def _focus(kept: Elder, absorbed: Elder, at: datetime) -> int:
    """Where both have an open one, the kept elder's goes on."""
    rows = FocusCare.objects.filter(elder=absorbed)
    if FocusCare.objects.filter(elder=kept, closed_at=None).exists():
        rows.filter(closed_at=None).update(closed_at=at)
    return rows.update(elder=kept)


def _supporters(kept: Elder, absorbed: Elder, today: date) -> int:
    """The same son twice: the absorbed one's row ends, with everything ever said of where he is."""
    standing = Supporter.objects.filter(elder=kept, ended_on=None)
    known = set(standing.values_list("name", "relation"))
    rows = Supporter.objects.filter(elder=absorbed)
    twice = [one.id for one in rows.filter(ended_on=None) if (one.name, one.relation) in known]
    rows.filter(id__in=twice).update(ended_on=today)
    return rows.update(elder=kept)
