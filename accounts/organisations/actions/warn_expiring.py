"""Every day: tell people and their managers of papers that run out."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.journal.actions.emit import emit
from accounts.organisations.models import ExpiryWarning, Member, Organisation, Paper
from accounts.organisations.queries import current
from accounts.people.models import Credential
from accounts.policies.paper_rules import PAPER_WARNING
from accounts.policies.queries import Rulebooks, rulebooks

LONGEST_AHEAD = 365


def warn_expiring(*, at: datetime) -> int:
    """Warn of every paper that has come so near its end as the rule of its place says; how many were warned of.

    Each step once: run twice on a day it is still once, and a day that was missed is made up for.
    """
    today = timezone.localdate(at)
    near = Q(valid_until__gte=today, valid_until__lte=today + timedelta(days=LONGEST_AHEAD))
    with transaction.atomic():
        return _of_people(near, today, at) + _of_organisations(near, today, at)


def _step(days: Iterable[int], left: int) -> int | None:
    """The smallest step that has been reached; None while there is time."""
    return min((day for day in days if left <= day), default=None)


def _books(codes: set[str]) -> Rulebooks:
    return rulebooks(codes, (PAPER_WARNING,))


def _of_people(near: Q, today: date, at: datetime) -> int:
    found: dict[tuple[UUID, str], Credential] = {}
    rows = Credential.objects.filter(near, valid_from__lte=today).select_related("person")
    for row in rows.order_by("valid_until", "id"):  # the last one of a kind is the one that counts
        found[row.person_id, row.kind] = row
    later = Credential.objects.filter(
        person__in={person for person, _kind in found}, valid_until__gt=today + timedelta(days=LONGEST_AHEAD)
    )
    renewed = set(later.values_list("person_id", "kind"))
    ahead = Credential.objects.filter(person__in={person for person, _k in found}, valid_from__gt=today)
    renewed |= {
        (one.person_id, one.kind)
        for one in ahead
        if (old := found.get((one.person_id, one.kind))) and one.valid_until > old.valid_until
    }
    books = _books({row.person.home_id for row in found.values()})
    members: dict[UUID, list[str]] = {}
    for person, organisation in Member.objects.filter(
        current(today), person__in={row.person_id for row in found.values()}
    ).values_list("person_id", "organisation_id"):
        members.setdefault(person, []).append(str(organisation))
    wanted = {}
    for key, row in found.items():
        days = books.at(row.person.home_id, today)[PAPER_WARNING].value
        step = _step(days, (row.valid_until - today).days)
        if key not in renewed and step is not None:
            wanted[row.id] = (row, step)
    told = set(ExpiryWarning.objects.filter(credential__in=wanted).values_list("credential_id", "days"))
    fresh = [(row, step) for row, step in wanted.values() if (row.id, step) not in told]
    for row, step in fresh:
        detail: dict[str, Any] = {
            "person": str(row.person_id),
            "kind": row.kind,
            "until": str(row.valid_until),
            "days": (row.valid_until - today).days,
            "organisations": members.get(row.person_id, []),
        }
        emit(
            "accounts.credential.expiring",
            at=at,
            by=None,
            subject_kind="person",
            subject_id=row.person_id,
            region_code=row.person.home_id,
            detail=detail,
        )
        ExpiryWarning.objects.create(credential=row, days=step, warned_on=today)
    return len(fresh)


def _of_organisations(near: Q, today: date, at: datetime) -> int:
    standing = Organisation.objects.filter(status__in=["VERIFIED", "SUSPENDED"])
    rows = list(Paper.objects.filter(near, replaced_at=None, organisation__in=standing).select_related("organisation"))
    books = _books({row.organisation.region_id for row in rows})
    told = set(ExpiryWarning.objects.filter(paper__in=rows).values_list("paper_id", "days"))
    number = 0
    for row in rows:
        left = (row.valid_until - today).days if row.valid_until else LONGEST_AHEAD
        step = _step(books.at(row.organisation.region_id, today)[PAPER_WARNING].value, left)
        if step is None or (row.id, step) in told:
            continue
        emit(
            "accounts.organisation.paper_expiring",
            at=at,
            by=None,
            subject_kind="organisation",
            subject_id=row.organisation_id,
            region_code=row.organisation.region_id,
            detail={"paper": str(row.id), "kind": row.kind, "until": str(row.valid_until), "days": left},
        )
        ExpiryWarning.objects.create(paper=row, days=step, warned_on=today)
        number += 1
    return number
