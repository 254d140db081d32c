"""An elder dies, moves, is forgotten: what becomes of the things that come round."""

from datetime import date, timedelta

import pytest

from accounts.access.enums import Role
from accounts.elders.actions.forget_elder import forget_elder
from accounts.journal.models import Event
from services.merging.actions.move_elder import move_elder
from services.merging.actions.say_farewell import say_farewell
from services.orders.actions.claim_order import claim_order
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.standing.actions.change_standing import change_standing
from services.standing.actions.make_occurrences import make_occurrences
from services.standing.actions.start_standing import start_standing
from services.standing.models import StandingOrder
from tests import personas
from tests.helper.ground import signed_in
from tests.orders.test_races import at_once
from tests.personas import NOW
from tests.standing.ground import FRIDAY, ordered, rhythm, wish
from timebank.ledger.queries import account_of

TODAY, WEEK, WORDS = date(2026, 11, 19), timedelta(days=7), "金丝雀要喂"


def story(**more):
    lin = personas.elder()
    mei = personas.proxy(lin)
    standing, _made = start_standing(by=mei, at=NOW, elder_id=lin.id, wish=wish(**more))
    return lin, mei, standing


def clerk():
    return personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)


def farewell(lin):
    return say_farewell(by=clerk(), at=NOW, elder=lin, on=TODAY, reason="家属来电", died=True)


@pytest.mark.django_db
def test_a_farewell_ends_what_comes_round_and_calls_off_its_orders():
    lin, _mei, standing = story()
    claim_order(by=personas.volunteer(), at=NOW, order_id=standing.occurrences.get(on=FRIDAY).order_id)
    other = personas.elder("陈阿公")
    others, _made = start_standing(by=personas.proxy(other, "陈小远"), at=NOW, elder_id=other.id, wish=wish())
    assert farewell(lin) == 2
    standing.refresh_from_db()
    assert (standing.ended_at, standing.ended_by.person.name) == (NOW, "郑美兰")
    assert set(Order.objects.filter(elder=lin).values_list("status", flat=True)) == {OrderStatus.CANCELLED}
    assert account_of(lin.person_id).held == 0
    assert Event.objects.filter(name="services.standing.ended", subject_id=standing.id).count() == 1
    assert make_occurrences(at=NOW + WEEK).placed == [FRIDAY + 2 * WEEK]
    assert Order.objects.filter(elder=lin).count() == 2
    assert ordered(others) == [FRIDAY, FRIDAY + WEEK, FRIDAY + 2 * WEEK]
    # Nobody hears of somebody who died that an order could not be placed.
    assert not Event.objects.filter(name="services.standing.refused").exists()


@pytest.mark.django_db
@pytest.mark.parametrize("keep", [True, False])
def test_a_move_takes_what_comes_round_along_or_ends_it_with_the_orders(keep):
    lin, _mei, standing = story()
    move_elder(
        by=clerk(), at=NOW, elder=lin, home_code=personas.OTHER_VILLAGE, since=TODAY, address="", keep_orders=keep
    )
    standing.refresh_from_db()
    assert (standing.ended_at is None) == keep
    made = make_occurrences(at=NOW + WEEK)
    assert made.placed == ([FRIDAY + 2 * WEEK] if keep else [])
    if keep:
        assert Order.objects.latest("starts_at").village_code == personas.OTHER_VILLAGE


@pytest.mark.django_db
def test_the_page_of_a_farewell_says_that_it_ends():
    lin, _mei, _standing = story()
    page = signed_in(clerk()).get(f"/territory/elders/{lin.id}/farewell/")
    assert b"Haircut comes round no more." in page.content


@pytest.mark.django_db
def test_the_words_of_what_came_round_are_forgotten_with_the_elder():
    lin, _mei, standing = story(note=WORDS)
    other = personas.elder("陈阿公")
    kept, _made = start_standing(by=personas.proxy(other, "陈小远"), at=NOW, elder_id=other.id, wish=wish(note=WORDS))
    farewell(lin)
    row = forget_elder(by=None, at=NOW, elder_id=lin.id, rule="期满")
    assert row.erased["standing.StandingOrder"] == 1
    notes = {one.id: one.note for one in StandingOrder.objects.all()}
    assert notes == {standing.id: "", kept.id: WORDS}


def test_a_farewell_and_a_change_at_once_do_not_stop_each_other(committed_db):
    lin, mei, standing = story()
    other = wish(rhythm("FREQ=DAILY"))
    trouble = at_once(
        lambda: change_standing(by=mei, at=NOW, standing_id=standing.id, wish=other),
        lambda: farewell(lin),
    )
    assert trouble == []
    standing.refresh_from_db()
    assert standing.ended_at == NOW
    assert not Order.objects.filter(elder=lin).exclude(status=OrderStatus.CANCELLED).exists()
