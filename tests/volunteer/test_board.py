"""The board: what it shows, what it hides, what it lets one choose."""

from datetime import date, timedelta

import pytest

from accounts.access.enums import Role
from accounts.people.enums import CredentialKind
from accounts.people.models import Credential, Person
from accounts.regions.models import Region
from services.catalogue.models import Category, Item
from services.orders.actions.cancel_order import cancel_order
from services.orders.actions.claim_order import claim_order
from services.orders.models import Order
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.volunteer.conftest import SECRETS, open_orders, queries, secretive_elder, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BOARD = "/volunteer/"


def shown(answer) -> list[str]:
    """Ids of the open tasks on the page, in order."""
    return [line.task.id for line in answer.context["lines"] if line.kind == "task"]


def ids(*orders: Order) -> list[str]:
    return [str(order.id) for order in orders]


def test_the_board_tells_nothing_private():
    lin = secretive_elder()
    order = personas.order(personas.proxy(lin), lin)
    Order.objects.filter(id=order.id).update(note=SECRETS[-2])
    for path in (BOARD, f"{BOARD}tasks/{order.id}/", f"{BOARD}?sort=soonest&reach=county"):
        for language in ("en", "zh-hans"):
            page = signed_in(personas.volunteer(), language).get(path).content.decode()
            assert "林奶奶" in page or "Grandma Lin" in page
            assert [secret for secret in SECRETS if secret in page] == []


def test_only_those_who_may_claim_see_it(client):
    assert client.get(BOARD).status_code == 302
    assert signed_in(personas.user("陈远真")).get(BOARD).status_code == 403
    assert signed_in(personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE)).get(BOARD).status_code == 403


def test_newest_first_and_soonest_on_request():
    late, soon = open_orders(2)
    Order.objects.filter(id=late.id).update(starts_at=NOW + timedelta(hours=30), ends_at=NOW + timedelta(hours=31))
    client = signed_in(personas.volunteer())
    assert shown(client.get(BOARD)) == ids(soon, late)
    by_day = client.get(f"{BOARD}?sort=soonest")
    assert shown(by_day) == ids(soon, late)
    assert [line.words for line in by_day.context["lines"] if line.kind == "day"] == ["Today", "Tomorrow"]


def test_the_usual_board_is_ones_own_township():
    near = open_orders(1)[0]
    zhang = personas.elder("章秀兰", village=OTHER_VILLAGE)
    far = personas.order(personas.proxy(zhang), zhang)
    client = signed_in(personas.volunteer())
    assert shown(client.get(BOARD)) == ids(near)
    assert shown(client.get(f"{BOARD}?reach=county")) == ids(far, near)
    assert shown(client.get(f"{BOARD}?region={OTHER_VILLAGE}")) == ids(far)
    assert shown(client.get(f"{BOARD}?region=nonsense&reach=moon&day=never&after=x")) == ids(near)


def test_distance_needs_a_place_and_counts_from_there():
    lin, zhang = personas.elder(), personas.elder("章秀兰")
    near, far = (personas.order(personas.proxy(one), one) for one in (lin, zhang))
    Order.objects.filter(id=near.id).update(latitude=25.700, longitude=117.85)
    Order.objects.filter(id=far.id).update(latitude=25.730, longitude=117.85)
    guo = personas.volunteer()
    client = signed_in(guo)
    assert b"Within 5 km" not in client.get(BOARD).content
    Region.objects.filter(code=VILLAGE).update(latitude=25.695, longitude=117.85)
    walk = client.get(f"{BOARD}?reach=walk")
    assert shown(walk) == ids(near)
    assert "8 min on foot" in walk.content.decode()
    assert shown(client.get(f"{BOARD}?reach=near")) == ids(far, near)
    counts = {option.value: option.count for option in walk.context["counts"].reaches}
    assert counts == {"walk": "1", "near": "2", "township": "2", "county": "2"}


def test_days_and_categories_narrow_it_and_are_counted():
    today, tomorrow = open_orders(2)
    Category.objects.create(code="farm", name_zh="田里", name_en="Farm work", icon="farm", position=2)
    Order.objects.filter(id=tomorrow.id).update(
        starts_at=NOW + timedelta(days=1), ends_at=NOW + timedelta(days=1, hours=1), category_id="farm"
    )
    client = signed_in(personas.volunteer())
    assert shown(client.get(f"{BOARD}?day=today")) == ids(today)
    assert shown(client.get(f"{BOARD}?day=tomorrow")) == ids(tomorrow)
    assert shown(client.get(f"{BOARD}?day=weekend")) == []
    assert shown(client.get(f"{BOARD}?category=farm")) == ids(tomorrow)
    assert shown(client.get(f"{BOARD}?category=farm&category=daily")) == ids(tomorrow, today)
    counts = client.get(f"{BOARD}?day=today").context["counts"]
    assert {option.value: option.count for option in counts.days} == {
        "": "2",
        "today": "1",
        "tomorrow": "1",
        "weekend": "0",
    }
    assert {option.value: option.count for option in counts.categories} == {"daily": "1"}
    assert counts.elders == "1"


