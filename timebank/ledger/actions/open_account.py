"""Find a holder's account, or open it."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.keys import new_key
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account

OPEN_MANY = """
    INSERT INTO ledger_account (id, unit, kind, person_id, floor, balance, held, version, head, opened_at)
    SELECT u.id, %s, %s, u.person_id, 0, 0, 0, 0, '', now()
    FROM unnest(%s::uuid[], %s::uuid[]) AS u(id, person_id) ON CONFLICT DO NOTHING"""


def open_account(
    *, unit: Unit, kind: AccountKind, person: Any = None, organisation: Any = None, region: Any = None
) -> Account:
    """Return the holder's account in the unit, opening it with balance 0 when there is none.

    Exactly one of ``person``, ``organisation``, ``region`` names the holder. Only issuance has no floor: it is
    where granted minutes come from, so its balance is minus all that was ever granted.
    """
    account, _ = Account.objects.get_or_create(
        unit=unit,
        kind=kind,
        person=person,
        organisation=organisation,
        region=region,
        defaults={"floor": None if kind == AccountKind.ISSUANCE else 0},
    )
    return account


def open_region_account(*, unit: Unit, kind: AccountKind, region_code: str) -> Account:
    """The county's issuance, pool or retired account, by the code of any place in it; opened when there is none."""
    found = Account.objects.filter(unit=unit, kind=kind, region=region_code[:6]).first()
    if found is not None:
        return found
    floor = None if kind == AccountKind.ISSUANCE else 0
    return Account.objects.get_or_create(unit=unit, kind=kind, region_id=region_code[:6], defaults={"floor": floor})[0]


def open_person_accounts(*, unit: Unit, person_ids: Collection[UUID]) -> dict[UUID, Account]:
    """Person id → account, for many at once: three statements however many they are."""
    mine = Account.objects.filter(unit=unit, kind=AccountKind.PERSON, person__in=person_ids)
    known = set(mine.values_list("person_id", flat=True))
    _open_many(unit, AccountKind.PERSON, [key for key in person_ids if key not in known])
    return {account.person_id: account for account in mine.all() if account.person_id is not None}


def open_programme(*, region: Any) -> Account:
    """A new, empty budget of a region, in fen."""
    return Account.objects.create(unit=Unit.FEN, kind=AccountKind.PROGRAMME, region=region)


def open_gift(*, person: Any) -> Account:
    """A new, empty account in minutes for a gift that pays a person's orders."""
    return Account.objects.create(unit=Unit.MINUTE, kind=AccountKind.GIFT, person=person)


def open_fen_books(*, person_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Person id → id of their account in fen, opened where there is none: for a county at once."""
    mine = Account.objects.filter(unit=Unit.FEN, kind=AccountKind.PERSON, person__in=person_ids)
    known = dict(mine.values_list("person_id", "id"))
    _open_many(Unit.FEN, AccountKind.PERSON, [key for key in person_ids if key not in known])
    return {key: account for key, account in mine.values_list("person_id", "id") if key is not None}


def open_voucher_accounts(*, person_ids: Sequence[UUID]) -> list[UUID]:
    """A new, empty account for services for each of these persons, in their order; whose wallet it is says who asks."""
    return _open_many(Unit.FEN, AccountKind.VOUCHER, person_ids)


def _open_many(unit: Unit, kind: AccountKind, person_ids: Sequence[UUID]) -> list[UUID]:
    """Accounts in one statement; somebody else may have opened a person's book meanwhile."""
    keys = [new_key() for _person in person_ids]
    with connection.cursor() as cursor:
        cursor.execute(OPEN_MANY, [unit, kind, keys, list(person_ids)])
    return keys
