"""A rating put right after a call: by the territory, with the elder's words, and the score card says so."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from accounts.access.enums import Role
from accounts.organisations.actions.keeping import ReasonMissing
from accounts.refusals import NotAllowed, NotFound
from services.houses.actions.correct_rating import NotRated, correct_rating
from services.houses.queries.ratings import corrected_ratings
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import Order
from tests import personas
from tests.houses.ground import ground, seat, served
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=1)


@pytest.fixture
def here():
    here = ground()
    here.clerk = personas.user("文书", Role.COORDINATOR, region=VILLAGE)
    here.order = served(here).order
    confirm_order(by=here.mei, at=LATER, order_id=here.order.id, rating=1)
    return here


def correct(here, rating=5, words="按错了，老人很满意", **more):
    return correct_rating(
        **{"by": here.clerk, "at": LATER, "order_id": here.order.id, **more}, rating=rating, words=words
    )


def test_put_right_and_said_on_the_score_card(here):
    change = correct(here)
    assert (change.before, change.after) == (1, 5)
    assert correct(here) is None
    assert Order.objects.get(id=here.order.id).rating == 5
    assert corrected_ratings(here.house.id, NOW, LATER) == 1
    assert corrected_ratings(here.other.id, NOW, LATER) == 0


def test_who_and_what_is_refused(here):
    with pytest.raises(NotAllowed):
        correct(here, by=here.lian)
    with pytest.raises(NotFound):
        correct(here, by=personas.user("外村", Role.COORDINATOR, region=OTHER_VILLAGE))
    with pytest.raises(ReasonMissing):
        correct(here, words=" ")
    with pytest.raises(NotRated):
        correct(here, order_id=seat(here, hours=9).order_id)


def test_the_page(here):
    client = Client()
    client.force_login(here.clerk)
    address = reverse("territory:rating", args=[here.order.id])
    assert client.get(address).status_code == 200
    assert client.post(address, {"rating": "5"}).status_code == 422
    assert client.post(address, {"rating": "5", "words": "按错了"}).status_code == 303
    assert "按错了" in client.get(address).content.decode()
    assert address in client.get(reverse("territory:order", args=[here.order.id])).content.decode()