def test_what_i_cannot_do_says_why_or_is_left_out():
    lin = personas.elder()
    mei = personas.proxy(lin)
    cooking = personas.item("cooking", name_en="Cook", credential=CredentialKind.HEALTH_CARD)
    can, cannot = personas.order(mei, lin), personas.order(mei, lin, of=cooking, hours=4)
    guo = personas.volunteer()
    client = signed_in(guo)
    assert "Needed: Health card. We have none from you yet." in client.get(BOARD).content.decode()
    assert shown(client.get(BOARD)) == ids(cannot, can)
    mine = client.get(f"{BOARD}?mine=1")
    assert shown(mine) == ids(can)
    assert {option.value: option.count for option in mine.context["counts"].days}[""] == "1"
    Credential.objects.create(
        person=guo.person, kind=CredentialKind.HEALTH_CARD, valid_from=date(2025, 11, 2), valid_until=date(2026, 11, 2)
    )
    assert "Yours ran out on Mon 2 Nov." in client.get(BOARD).content.decode()


def test_several_places_say_how_many_are_left():
    lin = personas.elder()
    harvest = personas.item("harvest", seats=3)
    order = personas.order(personas.proxy(lin), lin, of=harvest)
    claim_order(by=personas.volunteer("余志强"), at=NOW, order_id=order.id)
    assert "2 of 3 places open" in signed_in(personas.volunteer()).get(BOARD).content.decode()


def test_twenty_a_page_and_the_rest_behind_a_plain_link():
    orders = open_orders(23)
    client = signed_in(personas.volunteer())
    first = client.get(BOARD)
    assert shown(first) == ids(*reversed(orders[3:]))
    second = client.get(BOARD + first.context["more"])
    assert shown(second) == ids(*reversed(orders[:3]))
    assert second.context["more"] == ""
    soonest = client.get(f"{BOARD}?sort=soonest")
    assert shown(soonest) == ids(*orders[:20])
    assert shown(client.get(BOARD + soonest.context["more"])) == ids(*orders[20:])
    rows = client.get(BOARD + first.context["more"], headers={"HX-Request": "true", "HX-Target": "more"})
    assert shown(rows) == ids(*reversed(orders[:3]))
    assert b"<html" not in rows.content


def test_a_live_update_shows_new_tasks_and_what_became_of_the_others():
    taken, cancelled, left = open_orders(3)
    mei = taken.placed_by
    guo = personas.volunteer()
    claim_order(by=personas.volunteer("余志强"), at=NOW, order_id=taken.id)
    cancel_order(by=mei, at=NOW, order_id=cancelled.id)
    new = personas.order(mei, left.elder, hours=9)
    known = "&".join(f"shown={one}" for one in ids(taken, cancelled, left))
    live = {"HX-Request": "true", "HX-Target": "board-list"}
    answer = signed_in(guo).get(f"{BOARD}?{known}&shown=nonsense", headers=live)
    page = answer.content.decode()
    assert shown(answer) == ids(new, left)
    assert [line.task.id for line in answer.context["lines"] if line.kind == "gone"] == ids(cancelled, taken)
    assert "Somebody has just taken this one." in page
    assert "No longer needed." in page
    assert "<html" not in page
    assert 'id="board-count"' in page


def test_the_next_promise_stands_on_top():
    soon, later = open_orders(2)
    guo = personas.volunteer()
    for order in (later, soon):
        claim_order(by=guo, at=NOW, order_id=order.id)
    page = signed_in(guo).get(BOARD)
    assert page.context["next_task"].href == f"{BOARD}tasks/{soon.id}/"
    assert "in 2 h" in page.content.decode()


@pytest.mark.verifies(28)
def test_as_many_queries_for_three_tasks_as_for_twelve():
    client = signed_in(personas.volunteer())
    open_orders(3)
    counted = queries(client, BOARD), queries(client, f"{BOARD}?sort=soonest&mine=1&reach=county")
    open_orders(9)
    assert (queries(client, BOARD), queries(client, f"{BOARD}?sort=soonest&mine=1&reach=county")) == counted
    assert Item.objects.count() == 1


def test_an_empty_board_is_calm():
    personas.regions()
    assert "Everybody here is looked after" in signed_in(personas.volunteer()).get(BOARD).content.decode()
    assert "Nothing like that just now" in signed_in(personas.volunteer()).get(f"{BOARD}?day=today").content.decode()
    assert Person.objects.count() == 2
    assert Region.objects.filter(code=TOWNSHIP).exists()
