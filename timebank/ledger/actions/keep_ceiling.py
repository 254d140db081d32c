"""Nobody's passbook holds more than the rules of their home allow."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.policies.queries import rulebook
from accounts.policies.rules import BALANCE_CEILING, BALANCE_EXCESS
from timebank.ledger.actions.open_account import open_region_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer


def over_ceiling(persons: Iterable[Any], *, on: date) -> list[str]:
    """Homes of those persons whose rules move on what is above a ceiling: the accounts it goes to are locked with
    theirs. One query a person.
    """
    homes = {person.home_id for person in persons if person is not None}
    return [home for home in homes if rulebook(region_code=home, on=on)[BALANCE_CEILING].value is not None]


def within_ceiling(account: Account, amount: int, *, on: date) -> tuple[int, list[dict[str, Any]]]:
    """How many of ``amount`` minutes may be credited to a person where the excess is refused, and the rules if it is
    fewer. Elsewhere all of them: ``keep_ceiling`` moves the excess on afterwards.
    """
    if account.person is None:
        return amount, []
    book = rulebook(region_code=account.person.home_id, on=on)
    ceiling, excess = book[BALANCE_CEILING].value, book[BALANCE_EXCESS].value
    if ceiling is None or excess != "REFUSE" or account.balance + amount <= ceiling:
        return amount, []
    return max(0, ceiling - account.balance), book.citing([BALANCE_CEILING, BALANCE_EXCESS])


def keep_ceiling(*, transfer: Transfer, at: datetime) -> Transfer | None:
    """After a credit to a person: post what is above the ceiling to the pool (DONATE) or retire it (EXPIRE).

    The rules of the person's home on the day of ``transfer`` decide; minutes that are held stay. Returns that
    posting, None when nothing was above. Idempotent by the transfer.
    """
    account = Account.objects.select_for_update(no_key=True).get(id=transfer.target_id)
    if account.person is None or account.unit != Unit.MINUTE:
        return None
    home = account.person.home_id
    book = rulebook(region_code=home, on=timezone.localdate(transfer.happened_at))
    ceiling, excess = book[BALANCE_CEILING], book[BALANCE_EXCESS]
    if ceiling.value is None or excess.value == "REFUSE":
        return None
    above = min(account.balance - ceiling.value, account.balance - account.held)
    if above <= 0:
        return None
    to_pool = excess.value == "POOL"
    kind = AccountKind.POOL if to_pool else AccountKind.RETIRED
    return post_transfer(
        key=f"ceiling:{transfer.id}",
        kind=TransferKind.DONATE if to_pool else TransferKind.EXPIRE,
        source=account,
        target=open_region_account(unit=Unit.MINUTE, kind=kind, region_code=home),
        amount=above,
        happened_at=at,
        by=None,
        reference_kind="transfer",
        reference_id=transfer.id,
        memo={"because": "ceiling"},
        rule=book.citing([BALANCE_CEILING, BALANCE_EXCESS]),
    )
