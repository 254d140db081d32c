"""What is on: announced, signed up for, held, and which villages it reached."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from accounts.access.enums import Role
from accounts.organisations.actions.keeping import ReasonMissing
from accounts.refusals import NotFound
from services.activities.actions.begin_activity import begin_activity
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import NotBegun, close_activity
from services.activities.actions.close_forgotten import close_forgotten
from services.activities.actions.drop_host import drop_host
from services.activities.actions.end_guest import end_guest
from services.activities.actions.move_activity import move_activity
from services.activities.actions.name_host import BadHost, name_host
from services.activities.actions.plan_activity import ActivitySheet, BadActivity, TooManySessions, plan_activity
from services.activities.actions.rate_activity import NotThere, rate_activity
from services.activities.actions.receive_guest import NotThatDay, receive_guest
from services.activities.actions.restore_activity import restore_activity
from services.activities.actions.sign_up import AllSeatsTaken, SignUpOver, sign_up
from services.activities.enums import ActivityStatus, GuestProof, GuestStatus
from services.activities.lifecycle import ActivityChanged
from services.activities.models import Activity, Guest
from services.activities.queries.reach import reached_by
from services.places.actions.receive_elder import NobodyByThat
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY, DAY = date(2026, 11, 19), timedelta(days=1)
AFTERNOON = NOW + timedelta(hours=5)  # three o'clock in Datian, when it begins
OVER = NOW + timedelta(hours=7)


def sheet(**more: Any) -> ActivitySheet:
    asked: dict[str, Any] = {"kind": "LAW", "title": "送法进村", "on": TODAY, "starts": time(15), "ends": time(16, 30)}
    return ActivitySheet(**{**asked, "region_code": VILLAGE, "where": "圩场东头", "organiser": "县司法局", **more})


def official(region: str = TOWNSHIP) -> Any:
    return personas.user("文书", Role.TOWNSHIP_OFFICIAL, region=region)


def planned(by: Any = None, **more: Any) -> Activity:
    personas.regions()
    return plan_activity(by=by, at=NOW, sheet=sheet(**more))[0]


def came(activity: Activity, at: datetime = AFTERNOON, **more: Any) -> Guest:
    return receive_guest(**{"by": None, "at": at, "activity_id": activity.id, "name": "林细妹", **more})


def test_plan_activity_by_who_runs_things_there() -> None:
    assert planned(by=official()).by_words == "县司法局"
    for stranger in (official("350425101"), personas.volunteer()):
        with pytest.raises(NotFound):
            planned(by=stranger)
    for wrong in (
        {"kind": "PARTY"},
        {"title": " "},
        {"where": ""},
        {"ends": time(14)},
        {"on": TODAY - DAY},
        {"region_code": "99"},
        {"seats": 0},
    ):
        with pytest.raises(BadActivity):
            planned(**wrong)


def test_a_house_plans_where_it_invites() -> None:
    manager = personas.user("经理")
    house = personas.organisation(manager)
    made = planned(by=manager, organisation_id=house.id)
    assert (made.organiser, made.organiser_words) == (house, "")
    with pytest.raises(NotFound):
        planned(by=manager)


def test_a_series_on_lunar_market_days() -> None:
    personas.regions()
    days = {"lunar": "3,8,13,18,23,28", "last_on": TODAY + 30 * DAY}
    made = plan_activity(by=None, at=NOW, sheet=sheet(**days))
    # 19 November 2026 is day 11 of the tenth lunar month.
    assert [one.starts_at.date() for one in made[:3]] == [date(2026, 11, 21), date(2026, 11, 26), date(2026, 12, 1)]
    assert len({one.series_id for one in made}) == 1
    with pytest.raises(TooManySessions):
        plan_activity(by=None, at=NOW, sheet=sheet(rrule="FREQ=DAILY", last_on=TODAY + 200 * DAY))
    gone = call_off_activity(by=None, at=NOW, activity_id=made[1].id, reason="下雨", rest_of_series=True)
    assert len(gone) == len(made) - 1
    assert Activity.objects.get(id=made[0].id).status == ActivityStatus.PLANNED


def test_sign_up_until_the_seats_are_taken() -> None:
    activity = planned(seats=1)
    lin, chi = personas.elder(minutes=0), personas.elder("池金土", minutes=0)
    mei, other = personas.proxy(lin), personas.proxy(chi, "池小弟")
    guest = sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=lin.id)
    assert sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=lin.id) == guest
    with pytest.raises(AllSeatsTaken):
        sign_up(by=other, at=NOW, activity_id=activity.id, elder_id=chi.id)
    with pytest.raises(NotFound):
        sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=chi.id)
    with pytest.raises(NotFound):
        end_guest(by=other, at=NOW, guest_id=guest.id)
    end_guest(by=mei, at=NOW, guest_id=guest.id)
    assert sign_up(by=other, at=NOW, activity_id=activity.id, elder_id=chi.id).status == GuestStatus.SIGNED
    with pytest.raises(SignUpOver):
        sign_up(by=mei, at=NOW + DAY, activity_id=activity.id, elder_id=lin.id)


def test_whoever_comes_is_written_down_and_says_how_it_was() -> None:
    activity, lin, chi = planned(seats=1), personas.elder(minutes=0), personas.elder("池金土", minutes=0)
    mei = personas.proxy(lin)
    sign_up(by=mei, at=NOW, activity_id=activity.id, elder_id=lin.id)
    with pytest.raises(NotThatDay):
        came(activity, at=NOW - DAY)
    guest = came(activity, name="", card=f"https://tb.example/e/{lin.card_token}")
    assert (guest.status, guest.proof) == (GuestStatus.CAME, GuestProof.CARD)
    assert came(activity) == guest
    walked = came(activity, name="池金土", proof=GuestProof.PAPER)  # nobody who is there is turned away
    assert walked.signed_at is None
    with pytest.raises(NobodyByThat):
        came(activity, name="没这人")
    with pytest.raises(NotFound):
        came(activity, by=mei)
    assert rate_activity(by=mei, at=OVER, guest_id=guest.id, liked=5, words="听得懂").liked == 5
    end_guest(by=None, at=OVER, guest_id=walked.id, how="take_back")
    with pytest.raises(NotThere):
        rate_activity(by=None, at=OVER, guest_id=walked.id, liked=1)
    assert chi.activities.get().status == GuestStatus.CANCELLED


def test_close_activity_writes_down_who_did_not_come_and_a_paper_list_may_follow() -> None:
    activity, lin = planned(), personas.elder(minutes=0)
    sign_up(by=personas.proxy(lin), at=NOW, activity_id=activity.id, elder_id=lin.id)
    with pytest.raises(NotBegun):
        close_activity(by=None, at=NOW, activity_id=activity.id)
    begin_activity(by=None, at=AFTERNOON, activity_id=activity.id)
    closed = close_activity(by=None, at=OVER, activity_id=activity.id, report="讲了防骗", others=12)
    assert (closed.status, closed.others) == (ActivityStatus.HELD, 12)
    assert Guest.objects.get().status == GuestStatus.ABSENT
    assert came(activity, at=OVER + 3 * DAY, proof=GuestProof.PAPER).status == GuestStatus.CAME
    with pytest.raises(NotThatDay):
        came(activity, at=OVER + 15 * DAY)


def test_call_off_and_move_and_take_back() -> None:
    activity = planned()
    with pytest.raises(ReasonMissing):
        call_off_activity(by=None, at=NOW, activity_id=activity.id, reason=" ")
    moved = move_activity(by=official(), at=NOW, activity_id=activity.id, sheet=sheet(on=TODAY + DAY, starts=time(9)))
    assert moved.starts_at == NOW + DAY - timedelta(hours=1)
    call_off_activity(by=None, at=NOW, activity_id=activity.id, reason="下雨")
    with pytest.raises(ActivityChanged):
        move_activity(by=None, at=NOW, activity_id=activity.id, sheet=sheet())
    assert restore_activity(by=None, at=NOW, activity_id=activity.id).because == ""
    assert close_forgotten(at=NOW + 9 * DAY) == 1
    assert Activity.objects.get().status == ActivityStatus.CANCELLED


def test_who_leads_it() -> None:
    activity, guo = planned(), personas.volunteer()
    host = name_host(by=None, at=NOW, activity_id=activity.id, username=guo.username)
    assert name_host(by=None, at=NOW, activity_id=activity.id, username=guo.username) == host
    with pytest.raises(BadHost):
        name_host(by=None, at=NOW, activity_id=activity.id, username="nobody")
    lin = personas.elder(minutes=0)
    assert came(activity, by=guo).elder_id == lin.id  # whoever leads it writes down who comes
    drop_host(by=None, at=NOW, activity_id=activity.id, host_id=host.id)
    with pytest.raises(NotFound):
        came(activity, by=guo)


def test_which_villages_a_law_day_has_reached() -> None:
    personas.elder(minutes=0)
    personas.elder("石牌人", village=OTHER_VILLAGE, minutes=0)
    activity = planned()
    span: dict[str, Any] = {"kind": "LAW", "since": NOW - DAY, "until": NOW + DAY}
    assert [one.is_reached for one in reached_by([COUNTY], **span)] == [False, False]
    close_activity(by=None, at=OVER, activity_id=activity.id)
    assert {one.village.code: one.is_reached for one in reached_by([COUNTY], **span)} == {
        VILLAGE: True,
        OTHER_VILLAGE: False,
    }
    guest = came(activity)
    Guest.objects.filter(id=guest.id).update(elder=personas.elder("石牌客", village=OTHER_VILLAGE, minutes=0))
    found = {one.village.code: one for one in reached_by([COUNTY], **span)}
    assert (found[OTHER_VILLAGE].is_reached, found[OTHER_VILLAGE].came, found[OTHER_VILLAGE].elders) == (True, 1, 2)
    assert not any(one.is_reached for one in reached_by([COUNTY], **{**span, "kind": "TALK"}))
