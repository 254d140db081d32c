"""The pages: sent from where it was seen, answered by the office, followed by the family."""

import pytest
import time_machine
from django.test import Client

from accounts.access.enums import Department
from services.referrals.actions.answer_referral import answer_referral
from services.referrals.enums import Agreed, Kind, Origin, Shows, State
from services.referrals.models import Referral
from services.visits.actions.record_visit import record_visit
from services.visits.enums import Health, Mode, Outcome
from tests import personas
from tests.incidents.ground import report
from tests.personas import NOW
from tests.referrals.ground import WHY, desk, here, refer, say

pytestmark = pytest.mark.django_db
FORM = {"reason": "屋顶漏", "agreed": Agreed.IN_PERSON, "office": "350425", "shows": [Shows.PHONE]}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def at():
    return here()


def browser(user) -> Client:
    client = Client(HTTP_ACCEPT_LANGUAGE="zh-hans")
    client.force_login(user)
    return client


def text(response) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def test_from_the_dossier_to_the_office_to_the_answer(at):
    village, office = browser(at.su), browser(desk("住建", Department.HOUSING))
    here_is = f"/referrals/new/{at.lin.id}/?kind=HOUSING"
    assert here_is.partition("?")[0] in text(village.get(f"/territory/elders/{at.lin.id}/"))
    assert "屋顶漏" not in text(village.get(here_is))
    empty = village.post(here_is, {"kind": "HOUSING", "office": "350425"})
    assert empty.status_code == 422
    sent = village.post(here_is, {"kind": "HOUSING", **FORM})
    assert sent.status_code == 303
    referral = Referral.objects.get()
    case = sent["Location"]
    assert referral.origin == Origin.DOSSIER
    twice = village.post(here_is, {"kind": "HOUSING", **FORM})
    assert twice.status_code == 409
    shown = text(office.get(case))
    assert "屋顶漏" in shown
    assert "13800000000" in shown.replace(" ", "")
    assert "3 组 27 号" not in shown  # the address was not disclosed
    assert f"/territory/elders/{at.lin.id}/" not in shown
    assert case in text(office.get("/referrals/"))
    assert office.post(f"{case}take/").status_code == 303
    assert office.post(f"{case}answer/", {"granted": "no"}).status_code == 422
    assert office.post(f"{case}answer/", {"granted": "yes", "words": "下月开工"}).status_code == 303
    assert "下月开工" in text(village.get(case))
    referral.refresh_from_db()
    assert referral.state == State.GRANTED


def test_an_office_opens_its_own_page_and_no_other(at):
    referral = refer(at)
    office = browser(at.justice)
    for shut in (
        f"/territory/elders/{at.lin.id}/",
        f"/helper/elders/{at.lin.id}/",
        f"/visits/elders/{at.lin.id}/",
        "/territory/elders/",
        "/referrals/absent/",
        f"/referrals/new/{at.lin.id}/",
    ):
        assert office.get(shut).status_code in (403, 404), shut
    for foreign in (at.health, at.elsewhere):
        assert browser(foreign).get(f"/referrals/{referral.id}/").status_code == 404
        assert WHY not in text(browser(foreign).get("/referrals/"))
    passed = office.post(
        f"/referrals/{referral.id}/pass/", {"department": "HEALTH", "office": "350425", "words": "是看病的事"}
    )
    assert passed["Location"] == "/referrals/?side=office"
    assert office.get(f"/referrals/{referral.id}/").status_code == 404
    assert "是看病的事" in text(browser(at.health).get(f"/referrals/{referral.id}/"))


def test_from_a_visit_and_an_emergency_the_reason_is_there_already(at):
    village = browser(at.su)
    visit = record_visit(
        by=at.su,
        at=NOW,
        elder_id=at.lin.id,
        mode=Mode.HOME,
        outcome=Outcome.VISITED,
        answers={"health": Health.WELL},
        words="夜里睡不着",
    )
    address = f"/referrals/new/{at.lin.id}/?visit={visit.id}"
    assert "夜里睡不着" in text(village.get(address))
    village.post(address, {"kind": "COUNSELLING", **FORM})
    incident = report(at.su, at.lin, words="被骗了两千")
    address = f"/referrals/new/{at.lin.id}/?incident={incident.id}"
    assert "被骗了两千" in text(village.get(address))
    village.post(address, {"kind": "LEGAL_AID", **FORM})
    origins = set(Referral.objects.values_list("origin", "origin_key"))
    assert origins == {(Origin.VISIT, visit.id), (Origin.INCIDENT, incident.id)}
    stranger = personas.elder("别人", minutes=0)
    assert village.get(f"/referrals/new/{stranger.id}/?visit={visit.id}").status_code == 404
    assert village.get(f"/referrals/new/{stranger.id}/?incident={incident.id}").status_code == 404
    assert "法律援助" in text(village.get(f"/incidents/{incident.id}/"))


def test_the_family_reads_how_it_stands_and_no_more(at):
    mei = personas.proxy(at.lin)
    referral, hidden = refer(at), refer(at, Kind.DISPUTE)
    family = browser(mei)
    assert f"/referrals/{referral.id}/" in text(family.get(f"/helper/elders/{at.lin.id}/"))
    shown = text(family.get(f"/referrals/{referral.id}/"))
    assert WHY not in shown
    assert family.get(f"/referrals/{hidden.id}/").status_code == 404
    assert family.get(f"/referrals/{referral.id}/letter.pdf").status_code == 403
    answer_referral(by=at.justice, at=NOW, referral_id=referral.id, granted=False, words="超过时效")
    assert "超过时效" in text(family.get(f"/referrals/{referral.id}/"))
    assert family.get("/referrals/").status_code == 403


def test_the_lists_refer_those_who_are_ticked(at):
    say(at.lin, house_rating="D")
    village = browser(at.su)
    assert "危房" in text(village.get("/referrals/absent/"))
    assert str(at.lin.id) in text(village.get("/referrals/absent/house_unsafe/"))
    assert village.get("/referrals/absent/nonsense/").status_code == 404
    address = "/referrals/absent/house_unsafe/refer/"
    assert village.post(address, {"reason": "D 级", "agreed": "BY_PHONE"}).status_code == 422
    body = {"elder": [str(at.lin.id)], "reason": "D 级", "agreed": "BY_PHONE"}
    assert village.post(address, body).status_code == 303
    assert village.post(address, body).status_code == 303
    assert Referral.objects.get().kind == Kind.HOUSING
    for sheet in ("absent/house_unsafe/list.xlsx", "list.xlsx?state=open"):
        assert village.get(f"/referrals/{sheet}").content[:2] == b"PK"
    letter = village.get(f"/referrals/{Referral.objects.get().id}/letter.pdf")
    assert letter.content[:5] == b"%PDF-"
