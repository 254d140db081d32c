"""The finance bureau reports what the bank did."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid
from timebank.ledger.actions.open_account import open_fen_books, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.subsidies.actions.events import tell
from timebank.subsidies.actions.propose_run import lock_run
from timebank.subsidies.enums import PaidState, ProgrammeKind, RunStatus
from timebank.subsidies.lifecycle import RunChanged
from timebank.subsidies.models import Run


class NotCash(Invalid):
    code = "not_cash"
    sentence = _("Services are not paid out.")


class BadPaidDay(Invalid):
    code = "bad_paid_day"
    sentence = _("Give the day on which the bank paid, today at the latest.")


def report_paid(
    *, by: Any, at: datetime, run_id: UUID, paid_on: date, returned: Collection[UUID] = (), only: Collection[UUID] = ()
) -> int:
    """Mark what waits as paid, all or ``only`` these rows, but for those that ``returned``; give how many were paid.

    What is paid leaves the person's book for the county's retired account: the books say what is still owed, and close.
    What came back stays owed, and can be paid later. Again: nothing happens twice. Raises NotAllowed, NotFound,
    RunChanged, NotCash, BadPaidDay.
    """
    demand(by, Permission.SUBSIDY_PAY)
    if not date(1990, 1, 1) <= paid_on <= timezone.localdate(at):
        raise BadPaidDay(field="paid_on")
    with transaction.atomic():
        run = lock_run(run_id)
        demand(by, Permission.SUBSIDY_PAY, region_code=run.programme.region_id)
        if run.kind != ProgrammeKind.CASH_ALLOWANCE:
            raise NotCash
        if run.status != RunStatus.POSTED:
            raise RunChanged(status=run.get_status_display())
        waiting = run.rows.filter(included=True).exclude(paid=PaidState.PAID)
        waiting.filter(id__in=returned).update(paid=PaidState.RETURNED, paid_on=paid_on)
        due = waiting.filter(id__in=only) if only else waiting.filter(paid=PaidState.WAITING)
        rows = list(due.exclude(id__in=returned).values_list("id", "elder__person_id", "fen", "for_month"))
        _post(run, rows, by=by, at=at)
        paid = run.rows.filter(id__in=[row[0] for row in rows]).update(paid=PaidState.PAID, paid_on=paid_on)
        tell(
            "run.paid",
            at=at,
            by=by,
            subject_id=run.id,
            region_code=run.programme.region_id,
            paid=paid,
            returned=len(returned),
        )
    return paid


def _post(run: Run, rows: list[tuple[UUID, UUID, int, date]], *, by: Any, at: datetime) -> None:
    books = open_fen_books(person_ids=[person for _id, person, _fen, _month in rows])
    retired = open_region_account(unit=Unit.FEN, kind=AccountKind.RETIRED, region_code=run.programme.region_id)
    names = {"zh": run.programme.name_zh, "en": run.programme.name_en}
    memos = {month: {"programme": names, "month": f"{month:%Y-%m}", "paid": True} for *_row, month in rows}
    post_batch(
        postings=[
            Posting(
                key=f"paid:{key}",
                kind=TransferKind.SETTLE,
                source_id=books[person],
                target_id=retired.id,
                amount=fen,
                happened_at=at,
                reference_kind="run",
                reference_id=run.id,
                memo=memos[month],
            )
            for key, person, fen, month in rows
        ],
        by=by,
    )
