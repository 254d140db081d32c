"""Who should be in a programme and is not, and who is in it and should not be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Q, QuerySet

from accounts.elders.models import Elder
from timebank.subsidies.models import Edition, Eligibility, Enrolment, Programme, Tier
from timebank.subsidies.queries.profiles import fields_of, profiles
from timebank.subsidies.queries.programmes import edition_on
from timebank.subsidies.rules import Profile, asked_day, categories_of, tier_of, unmet, years_on


@dataclass(frozen=True)
class Entitled:
    """An elder whom the rules of a month entitle: to how much, on which ground, and whether only since this month."""

    elder_id: UUID
    years: int | None
    category: str
    tier: Tier
    newly: bool


@dataclass(frozen=True)
class Unentitled:
    """Somebody enrolled for whom conditions no longer hold, or no amount fits (then ``unmet`` is empty)."""

    enrolment: Enrolment
    unmet: list[Eligibility]


def inside(codes: Collection[str]) -> Q:
    """Elders at home in these subtrees."""
    found = Q(pk__in=[])
    for code in codes:
        found |= Q(person__home__code__startswith=code)
    return found


def entitled_to(edition: Edition, key: UUID, profile: Profile, month: date) -> Entitled | None:
    """What the edition gives to somebody in a month; None when nothing."""
    if unmet(edition, profile, month):
        return None
    years = years_on(profile.birth_on, asked_day(month, edition.age_day))
    found = categories_of(profile, years)
    tier = tier_of(edition, month, years, found)
    if tier is None:
        return None
    before = years_on(profile.birth_on, asked_day(month - relativedelta(months=1), edition.age_day))
    earlier = tier_of(edition, month, before, found)
    return Entitled(key, years, ground_of(edition, tier, found), tier, earlier is None or earlier.id != tier.id)


def ground_of(edition: Edition, tier: Tier, categories: Collection[str]) -> str:
    """The category that the enrolment names: the amount's own, else the first that the rules ask for."""
    if tier.category:
        return tier.category
    asked = [value for rule in edition.rules.all() if rule.kind == "CATEGORY" for value in rule.values]
    return next((value for value in asked if value in categories), "")


def candidates(programme: Programme, *, month: date, codes: Collection[str]) -> Iterator[Entitled]:
    """Eligible in the month, at home in ``codes``, and not enrolled. Each is weighed; nothing is kept."""
    edition = edition_on(programme, month)
    if edition is None:
        return
    running = Enrolment.objects.filter(programme=programme, days__endswith=None).values("elder")
    elders = Elder.objects.filter(inside(codes), left_on=None, person__home__code__startswith=programme.region_id)
    for key, profile in profiles(elders.exclude(id__in=running), fields_of(edition)).items():
        if (found := entitled_to(edition, key, profile, month)) is not None:
            yield found


def entitled_in(edition: Edition, programme: Programme, *, month: date) -> dict[UUID, Entitled]:
    """Elder id → what an edition gives in a month to each of today's elders of the programme's region."""
    elders = Elder.objects.filter(left_on=None, person__home__code__startswith=programme.region_id)
    weighed = (
        entitled_to(edition, key, profile, month) for key, profile in profiles(elders, fields_of(edition)).items()
    )
    return {one.elder_id: one for one in weighed if one is not None}


def no_longer_eligible(
    programme: Programme, *, month: date, codes: Collection[str] = (), enrolments: QuerySet[Enrolment] | None = None
) -> list[Unentitled]:
    """Enrolled, but the rules of the month no longer hold."""
    edition = edition_on(programme, month)
    if edition is None:
        return []
    if enrolments is None:
        here = Elder.objects.filter(inside(codes)).values("id")
        enrolments = Enrolment.objects.filter(programme=programme, days__endswith=None, elder__in=here)
    lacking = dict(lapses(edition, month, enrolments))
    found = enrolments.filter(elder__in=lacking).defer("bank", "bank_account", "ended_words")
    return [Unentitled(one, lacking[one.elder_id]) for one in found]


def lapses(edition: Edition, month: date, enrolments: QuerySet[Enrolment]) -> Iterator[tuple[UUID, list[Eligibility]]]:
    """Elder id and the conditions that do not hold, of those for whom one does not or no amount fits."""
    grounds = dict(enrolments.values_list("elder_id", "category"))
    elders = Elder.objects.filter(id__in=enrolments.values("elder"))
    for key, profile in profiles(elders, fields_of(edition)).items():
        lacking = unmet(edition, profile, month)
        years = years_on(profile.birth_on, asked_day(month, edition.age_day))
        if lacking or tier_of(edition, month, years, {grounds[key]}) is None:
            yield key, lacking
