"""Say how a programme is from a day on: who is entitled, to how much, by which document."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.fields import CATEGORIES, FIELDS
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import AgeDay, RuleKind, RunStatus
from timebank.subsidies.models import Edition, Eligibility, Programme, Run, RunRow, Tier

MOST_YEARS = 150
MOST_FEN = 10_000_000  # a hundred thousand yuan a month
MOST_ROWS = 60


@dataclass(frozen=True)
class RuleSheet:
    """One condition; what is empty does not count. Years include both ends."""

    kind: str
    citation: str = ""
    age_from: int | None = None
    age_to: int | None = None
    field: str = ""
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class TierSheet:
    """So many fen a month. Years and days include the first and not the last (``None``: without end)."""

    fen: int
    citation: str = ""
    age_from: int | None = None
    age_below: int | None = None
    category: str = ""
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class EditionSheet:
    """All an edition says; ``valid_until`` is the first day on which it no longer holds."""

    valid_from: date
    citation: str
    tiers: Sequence[TierSheet]
    rules: Sequence[RuleSheet] = ()
    valid_until: date | None = None
    age_day: str = AgeDay.LAST_DAY
    pays_last_month: bool = True
    carries_over: bool = False
    pays_in_part: bool = False
    in_person_only: bool = False
    only_categories: tuple[str, ...] = ()


class BadEdition(Invalid):
    code = "bad_edition"
    sentence = _("Please check the days, conditions and amounts. Each needs a citation, or the edition's.")


class TiersClash(Invalid):
    code = "tiers_clash"
    sentence = _("Two amounts would hold for the same age, category and day.")


class EditionUsed(Refusal):
    code = "edition_used"
    sentence = _("A month was already posted by the present text. Begin the new one after it.")


def write_edition(*, by: Any, at: datetime, programme_id: UUID, sheet: EditionSheet) -> Edition:
    """Write an edition. The one before it ends where this begins; one that begins the same day is replaced.

    Editions may be written in any order: without an end of its own one holds until the next begins.

    Raises NotFound, NotAllowed, BadEdition, TiersClash, EditionUsed when a posted month would change.
    """
    with transaction.atomic():
        programme = Programme.objects.select_for_update(no_key=True).filter(id=programme_id).first()
        if programme is None:
            raise NotFound
        if by is not None:
            demand(by, Permission.SUBSIDY_RUN, region_code=programme.region_id)
        _check(sheet)
        sheet = _until_the_next(programme, sheet)
        _make_room(programme, sheet)
        try:
            with transaction.atomic():
                edition = _write(programme, sheet, by, at)
        except IntegrityError as error:
            raise (TiersClash if "tier_one_amount" in str(error) else BadEdition)(field="tiers") from error
        tell(
            "edition.written",
            at=at,
            by=by,
            subject_id=edition.id,
            region_code=programme.region_id,
            programme=str(programme.id),
            valid_from=sheet.valid_from.isoformat(),
        )
    return edition


def _check(sheet: EditionSheet) -> None:
    if not sheet.citation.strip() or len(sheet.citation) > 200:
        raise BadEdition(field="citation")
    if sheet.valid_until is not None and sheet.valid_until <= sheet.valid_from:
        raise BadEdition(field="valid_until")
    if sheet.valid_from.year < 1950 or sheet.age_day not in AgeDay.values:
        raise BadEdition(field="valid_from")
    if not 0 < len(sheet.tiers) <= MOST_ROWS or len(sheet.rules) > MOST_ROWS:
        raise BadEdition(field="tiers")
    for rule in sheet.rules:
        if not _sound(rule):
            raise BadEdition(field="rules")
    for tier in sheet.tiers:
        years = (tier.age_from, tier.age_below)
        if (
            not 0 < tier.fen <= MOST_FEN
            or any(year is not None and not 0 <= year <= MOST_YEARS for year in years)
            or (None not in years and not years[0] < years[1])  # type: ignore[operator]
            or (tier.category and tier.category not in CATEGORIES)
            or len(tier.citation) > 200
            or (tier.valid_until is not None and tier.valid_until <= (tier.valid_from or sheet.valid_from))
        ):
            raise BadEdition(field="tiers")


def _sound(rule: RuleSheet) -> bool:
    """Whether a condition can be asked at all."""
    years = (rule.age_from, rule.age_to)
    if len(rule.citation) > 200 or (rule.kind != RuleKind.AGE and years != (None, None)):
        return False
    match rule.kind:
        case RuleKind.AGE:
            given = [year for year in years if year is not None]
            return (
                bool(given) and given == sorted(given) and all(0 <= y <= MOST_YEARS for y in given) and not rule.values
            )
        case RuleKind.CATEGORY:
            return bool(rule.values) and set(rule.values) <= set(CATEGORIES)
        case RuleKind.FACT:
            return rule.field in FIELDS and bool(rule.values) and all(len(value) <= 40 for value in rule.values)
        case RuleKind.LIVES_IN | RuleKind.REGISTERED_IN:
            known = Region.objects.filter(code__in=rule.values).count()
            return bool(rule.values) and known == len(set(rule.values))
        case RuleKind.LEFT_BEHIND:
            return not rule.values
    return False


def _until_the_next(programme: Programme, sheet: EditionSheet) -> EditionSheet:
    """Without an end of its own it holds until one that is written already begins."""
    later = Edition.objects.filter(programme=programme, valid__startswith__gt=sheet.valid_from)
    first = later.order_by("valid").values_list("valid", flat=True).first()
    if sheet.valid_until is not None or first is None:
        return sheet
    return replace(sheet, valid_until=first.lower)


def _make_room(programme: Programme, sheet: EditionSheet) -> None:
    """End what holds on the first day, replace what begins on it; a posted month keeps its text."""
    fixed = Run.objects.filter(programme=programme, status=RunStatus.POSTED, month__gte=sheet.valid_from.replace(day=1))
    if sheet.valid_until is not None:
        fixed = fixed.filter(month__lt=sheet.valid_until)
    if fixed.exists():
        raise EditionUsed(field="valid_from")
    RunRow.objects.filter(programme=programme).exclude(run__status=RunStatus.POSTED).update(tier=None)
    Edition.objects.filter(programme=programme, valid__startswith=sheet.valid_from).delete()
    for before in Edition.objects.filter(programme=programme, valid__contains=sheet.valid_from):
        before.valid = DateRange(before.valid.lower, sheet.valid_from)
        before.save(update_fields=["valid"])


def _write(programme: Programme, sheet: EditionSheet, by: Any, at: datetime) -> Edition:
    citation = sheet.citation.strip()
    edition = Edition.objects.create(
        programme=programme,
        valid=DateRange(sheet.valid_from, sheet.valid_until),
        citation=citation,
        age_day=sheet.age_day,
        pays_last_month=sheet.pays_last_month,
        carries_over=sheet.carries_over,
        pays_in_part=sheet.pays_in_part,
        in_person_only=sheet.in_person_only,
        only_categories=list(sheet.only_categories),
        written_at=at,
        written_by=by,
    )
    Eligibility.objects.bulk_create(
        [
            Eligibility(
                edition=edition,
                kind=rule.kind,
                age_from=rule.age_from,
                age_to=rule.age_to,
                field=rule.field if rule.kind == RuleKind.FACT else "",
                values=list(rule.values),
                citation=rule.citation.strip() or citation,
            )
            for rule in sheet.rules
        ]
    )
    Tier.objects.bulk_create(
        [
            Tier(
                edition=edition,
                ages=NumericRange(tier.age_from, tier.age_below),
                category=tier.category,
                fen=tier.fen,
                valid=DateRange(tier.valid_from or sheet.valid_from, tier.valid_until or sheet.valid_until),
                citation=tier.citation.strip() or citation,
            )
            for tier in sheet.tiers
        ]
    )
    return edition
