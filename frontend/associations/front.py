"""Associations of a place, and the front page of one: members, fees, pairs, this week, activities, contract."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.organisations.queries.contracts import contracts_of
from frontend.shell.contract_words import contract_lines
from services.activities.models import Activity
from services.activities.queries.calendar import whole
from services.associations.enums import Band
from services.associations.queries.fees import behind, fee_for, rules_of, till_of
from services.associations.queries.looking import forgotten_of, helped, pairs_of, rounds_of, turns_of, week_of
from services.associations.queries.members import covered, lines_of, members_counted, members_of
from services.associations.queries.reach import KEEPS, Seen, association_seen, associations_of

MOST_ACTIVITIES = 5


@login_required
@never_cache
@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """Those of the reader's places, with how many belong; and, village by village, how many elders belong anywhere."""
    found = list(associations_of(request.user))
    counts = members_counted([one.id for one in found])
    codes = territories(request.user, KEEPS)
    villages = covered(codes) if codes else []
    context = {
        "rows": [(one, counts.get(one.id, 0)) for one in found],
        "villages": sorted(villages, key=lambda one: (one.percent, -one.elders))[:60],
        "elders": sum(one.elders for one in villages),
        "members": sum(one.members for one in villages),
        "keeps": bool(codes),
    }
    return render(request, "associations/all.html", context)


@login_required
@never_cache
@require_safe
def show_front(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The association at a glance; every figure leads to what it was counted from."""
    seen = association_seen(request.user, organisation_id)
    now = timezone.now()
    today = timezone.localdate(now)
    members = list(members_of(seen, on=today))
    lines = lines_of(members, on=today)
    rules = rules_of(organisation_id)
    pairs = list(pairs_of(seen))
    first, last = week_of(today)
    rounds = list(rounds_of(seen))
    turns = turns_of(rounds, since=first, until=last)
    waiting = [one for one in turns if one.may_write(today)] + forgotten_of(rounds, today=today, before=first)
    look_at_people(request, seen, [*(one.elder for one in members), *(one.elder for one in pairs)])
    villages = covered(seen.reach, organisation_id=organisation_id)
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "number": len(members),
        "bands": [(band, count) for band, count in _bands(lines) if count],
        "helpers": sum(one.can_help for one in lines),
        "frail": sum(one.is_frail for one in lines),
        "elders": sum(one.elders for one in villages),
        "villages": villages if len(villages) > 1 else [],
        "asked": fee_for(rules, today.year),
        "behind": len(behind(members, rules, year=today.year)),
        "till": till_of(organisation_id, year=today.year) if seen.keeps_till else None,
        "pairs": _grouped(pairs),
        "pair_number": len(pairs),
        "turns": [(one, one.may_write(today)) for one in turns],
        "waiting": len(waiting),
        "helped": helped(organisation_id, since=today.replace(month=1, day=1), until=today),
        "activities": list(
            whole(
                Activity.objects.filter(organiser=organisation_id, ends_at__gt=now, status__in=("PLANNED", "RUNNING"))
            ).order_by("starts_at")[:MOST_ACTIVITIES]
        ),
        "contracts": contract_lines(contracts_of(organisation_id), on=today),
        "dispatches": may(request.user, Permission.ORDER_DISPATCH, organisation_id=organisation_id),
        "today": today,
        "first": first,
        "last": last,
    }
    return render(request, "associations/front.html", context)


def look_at_people(request: HttpRequest, seen: Seen, elders: list[Any]) -> None:
    """Write down that whole names were shown."""
    people = {one.person: f"elder:{one.id}" for one in elders}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="association")


def _bands(lines: list[Any]) -> list[tuple[Band, int]]:
    counted = Counter(one.band for one in lines)
    return [(band, counted[band]) for band in Band]


def _grouped(pairs: list[Any]) -> list[tuple[Any, list[Any]]]:
    """Helper → whom they look in on."""
    found: dict[Any, list[Any]] = {}
    for one in pairs:
        found.setdefault(one.person, []).append(one)
    return list(found.items())
