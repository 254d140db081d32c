"""The contract of the demo: logins, minutes, and what stands where relative to now."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.elders.queries import elders_of
from accounts.people.models import Person, User
from services.activities.models import Activity
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from services.places.models import Place
from services.standing.models import StandingOrder
from timebank.config.demo.build import build, keep_password
from timebank.config.demo.people import CAST, LOGINS
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db
NAMES = [
    *("helper", "family", "volunteer", "volunteer2", "manager"),
    *("village", "township", "county", "operator", "admin"),
]


def seed(now: datetime) -> bool:
    return build(now=now, seed=1, password="tea-hill-7", say=lambda line: None)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker) -> Iterator[datetime]:
    """A demo made just before midnight, by its own clock; each test takes back what it did to it."""
    with django_db_blocker.unblock(), transaction.atomic():
        now = timezone.localtime().replace(hour=23, minute=55)
        assert seed(now)
        yield now
        transaction.set_rollback(True)


def test_demo_is_what_was_promised(made):
    assert [sheet["username"] for sheet in LOGINS] == NAMES
    assert all(User.objects.get(username=name).check_password("tea-hill-7") for name in NAMES)

    helper = User.objects.get(username="helper")
    spendable = {e.person.name: account_of(e.person_id).available for e in elders_of(helper)}
    assert spendable == {"池金土": 320, "范细妹": 185, "连玉英": 600}
    for sheet in CAST["elder"]:
        person = Person.objects.filter(name=sheet["name"], elder__isnull=False).earliest("id")  # one was entered twice
        assert account_of(person.id).available == sheet["minutes"], person.name

    running = Assignment.objects.get(status=AssignmentStatus.CHECKED_IN)
    assert running.person == User.objects.get(username="volunteer").person
    assert running.checked_in_at == made - timedelta(minutes=62)
    assert running.order.elder in elders_of(helper)

    for status in (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.SERVED, OrderStatus.CONFIRMED):
        assert Order.objects.filter(status=status).exists(), status
    assert Order.objects.filter(status=OrderStatus.OPEN).count() >= 20
    assert not Order.objects.filter(status=OrderStatus.OPEN, starts_at__lt=made).exists()
    assert StandingOrder.objects.filter(ended_at=None, elder__in=elders_of(helper)).count() == 2
    assert StandingOrder.objects.get(lunar="").occurrences.filter(order__isnull=False).exists()
    assert Place.objects.exclude(merged_into=None).count() == 2
    assert Activity.objects.filter(status="HELD", guests__status="CAME").exists()


def test_demo_again_changes_nothing(made):
    before = Order.objects.count(), User.objects.count()
    assert not seed(made)
    assert (Order.objects.count(), User.objects.count()) == before


def test_demo_logins_follow_the_password(made):
    keep_password("another-one")
    assert User.objects.get(username="county").check_password("another-one")
