"""Give minutes for somebody's orders: kept apart from their passbook, and back when they are not used."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.keys import new_key
from accounts.people.models import Person
from accounts.policies.purse_rules import GIFT_DAYS
from accounts.policies.queries import rulebook
from accounts.regions.endings import demand_running
from timebank.ledger.actions.give_minutes import check_gift
from timebank.ledger.actions.giving import check_giver, emit_given, memo_of
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account, open_gift
from timebank.ledger.actions.post_transfer import PostingKeyReused, post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.queries.books import reference_of
from timebank.purses.models import Purse


def give_for_orders(
    *, by: Any, at: datetime, giver: Person, elder: Elder, amount: int, key: str, words: str = ""
) -> Purse:
    """Put ``amount`` minutes of the giver's book into a purse that pays for the elder's orders, and nothing else.

    The same rules as for any gift (to whom, how much a month); it waits as long as ``gift.days`` says. Only the holder
    gives; ``key`` makes a second press the same gift. Raises NotFound, BadAmount, GiftNotAllowed, GiftTooMuch,
    NotEnough, PostingKeyReused.
    """
    check_giver(by, giver, amount)
    posting = f"purse:{giver.id}:{key}"
    with transaction.atomic():
        demand_running(elder.person.home_id, at=at)
        lock_accounts(persons=[giver])
        known = reference_of(posting)
        before = Purse.objects.filter(id=known).first() if known is not None else None
        if before is not None:
            if (before.elder_id, before.minutes) != (elder.id, amount):
                raise PostingKeyReused
            return before
        book = rulebook(region_code=giver.home_id, on=timezone.localdate(at))
        source = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=giver)
        rules = [*check_gift(book, source, elder.person_id, amount, at), book[GIFT_DAYS]]
        account = open_gift(person=elder.person)
        purse = Purse(
            id=new_key(),
            elder=elder,
            giver=giver,
            account_id=account.id,
            minutes=amount,
            words=words.strip()[:100],
            given_at=at,
            last_on=timezone.localdate(at) + timedelta(days=book[GIFT_DAYS].value),
        )
        purse.save(force_insert=True)
        transfer = post_transfer(
            key=posting,
            kind=TransferKind.GIFT,
            source=source,
            target=account,
            amount=amount,
            happened_at=at,
            by=by,
            reference_kind="purse",
            reference_id=purse.id,
            memo=memo_of(words) | {"for": "orders"},
            rule=[rule.as_json() for rule in rules],
        )
        emit_given("given", transfer, elder.person, at=at, by=by)
    return purse
