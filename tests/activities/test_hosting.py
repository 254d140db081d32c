"""Minutes of a volunteer who leads an activity: through an order of a guest, never past it."""

from datetime import timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.policies.models import Policy
from services.activities.actions.begin_activity import begin_activity
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import close_activity
from services.activities.actions.name_host import name_host
from services.activities.actions.sign_up import sign_up
from services.activities.models import Activity, Host
from services.orders.actions.confirm_order import confirm_order
from services.orders.enums import OrderStatus
from services.orders.models import Order
from tests import personas
from tests.activities.test_activities import AFTERNOON, OVER, came, planned
from tests.personas import COUNTY, NOW
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


def led(minutes: int = 90, *, elder_has: int = 300) -> tuple[Activity, Any, Any, Any]:
    """An activity that Guo leads and Lin is signed up for by Mei, under a rule that gives so many minutes."""
    activity, guo, lin = planned(), personas.volunteer(), personas.elder(minutes=elder_has)
    personas.item("lesson", minutes=90)
    if minutes:
        Policy.objects.create(
            code="activity.hosting", region_id=COUNTY, value=minutes, citation="测试",
            valid=DateRange(NOW.date() - timedelta(days=9), None),
        )  # fmt: skip
    mei = personas.proxy(lin)
    name_host(by=None, at=NOW, activity_id=activity.id, username=guo.username)
    sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=lin.id)
    return activity, guo, lin, mei


def test_the_time_is_booked_once_the_elders_side_confirms() -> None:
    activity, guo, lin, mei = led()
    begin_activity(by=guo, at=AFTERNOON - timedelta(minutes=10), activity_id=activity.id)
    order = Order.objects.get()
    assert (order.elder, order.status) == (lin, OrderStatus.CLAIMED)
    came(activity, name="", card=lin.card_token)
    close_activity(by=guo, at=OVER, activity_id=activity.id)
    order.refresh_from_db()
    assert order.status == OrderStatus.SERVED
    account = account_of(guo.person_id)
    assert account is None or account.balance == 0
    confirm_order(by=mei, at=OVER, order_id=order.id, rating=5)
    earned = account_of(guo.person_id)
    assert earned is not None
    assert earned.balance == 90


def test_no_order_without_a_rule_nor_without_minutes_nor_without_the_guest() -> None:
    activity, guo, _lin, _mei = led(minutes=0)
    begin_activity(by=guo, at=AFTERNOON, activity_id=activity.id)
    assert not Order.objects.exists()


def test_a_guest_without_minutes_costs_nobody_the_activity() -> None:
    activity, guo, _lin, _mei = led(elder_has=0)
    begin_activity(by=guo, at=AFTERNOON, activity_id=activity.id)
    assert not Order.objects.exists()


def test_the_order_goes_when_its_guest_does_not_come() -> None:
    activity, guo, lin, _mei = led()
    begin_activity(by=guo, at=AFTERNOON, activity_id=activity.id)
    close_activity(by=guo, at=OVER, activity_id=activity.id)
    assert Order.objects.get().status == OrderStatus.CANCELLED
    assert Host.objects.get().order is None
    account = account_of(lin.person_id)
    assert account is not None
    assert (account.balance, account.held) == (300, 0)


def test_what_is_called_off_has_no_order() -> None:
    activity, _guo, _lin, _mei = led()
    call_off_activity(by=None, at=NOW, activity_id=activity.id, reason="下雨")
    assert not Order.objects.exists()
