"""What the tests of the bank counter share: a fixed clock, lines of every kind, a seal."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.people.enums import Relation
from accounts.people.models import Kinship, Person, User
from accounts.regions.models import Region
from tests import personas
from tests.personas import COUNTY, NOW
from timebank.ledger.actions.grant_minutes import grant_minutes
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Checkpoint, Transfer


@pytest.fixture
def clock() -> Iterator[None]:
    """It is Thursday, ten in the morning, and stays so."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def keys(settings, tmp_path) -> None:
    """Keys and published seals of one test alone."""
    settings.LEDGER_KEYS, settings.LEDGER_PUBLISHED = tmp_path / "keys", tmp_path / "published"


def book(person: Person) -> Account:
    return open_account(unit=Unit.MINUTE, kind=AccountKind.PERSON, person=person)


def pot(kind: AccountKind) -> Account:
    return open_account(unit=Unit.MINUTE, kind=kind, region=Region.objects.get(code=COUNTY))


def grant(person: Person, minutes: int, *, at: datetime = NOW, key: str = "") -> Transfer:
    county = Region.objects.get(code=COUNTY)
    key = key or f"test:{uuid4()}"
    return grant_minutes(by=None, at=at, person=person, county=county, amount=minutes, key=key, reason="测试")


def post(kind: TransferKind, source: Account, target: Account, minutes: int, **more) -> Transfer:
    fields = {"key": f"test:{uuid4()}", "happened_at": NOW, "by": None, **more}
    return post_transfer(kind=kind, source=source, target=target, amount=minutes, **fields)


def mother_of(user: User, name: str = "黄秀金", *, village: str = personas.OTHER_VILLAGE) -> Person:
    """The login's mother, in another township, entered as an elder."""
    mother = personas.elder(name, village=village, minutes=0).person
    Kinship.objects.create(person=mother, relative=user.person, relation=Relation.CHILD)
    return mother


def sealed(at: datetime = NOW + timedelta(hours=14)) -> Checkpoint:
    """The books of the day, sealed."""
    return seal_checkpoint(at=at)
