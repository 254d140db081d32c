"""Who is entitled to what. Pure: lists, enrolment and the month's run ask here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta

from timebank.subsidies.enums import AgeDay, RuleKind
from timebank.subsidies.models import Edition, Eligibility, Tier

VERY_OLD_FROM = 80
POOR = ("EXTREME", "LOW_INCOME")
SEVERE = ("1", "2")  # grades of the disability certificate


@dataclass(frozen=True)
class Profile:
    """What the rules look at. ``values``: the dossier's answers in force, by field."""

    birth_on: date | None
    home_code: str
    registered_code: str
    lives_alone: bool
    left_behind: bool | None
    values: Mapping[str, Any] = field(default_factory=dict)


@lru_cache(maxsize=256)  # asked once for each of a county's elders
def asked_day(month: date, age_day: str) -> date:
    """On which day the age of a month is asked for; ``month`` is its first day."""
    if age_day == AgeDay.FIRST_DAY:
        return month
    if age_day == AgeDay.MONTH_BEFORE:
        return month - timedelta(days=1)
    return month + relativedelta(months=1) - timedelta(days=1)


def years_on(birth_on: date | None, day: date) -> int | None:
    """Full years on ``day``; None when the birthday is unknown."""
    if birth_on is None:
        return None
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def categories_of(profile: Profile, years: int | None) -> frozenset[str]:
    """Categories of support: those the dossier names, and those its other answers say."""
    found = set(profile.values.get("categories") or ())
    if profile.values.get("poverty") in POOR:
        found.add(profile.values["poverty"])
    if profile.values.get("disability") in SEVERE:
        found.add("DISABLED")
    if profile.lives_alone or profile.values.get("lives_with") == "ALONE":
        found.add("ALONE")
    if years is not None and years >= VERY_OLD_FROM:
        found.add("VERY_OLD")
    return frozenset(found)


def holds(rule: Eligibility, profile: Profile, years: int | None) -> bool:
    """Whether one condition holds."""
    match rule.kind:
        case RuleKind.AGE:
            return years is not None and (rule.age_from or 0) <= years <= (999 if rule.age_to is None else rule.age_to)
        case RuleKind.CATEGORY:
            return bool(categories_of(profile, years) & set(rule.values))
        case RuleKind.FACT:
            return bool(_answers(profile.values.get(rule.field)) & set(rule.values))
        case RuleKind.LEFT_BEHIND:
            return profile.left_behind is True
        case RuleKind.LIVES_IN:
            return profile.home_code.startswith(tuple(rule.values))
        case RuleKind.REGISTERED_IN:
            return profile.registered_code.startswith(tuple(rule.values))
    return False


def unmet(edition: Edition, profile: Profile, month: date) -> list[Eligibility]:
    """The conditions that do not hold in a month; none: eligible. Needs ``rules``."""
    years = years_on(profile.birth_on, asked_day(month, edition.age_day))
    return [rule for rule in edition.conditions if not holds(rule, profile, years)]


def tier_of(edition: Edition, month: date, years: int | None, categories: Iterable[str]) -> Tier | None:
    """The greatest amount that fits. Needs ``tiers``. The month's run asks the same in SQL (``draw_run``)."""
    mine = {"", *categories}
    fitting = [
        tier for tier in edition.amounts if month in tier.valid and tier.category in mine and _of_age(tier, years)
    ]
    return max(fitting, key=lambda tier: tier.fen, default=None)


def _of_age(tier: Tier, years: int | None) -> bool:
    if years is None:
        return tier.ages.lower is None and tier.ages.upper is None
    return years in tier.ages


def _answers(value: Any) -> set[str]:
    if value is None:
        return set()
    if isinstance(value, bool):
        return {"yes" if value else "no"}
    return {str(one) for one in value} if isinstance(value, list) else {str(value)}
