"""Give saved minutes to somebody of one's family, or to whom the rules allow."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.people.models import Person
from accounts.people.queries import kin_of
from accounts.policies.queries import Applied, Rulebook, rulebook
from accounts.policies.rules import BALANCE_CEILING, GIFT_MONTHLY_LIMIT, GIFT_TO
from accounts.refusals import Refusal
from accounts.regions.endings import demand_running
from timebank.ledger.actions.giving import check_giver, emit_given, memo_of
from timebank.ledger.actions.lock_accounts import lock_accounts
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer
from timebank.ledger.queries.books import given_between, posted_before


class GiftNotAllowed(Refusal):
    code = "gift_not_allowed"
    sentence = _("The rules here do not let minutes be given to this person.")


class GiftTooMuch(Refusal):
    code = "gift_too_much"
    sentence = _("That is more than may be given away in one month here.")


class AboveCeiling(Refusal):
    code = "above_ceiling"
    sentence = _("Their passbook would hold more than the rules allow.")


def give_minutes(
    *, by: Any, at: datetime, giver: Person, recipient: Person, amount: int, key: str, words: str = ""
) -> Transfer:
    """Post ``amount`` minutes from the giver's book to the recipient's, within the rules of the giver's home.

    Only the holder gives: ``by`` must be the giver's own login (NotFound). ``key`` makes a second press the same gift.
    Raises BadAmount, GiftNotAllowed, GiftTooMuch, AboveCeiling, NotEnough, PostingKeyReused.
    """
    check_giver(by, giver, amount)
    with transaction.atomic():
        for home in sorted({giver.home_id[:6], recipient.home_id[:6]}):
            demand_running(home, at=at)
        lock_accounts(persons=[giver, recipient] if giver.id != recipient.id else [giver])
        source = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=giver)
        target = open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=recipient)
        rules: list[Applied] = []
        if not posted_before(f"gift:{giver.id}:{key}"):
            book = rulebook(region_code=giver.home_id, on=timezone.localdate(at))
            rules = check_gift(book, source, recipient.id, amount, at) + _check_ceiling(book, target, amount)
        transfer = post_transfer(
            key=f"gift:{giver.id}:{key}",
            kind=TransferKind.GIFT,
            source=source,
            target=target,
            amount=amount,
            happened_at=at,
            by=by,
            memo=memo_of(words),
            rule=[rule.as_json() for rule in rules],
        )
        if rules:
            emit_given("given", transfer, recipient, at=at, by=by)
    return transfer


def check_gift(book: Rulebook, source: Account, recipient_id: UUID, amount: int, at: datetime) -> list[Applied]:
    """The rules that let so much be given to this person; raises GiftNotAllowed, GiftTooMuch. ``source`` is locked."""
    to, limit = book[GIFT_TO], book[GIFT_MONTHLY_LIMIT]
    assert source.person_id is not None
    kin = kin_of([source.person_id])[source.person_id]
    related = recipient_id in kin.direct or recipient_id in kin.others
    if source.person_id == recipient_id or to.value == "NOBODY" or (to.value == "KIN" and not related):
        raise GiftNotAllowed
    rules = [to]
    if limit.value is not None:
        first = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        following = (first + timedelta(days=32)).replace(day=1)
        if given_between(source, first, following) + amount > limit.value:
            raise GiftTooMuch(field="amount")
        rules.append(limit)
    return rules


def _check_ceiling(book: Rulebook, target: Account, amount: int) -> list[Applied]:
    ceiling = book[BALANCE_CEILING]
    if ceiling.value is None:
        return []
    if target.balance + amount > ceiling.value:
        raise AboveCeiling(field="amount")
    return [ceiling]
