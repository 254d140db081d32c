"""Noon rest, company, mutual help: booked, walked in, counted."""

from datetime import time, timedelta
from typing import Any

import pytest

from accounts.access.enums import Role
from accounts.refusals import NotFound
from services.places.actions.book_stay import book_stay
from services.places.actions.close_place import close_place
from services.places.actions.close_stays import close_stays
from services.places.actions.end_stay import end_stay
from services.places.actions.receive_elder import NobodyByThat, NotSoLate, SeveralByThat, receive_elder
from services.places.actions.staying import BadStayDay, ComesAlready, NoRoom, NotOpenThen
from services.places.enums import Proof, StayKind, StayStatus
from services.places.lifecycle import StayChanged
from services.places.models import Place, Stay
from services.places.queries.stays import attendance, room_at
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from tests.places.test_places import TODAY, entered

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
REST = StayKind.NOON_REST


def booked(elder: Any, place: Place, by: Any, **more: Any) -> Stay:
    return book_stay(
        **{"by": by, "at": NOW, "elder_id": elder.id, "place_id": place.id, "on": TODAY, "kind": REST, **more}
    )


def received(place: Place, by: Any, **more: Any) -> Stay:
    return receive_elder(**{"by": by, "at": NOW, "place_id": place.id, "kind": REST, "on": TODAY, **more})


def keeper() -> Any:
    return personas.user("陈福", Role.VILLAGE_WORKER, region=VILLAGE)


def test_book_stay_by_the_elders_side_while_there_is_a_bed() -> None:
    place = entered(noon_beds=1)
    lin, chi = personas.elder(), personas.elder("池金土")
    mei, other = personas.proxy(lin), personas.proxy(chi, "池小弟")
    stay = booked(lin, place, mei, note="要靠窗")
    assert booked(lin, place, mei) == stay
    with pytest.raises(NoRoom):
        booked(chi, place, other)
    assert booked(chi, place, other, kind=StayKind.COMPANY).status == StayStatus.BOOKED
    with pytest.raises(NotFound):
        booked(lin, place, other)
    end_stay(by=mei, at=NOW, stay_id=stay.id, how="cancel")
    assert booked(chi, place, other).on == TODAY
    assert room_at(place, TODAY).left == 0
    with pytest.raises(StayChanged):
        end_stay(by=mei, at=NOW, stay_id=stay.id, how="cancel")


def test_not_on_a_day_it_is_closed_nor_too_far_ahead() -> None:
    place = entered(hours={4: (time(8), time(17))})  # Fridays
    lin = personas.elder()
    mei = personas.proxy(lin)
    with pytest.raises(NotOpenThen):
        booked(lin, place, mei)
    assert booked(lin, place, mei, on=TODAY + DAY)
    for wrong in (TODAY - DAY, TODAY + 61 * DAY):
        with pytest.raises(BadStayDay):
            booked(lin, place, mei, on=wrong)


def test_whoever_minds_the_place_writes_down_who_came() -> None:
    place, lin, worker = entered(), personas.elder(), keeper()
    stay = booked(lin, place, personas.proxy(lin))
    came = received(place, worker, card=f"https://tb.example/e/{lin.card_token}")
    assert (came.id, came.status, came.proof) == (stay.id, StayStatus.CAME, Proof.CARD)
    assert received(place, worker, name="林细妹") == came  # told twice
    walked = received(place, worker, name="林细妹", kind=StayKind.MUTUAL_HELP)
    assert (walked.booked_at, walked.proof) == (None, Proof.SEEN)
    assert attendance([place.id], since=TODAY, until=TODAY) == {(TODAY, "NOON_REST"): 1, (TODAY, "MUTUAL_HELP"): 1}
    end_stay(by=worker, at=NOW, stay_id=walked.id, how="take_back")
    assert attendance([place.id], since=TODAY, until=TODAY) == {(TODAY, "NOON_REST"): 1}
    for stranger in (
        personas.proxy(lin),
        personas.user("周远"),
        personas.user("外", Role.VILLAGE_WORKER, region=OTHER_VILLAGE),
    ):
        with pytest.raises(NotFound):
            received(place, stranger, name="林细妹")
        with pytest.raises(NotFound):
            end_stay(by=stranger, at=NOW, stay_id=came.id, how="take_back")


def test_nobody_and_several_by_a_name() -> None:
    place, worker = entered(), keeper()
    first, _second = personas.elder(), personas.elder()
    personas.elder("石牌人", village=OTHER_VILLAGE)
    for wrong in ({"name": "林"}, {"card": "nonsense"}, {"name": "石牌人"}, {}):
        with pytest.raises(NobodyByThat):
            received(place, worker, **wrong)
    with pytest.raises(SeveralByThat):
        received(place, worker, name="林细妹")
    assert received(place, worker, name="林细妹", elder_id=first.id).elder_id == first.id
    for wrong_day in (TODAY + DAY, TODAY - 8 * DAY):
        with pytest.raises(NotSoLate):
            received(place, worker, name="林细妹", elder_id=first.id, on=wrong_day)


def test_one_is_at_one_place_a_day_and_a_closing_calls_off() -> None:
    lin, worker = personas.elder(), keeper()
    here, there = entered("甲"), entered("乙")
    mei = personas.proxy(lin)
    stay = booked(lin, here, mei, on=TODAY + DAY)
    with pytest.raises(ComesAlready):
        booked(lin, there, mei, on=TODAY + DAY)
    close_place(by=None, at=NOW, place_id=here.id, closed_on=TODAY + DAY, reason="修屋顶")
    stay.refresh_from_db()
    assert stay.status == StayStatus.CANCELLED
    late = booked(lin, there, mei)
    assert close_stays(at=NOW) == 0
    assert close_stays(at=NOW + DAY) == 1
    assert received(there, worker, at=NOW + DAY, name="林细妹") == late  # it was only forgotten
