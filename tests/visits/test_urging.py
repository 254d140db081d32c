"""The family is urged, the township told, and it stays open until it is settled."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.models import Supporter
from accounts.journal.models import Event
from accounts.people.enums import Relation
from accounts.refusals import Invalid, NotAllowed, NotFound
from frontend.live.readers import readers
from services.orders.lifecycle import StateChanged
from services.visits.actions.answer_urging import answer_urging
from services.visits.actions.close_urging import close_urging
from services.visits.actions.follow_urging import follow_urging
from services.visits.actions.record_visit import Gives
from services.visits.actions.remind_urgings import remind_urgings
from services.visits.actions.urge_family import urge_family
from services.visits.actions.urging import SayWhat
from services.visits.enums import UrgingState
from services.visits.models import Urging
from services.visits.queries.families import long_unheard, urgings_in
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.visits import ground
from tests.visits.ground import DAY
from tests.visits.test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def lin():
    return ground.elder()


@pytest.fixture
def worker():
    return ground.village()


@pytest.fixture
def mei(lin, worker):
    """The daughter, who signs in."""
    made = personas.proxy(lin)
    daughter = add_supporter(by=worker, at=NOW, elder=lin, name=made.person.name, relation=Relation.CHILD)
    Supporter.objects.filter(id=daughter.id).update(person=made.person)
    return made


def urge(by, lin, **more):
    values = {"about": "CALL", "channel": "PHONE", "reached": False, "said": "常打电话", **more}
    return urge_family(by=by, at=NOW, elder_id=lin.id, supporter_id=lin.supporters.get().id, **values)


def test_one_step_tells_family_and_township(lin, worker, mei):
    official = ground.township()
    urging = urge(worker, lin)
    assert (urging.state, urging.due_on) == (UrgingState.OPEN, timezone.localdate(NOW) + 7 * DAY)
    assert set(readers(Event.objects.get(name="services.urging.opened"))) == {mei, official}
    assert list(urgings_in([TOWNSHIP])) == [urging]


def test_an_answer_at_once_is_kept_and_still_open_to_be_settled(lin, worker, mei):
    urging = urge(worker, lin, reached=True, answer="周日打")
    assert (urging.state, urging.answer) == (UrgingState.ANSWERED, "周日打")
    with pytest.raises(SayWhat):
        close_urging(by=worker, at=NOW, urging_id=urging.id, outcome=" ")
    close_urging(by=worker, at=NOW, urging_id=urging.id, outcome="每周日打")
    assert not urgings_in([VILLAGE]).exists()
    with pytest.raises(StateChanged):
        follow_urging(by=worker, at=NOW, urging_id=urging.id, channel="PHONE", reached=True, answer="好")


def test_tries_in_vain_are_logged_and_the_township_hears_once_that_nobody_answered(lin, worker, mei):
    urging = urge(worker, lin)
    follow_urging(by=worker, at=NOW + DAY, urging_id=urging.id, channel="MESSAGE", reached=False)
    assert urging.tries.count() == 2
    assert remind_urgings(at=NOW + 7 * DAY) == 0
    assert remind_urgings(at=NOW + 8 * DAY) == 1
    assert remind_urgings(at=NOW + 9 * DAY) == 0


def test_who_was_asked_answers_and_nobody_else(lin, worker, mei):
    urging = urge(worker, lin)
    for stranger in (worker, personas.proxy(lin, "林远")):
        with pytest.raises(NotFound):
            answer_urging(by=stranger, at=NOW, urging_id=urging.id, answer="好")
    client, address = signed_in(mei), reverse("visits:answer", args=[urging.id])
    assert client.post(address, {"answer": " "}).status_code == 422
    assert client.post(address, {"answer": "周日打"}).status_code == 303
    assert Urging.objects.get().answer == "周日打"
    assert "周日打" in signed_in(worker).get(reverse("visits:urging", args=[urging.id])).content.decode()


def test_outsiders_and_neighbours_do_not_urge(lin, worker, mei):
    guo = personas.volunteer()
    ground.pair(guo, lin)
    for stranger, refusal in ((guo, NotAllowed), (ground.village(OTHER_VILLAGE), NotFound)):
        with pytest.raises(refusal):
            urge(stranger, lin)
    with pytest.raises(Invalid):
        urge(worker, lin, about="SOUL")
    with pytest.raises(Invalid):
        urge(worker, lin, channel="PIGEON")
    assert not Urging.objects.exists()


def test_the_long_unheard_are_listed_until_they_are_heard(lin, worker, mei):
    daughter = lin.supporters.get()
    today = timezone.localdate(NOW)
    ground.visit(worker, lin, supporters=[Gives(daughter.id, last_contact_on=today - 100 * DAY)])
    assert [one.days for one in long_unheard([VILLAGE], today=today)] == [100]
    assert not long_unheard([OTHER_VILLAGE], today=today)
    ground.visit(worker, lin, at=NOW + DAY, supporters=[Gives(daughter.id, last_contact_on=today)])
    assert not long_unheard([VILLAGE], today=today + DAY)


def test_from_the_visit_to_the_urging(lin, worker, mei):
    visit = ground.visit(worker, lin, at=timezone.now())
    client, address = signed_in(worker), reverse("visits:urge", args=[lin.id])
    sent = {"supporter": lin.supporters.get().id, "about": "VISIT", "channel": "PHONE", "reached": "no"}
    assert client.post(address, sent).status_code == 422
    answer = client.post(address, {**sent, "said": "回来看看", "visit": visit.id})
    urging = Urging.objects.get()
    assert answer["Location"] == reverse("visits:urging", args=[urging.id])
    assert urging.visit == visit
    assert client.get(answer["Location"]).status_code == 200
    assert client.get(reverse("visits:urgings")).context["page"][0] == urging
    assert client.post(reverse("visits:urging_close", args=[urging.id]), {"outcome": "回来了"}).status_code == 303
    assert client.get(reverse("visits:urgings"), {"show": "closed"}).context["page"][0] == urging
