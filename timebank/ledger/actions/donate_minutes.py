"""Give saved minutes to the community pool."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.people.models import Person
from accounts.regions.endings import demand_running
from timebank.ledger.actions.giving import check_giver, emit_given, memo_of
from timebank.ledger.actions.open_account import open_account, open_region_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Transfer
from timebank.ledger.queries.books import posted_before


def donate_minutes(*, by: Any, at: datetime, giver: Person, amount: int, key: str, words: str = "") -> Transfer:
    """Post ``amount`` minutes from the giver's book to the pool of their county. Always allowed.

    Raises BadAmount, NotEnough, PostingKeyReused, NotFound for anybody but the giver.
    """
    check_giver(by, giver, amount)
    with transaction.atomic():
        demand_running(giver.home_id, at=at)
        source = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=giver)
        target = open_region_account(unit=Unit.MINUTE, kind=AccountKind.POOL, region_code=giver.home_id)
        new = not posted_before(f"donate:{giver.id}:{key}")
        transfer = post_transfer(
            key=f"donate:{giver.id}:{key}",
            kind=TransferKind.DONATE,
            source=source,
            target=target,
            amount=amount,
            happened_at=at,
            by=by,
            memo=memo_of(words),
        )
        if new:
            emit_given("donated", transfer, giver, at=at, by=by)
    return transfer
