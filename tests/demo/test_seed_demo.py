"""The contract of the demo: logins, minutes, and what stands where relative to now."""

import stat
from datetime import timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.elders.queries import elders_of
from accounts.people.models import Person, User
from services.activities.models import Activity
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from services.places.models import Place
from services.standing.models import StandingOrder
from tests import personas
from timebank.config.demo.build import build, keep_password
from timebank.config.demo.orders import plans
from timebank.config.demo.password import demo_password
from timebank.config.demo.people import CAST, LOGINS
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db
NAMES = [
    *("helper", "family", "volunteer", "volunteer2", "manager"),
    *("village", "township", "county", "operator", "admin"),
]


def seed(now=None, seed=1):
    return build(now=now or timezone.now(), seed=seed, password="tea-hill-7", say=lambda line: None)


def test_demo_is_what_was_promised():
    now = timezone.now()
    assert seed(now)
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
    assert running.checked_in_at == now - timedelta(minutes=62)
    assert running.order.elder in elders_of(helper)

    for status in (OrderStatus.OPEN, OrderStatus.CLAIMED, OrderStatus.SERVED, OrderStatus.CONFIRMED):
        assert Order.objects.filter(status=status).exists(), status
    assert Order.objects.filter(status=OrderStatus.OPEN).count() >= 20
    assert not Order.objects.filter(status=OrderStatus.OPEN, starts_at__lt=now).exists()
    assert StandingOrder.objects.filter(ended_at=None, elder__in=elders_of(helper)).count() == 2
    assert StandingOrder.objects.get(lunar="").occurrences.filter(order__isnull=False).exists()
    assert Place.objects.exclude(merged_into=None).count() == 2
    assert Activity.objects.filter(status="HELD", guests__status="CAME").exists()


def test_demo_again_changes_nothing():
    seed()
    before = Order.objects.count(), User.objects.count()
    assert not seed()
    assert (Order.objects.count(), User.objects.count()) == before


@pytest.mark.parametrize("clock", ["00:10", "23:55"])
def test_demo_stands_at_any_hour(clock):
    hour, minute = map(int, clock.split(":"))
    assert seed(timezone.localtime().replace(hour=hour, minute=minute))


def test_demo_is_the_same_for_the_same_seed():
    now = timezone.now()
    assert plans(now, Random(1), set()) == plans(now, Random(1), set())
    assert plans(now, Random(1), set()) != plans(now, Random(2), set())


def test_demo_never_moves_in_beside_real_people(settings, tmp_path):
    settings.VAR = tmp_path
    personas.user("郑美兰")
    with pytest.raises(CommandError):
        call_command("seed_demo")
    assert not User.objects.filter(username="helper").exists()


def test_demo_password_is_kept_for_its_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    password = demo_password(tmp_path / "var")
    assert len(password) >= 10
    assert demo_password(tmp_path / "var") == password
    assert stat.S_IMODE((tmp_path / "var" / "demo_password").stat().st_mode) == 0o600
    monkeypatch.setenv("DEMO_PASSWORD", "another-one")
    assert demo_password(tmp_path / "var") == "another-one"


def test_demo_logins_follow_the_password():
    seed()
    keep_password("another-one")
    assert User.objects.get(username="county").check_password("another-one")
