"""Open a round: the county chooses whom it honours."""

from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from services.honours.actions.keeping import tell_round
from services.honours.enums import RoundState
from services.honours.models import HonourRound
from services.honours.queries.rounds import COUNTY_DIGITS, every_years, next_due, rounds_in

MOST_PLACES, LONGEST_DAYS = 500, 366


class NotDueYet(Refusal):
    code = "not_due_yet"
    sentence = _("It is chosen once every %(years)s years: after %(last)s the next round is due in %(due)s.")


class RoundIsOpen(Refusal):
    code = "round_is_open"
    sentence = _("The round of %(years)s is open already. Finish that one, or call it off.")


class NobodyIsChosen(Invalid):
    code = "nobody_is_chosen"
    sentence = _("Say how many are chosen: at least one, at most %(most)s of a kind.")
    status = 422


class WrongDay(Invalid):
    code = "wrong_day"
    sentence = _("Names are collected from today on, for a year at most.")
    status = 422


def open_round(*, by: Any, at: datetime, county: str, carers: int, families: int, collect_until: date) -> HonourRound:
    """Open the round that is due, for the years since the last one.

    ``carers`` and ``families`` are how many of each are chosen; 0 leaves a kind out. Raises NotAllowed, NotFound,
    NobodyIsChosen, WrongDay, RoundIsOpen, NotDueYet.
    """
    demand(by, Permission.HONOUR_HOLD, region_code=county)
    if len(county) != COUNTY_DIGITS:
        raise NotFound
    today = timezone.localdate(at)
    if not (0 <= carers <= MOST_PLACES and 0 <= families <= MOST_PLACES) or carers + families == 0:
        raise NobodyIsChosen(field="carers", most=MOST_PLACES)
    if not 0 <= (collect_until - today).days <= LONGEST_DAYS:
        raise WrongDay(field="collect_until")
    rule = every_years(county, on=today)
    try:
        with transaction.atomic():
            region = Region.objects.select_for_update(no_key=True).filter(code=county).first()
            if region is None:
                raise NotFound
            _due(county, today, int(rule.value))
            made = HonourRound.objects.create(
                county=region,
                first_year=today.year - int(rule.value) + 1,
                last_year=today.year,
                carers=carers,
                families=families,
                rule=rule.as_json(),
                collect_until=collect_until,
                opened_at=at,
                opened_by=by,
            )
            tell_round(made, "opened", by=by, at=at)
    except IntegrityError as error:  # a rhythm that was made shorter reaches back into the last round's years
        if "honour_round_years_once" not in str(error):
            raise
        last = rounds_in([county])[0]
        raise NotDueYet(years=rule.value, last=last.years, due=last.last_year + int(rule.value)) from error
    return made


def _due(county: str, today: date, years: int) -> None:
    last = rounds_in([county]).first()
    if last is None:
        return
    if last.state != RoundState.DECIDED:
        raise RoundIsOpen(years=last.years)
    due = next_due(county, on=today)
    if today.year < due:
        raise NotDueYet(years=years, last=last.years, due=due)
