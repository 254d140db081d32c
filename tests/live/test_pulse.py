"""One look for all sockets of a process: whom it tells what, whom it sends away, and what it costs."""

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access.queries import grants_standing
from accounts.journal.actions.add_notices import add_notices
from accounts.journal.models import Event
from accounts.journal.queries import LATE, latest_sequence
from frontend.live import pulse
from frontend.live.pulse import look_for
from tests import personas

pytestmark = pytest.mark.django_db
BOARD = f"board:{personas.TOWNSHIP}"


@dataclass(eq=False)
class Socket:
    """What the pulse sees of one."""

    user: Any
    session: Any
    topics: list[str]
    checked: float = 0
    granted: Any = frozenset()


def socket(user: Any, *topics: str, checked: float = 0) -> Socket:
    """Of a browser that is signed in."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session.get("read as when somebody connects")
    return Socket(user, session, list(topics), checked, grants_standing([user.id]).get(user.id, frozenset()))


def test_each_topic_hears_its_events_and_each_reader_the_number_of_the_unread():
    lin = personas.elder(minutes=400)
    mei = personas.proxy(lin)
    guo, xiu = personas.volunteer("郑国忠"), personas.volunteer("涂秀珍")
    before = latest_sequence()
    order = personas.order(mei, lin)
    add_notices(event=Event.objects.filter(name="services.order.placed").get(), recipients=[guo])
    sockets = [socket(guo, BOARD, "inbox"), socket(xiu, f"order:{order.id}"), socket(xiu, "inbox")]
    look = look_for(sockets, before, 1)
    [line] = look.lines[BOARD]
    told = json.loads(line.text)
    assert (told["event"], told["order"]) == ("services.order.placed", str(order.id))
    assert look.unread == {guo.id: 1}
    assert look.ended == {sockets[1]}  # not hers to watch
    assert look_for(sockets[:1], latest_sequence(), 2).lines == {}


def test_what_is_young_is_read_again_and_what_is_old_is_not():
    lin = personas.elder(minutes=400)
    personas.order(personas.proxy(lin), lin)
    guo = socket(personas.volunteer(), BOARD)
    look = look_for([guo], 0, 1)
    assert look.settled == 0
    assert look.lines == look_for([guo], look.settled, 2).lines != {}


def test_an_old_event_is_settled(monkeypatch):
    lin = personas.elder(minutes=400)
    personas.order(personas.proxy(lin), lin)
    guo = socket(personas.volunteer(), BOARD)
    later = timezone.now() + LATE + timedelta(seconds=1)
    monkeypatch.setattr(pulse.timezone, "now", lambda: later)
    assert look_for([guo], 0, 1).settled == latest_sequence() > 0


def ended(user: Any, do: Any) -> bool:
    """Whether the socket of this login is sent away after ``do``, and was not before."""
    mine, other = socket(user, BOARD), socket(personas.volunteer("另一位"), BOARD)
    assert not look_for([mine, other], 0, 1).ended
    do(mine)
    return look_for([mine, other], 0, 2).ended == {mine}


@pytest.mark.parametrize(
    "do",
    [
        lambda mine: mine.session.flush(),
        lambda mine: get_user_model().objects.filter(id=mine.user.id).update(is_active=False),
        lambda mine: mine.user.grants.update(until=timezone.now() - timedelta(minutes=1)),
        lambda mine: (mine.user.set_password("又一个很长的口令"), mine.user.save()),
    ],
    ids=["signed out", "deactivated", "role taken", "another password"],
)
def test_who_may_no_longer_watch_is_sent_away(do):
    assert ended(personas.volunteer(), do)


def test_a_session_that_ran_out_ends(monkeypatch):
    mine = socket(personas.volunteer(), BOARD)
    later = timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE + 60)
    monkeypatch.setattr(pulse.timezone, "now", lambda: later)
    assert look_for([mine], 0, 1).ended == {mine}


def test_whoever_lost_a_role_is_sent_away_at_once_however_many_watch(monkeypatch):
    monkeypatch.setattr(pulse, "CHECKED_A_BEAT", 0)
    sockets = [socket(personas.volunteer(f"罗{n}"), BOARD) for n in range(5)]
    assert not look_for(sockets, 0, 1).ended
    for mine in sockets[1:4]:
        mine.user.grants.update(until=timezone.now() - timedelta(minutes=1))
    assert look_for(sockets, 0, 2).ended == set(sockets[1:4])


def test_what_ends_without_a_role_is_found_in_turn(monkeypatch):
    """A mandate, a task: those asked longest ago are asked first."""
    monkeypatch.setattr(pulse, "CHECKED_A_BEAT", 2)
    sockets = [socket(personas.volunteer(f"罗{n}"), BOARD, checked=n) for n in range(5)]
    monkeypatch.setattr(pulse, "may_watch", lambda user, topics: False)
    assert look_for(sockets, 0, 100).ended == set(sockets[:2])
    assert look_for(sockets, 0, 101).ended == set(sockets[2:4])
    assert look_for(sockets, 0, 102).ended == {sockets[4], sockets[0]}


def test_thirty_sockets_cost_as_many_questions_as_one(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pulse, "CHECKED_A_BEAT", 1)
    lin = personas.elder(minutes=400)
    personas.order(personas.proxy(lin), lin)
    sockets = [socket(personas.volunteer(f"罗{n}"), BOARD, "inbox") for n in range(30)]
    with CaptureQueriesContext(connection) as alone:
        look_for(sockets[:1], 0, 1)
    with django_assert_num_queries(len(alone)):
        look_for(sockets, 0, 2)
