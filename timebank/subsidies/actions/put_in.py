"""Money goes into a budget: from the treasury, the village collective, or somebody who gives."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.check_codes import new_code
from accounts.refusals import Invalid, NotFound
from timebank.ledger.actions.fund_programme import fund_programme
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import MoneyFrom
from timebank.subsidies.models import Budget, Movement

MOST_FEN = 1_000_000_000_000  # ten thousand million yuan


class BadMoney(Invalid):
    code = "bad_money"
    sentence = _("Give an amount, a day, where it comes from and a word about it.")


class DonorMissing(Invalid):
    code = "donor_missing"
    sentence = _("A gift has a donor: the receipt names them. Whoever does not wish to be shown still gets one.")


def put_in(
    *,
    by: Any,
    at: datetime,
    budget_id: UUID,
    fen: int,
    source: MoneyFrom | str,
    happened_on: date,
    words: str,
    donor: str = "",
    donor_shown: bool = True,
    share_percent: Decimal | None = None,
    movement_id: UUID | None = None,
) -> Movement:
    """Post it, with its ground; a gift gets the next receipt of its county and year.

    ``share_percent``: of the collective's income of the year. With an id made beforehand a form sent twice counts once.
    Raises NotAllowed, NotFound, BadMoney, DonorMissing.
    """
    with transaction.atomic():
        budget = lock_budget(by, budget_id)
        if movement_id is not None and (before := Movement.objects.filter(id=movement_id, budget=budget).first()):
            return before
        gift = source == MoneyFrom.GIFT
        if not 0 < fen <= MOST_FEN or source not in MoneyFrom.values or not words.strip():
            raise BadMoney(field="fen" if not 0 < fen <= MOST_FEN else "words")
        if not date(1990, 1, 1) <= happened_on <= timezone.localdate(at):
            raise BadMoney(field="happened_on")
        if share_percent is not None and (source != MoneyFrom.COLLECTIVE or not 0 < share_percent <= 100):
            raise BadMoney(field="share_percent")
        if gift and not donor.strip():
            raise DonorMissing(field="donor")
        county = budget.region_id[:6]
        year = happened_on.year
        movement = Movement(
            budget=budget,
            fen=fen,
            source=source,
            happened_on=happened_on,
            words=words.strip()[:200],
            donor=donor.strip()[:80] if gift else "",
            donor_shown=donor_shown,
            share_percent=share_percent,
            code=new_code() if gift else "",
            receipt_year=year if gift else None,
            receipt_number=_next_receipt(county, year) if gift else None,
            county_code=county,
            entered_at=at,
            entered_by=by,
        )
        if movement_id is not None:
            movement.id = movement_id
        movement.save(force_insert=True)
        fund_programme(by=by, at=at, programme=budget.account, fen=fen, key=str(movement.id), words=movement.words)
        tell("budget.put_in", at=at, by=by, subject_id=budget.id, region_code=budget.region_id, fen=fen, source=source)
    return movement


def lock_budget(by: Any, budget_id: UUID) -> Budget:
    """The budget, locked, for who keeps it. Raises NotAllowed, NotFound. Inside a transaction only."""
    budget = (
        Budget.objects.select_for_update(of=("self",), no_key=True)
        .select_related("account", "region")
        .filter(id=budget_id)
        .first()
    )
    if by is not None:
        demand(by, Permission.BUDGET_KEEP)
        if budget is not None:
            demand(by, Permission.BUDGET_KEEP, region_code=budget.region_id)
    if budget is None:
        raise NotFound
    return budget


def _next_receipt(county: str, year: int) -> int:
    """The next number, without gaps: one county and year at a time."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s), %s)", [f"receipt:{county}", year])
        cursor.execute(
            "SELECT coalesce(max(receipt_number), 0) + 1 FROM subsidies_movement"
            " WHERE county_code = %s AND receipt_year = %s",
            [county, year],
        )
        return int(cursor.fetchone()[0])
