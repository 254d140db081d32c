"""What the rules say of an elder on a day: left behind or not, at which risk, what calls for attention."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accounts.elders.enums import Tier, Where
from accounts.elders.models import (
    Assessment,
    CareAgreement,
    Elder,
    Fact,
    FocusCare,
    Guardian,
    Supporter,
    TierOverride,
    VisitContact,
    Whereabouts,
)
from accounts.elders.rules.flags import Flag, flags
from accounts.elders.rules.left_behind import Verdict, left_behind
from accounts.elders.rules.picture import Kin, Picture, Stay
from accounts.elders.rules.risk import Risk, risk
from accounts.people.enums import Relation
from accounts.policies.queries import Rulebook, rulebook
from accounts.policies.rules import ELDER_LEFT_BEHIND, RISK_HIGH, RISK_MIDDLE


@dataclass(frozen=True)
class Status:
    """All of it, with the citation of the definition that was used."""

    left_behind: Verdict
    risk: Risk
    flags: tuple[Flag, ...]
    citation: str


def status_of(elder: Elder, *, on: date) -> Status:
    """The elder's status as of ``on``: only what was known to hold by then counts. Needs ``person``."""
    picture = pictures([elder], on=on)[elder]
    return judge(picture, rulebook(region_code=picture.home_code, on=on))


def judge(picture: Picture, book: Rulebook) -> Status:
    """Apply the region's rules to a picture."""
    definition = book[ELDER_LEFT_BEHIND]
    verdict = left_behind(picture, definition=definition.value)
    scored = risk(
        picture,
        left_behind=verdict.holds,
        high_from=book[RISK_HIGH].value,
        middle_from=book[RISK_MIDDLE].value,
    )
    return Status(verdict, scored, flags(picture), definition.citation)


def pictures(elders: Iterable[Elder], *, on: date) -> dict[Elder, Picture]:
    """What the rules look at, for many elders at once: nine queries whatever their number. Needs ``person``."""
    by_id = {elder.id: elder for elder in elders}
    values = _values(by_id, on)
    covered = _covered(by_id, on)
    kin = _kin(by_id, on)
    standing = Q(since__lte=on) & (Q(until=None) | Q(until__gte=on))
    guarded = set(Guardian.objects.filter(standing, elder__in=by_id).values_list("elder_id", flat=True))
    visited = set(VisitContact.objects.filter(standing, elder__in=by_id).values_list("elder_id", flat=True))
    overrides = {
        one.elder_id: Tier(one.tier)
        for one in TierOverride.objects.filter(
            Q(lifted_at=None) | Q(lifted_at__date__gt=on), elder__in=by_id, set_at__date__lte=on, until__gte=on
        ).order_by("set_at")
    }
    assessed = Assessment.objects.filter(elder__in=by_id, finished_at__date__lte=on, due_on__gt=on)
    focus = FocusCare.objects.filter(elder__in=by_id, opened_at__date__lte=on)
    reviews = dict(focus.filter(Q(closed_at=None) | Q(closed_at__date__gt=on)).values_list("elder_id", "review_on"))
    ability = dict(assessed.order_by("finished_at").values_list("elder_id", "grade"))
    return {
        elder: Picture(
            on=on,
            birth_on=elder.person.birth_on,
            home_code=elder.person.home_id,
            registered_code=elder.person.registered_id or "",
            kin=kin[key],
            values=values[key],
            has_guardian=key in guarded,
            has_visitor=key in visited,
            agreement_until=covered[key][0],
            had_agreement=covered[key][1],
            ability=ability.get(key, ""),
            override=overrides.get(key),
            focus_review=reviews.get(key),
        )
        for key, elder in by_id.items()
    }


def _values(by_id: Mapping[Any, Elder], on: date) -> defaultdict[Any, dict[str, Any]]:
    """The value in force of each field: the last that was recorded by the end of the day and true by then."""
    values: defaultdict[Any, dict[str, Any]] = defaultdict(dict)
    facts = Fact.objects.filter(elder__in=by_id, as_of__lte=on)
    if on >= timezone.localdate():
        facts = facts.filter(superseded_at=None)
    for fact in facts.order_by("as_of", "recorded_at"):  # what was so before may be learnt later
        values[fact.elder_id].pop(fact.field, None)
        if fact.value:
            values[fact.elder_id][fact.field] = json.loads(fact.value)
        else:  # no longer known
            values[fact.elder_id].pop(fact.field, None)
    return values


def _kin(by_id: Mapping[Any, Elder], on: date) -> defaultdict[Any, list[Kin]]:
    stays: defaultdict[Any, list[Stay]] = defaultdict(list)
    confirmed = Whereabouts.objects.filter(supporter__elder__in=by_id, confirmed_at__isnull=False, since__lte=on)
    for supporter_id, where, since in confirmed.order_by("since", "reported_at").values_list(
        "supporter_id", "where", "since"
    ):
        stays[supporter_id].append(Stay(Where(where), since))
    kin: defaultdict[Any, list[Kin]] = defaultdict(list)
    standing = Supporter.objects.filter(Q(ended_on=None) | Q(ended_on__gt=on), elder__in=by_id)
    for one in standing.defer("phone").order_by("added_at", "id"):
        kin[one.elder_id].append(
            Kin(one.name, Relation(one.relation), one.able, bool(one.phone_index), tuple(stays[one.id]))
        )
    return kin


def _covered(by_id: Mapping[Any, Elder], on: date) -> defaultdict[Any, tuple[date | None, bool]]:
    """Until when care agreements reach without a gap from ``on``, None when none holds; and whether one held before."""
    found: defaultdict[Any, tuple[date | None, bool]] = defaultdict(lambda: (None, False))
    rows = CareAgreement.objects.filter(elder__in=by_id, entered_at__date__lte=on).order_by("starts_on")
    for elder_id, starts_on, ends_on, revoked_at in rows.values_list("elder", "starts_on", "ends_on", "revoked_at"):
        until, had = found[elder_id]
        if (revoked_at is not None and timezone.localdate(revoked_at) <= on) or ends_on < on:
            had = True
        elif starts_on <= (on if until is None else until + timedelta(days=1)):
            until = max(ends_on, until or ends_on)
        found[elder_id] = (until, had)
    return found
