"""Reporting without a login, by the card, at the desk; the board, the case, and what each reader sees of it."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.journal.models import Event
from accounts.keys import new_key
from frontend.live.readers import readers
from frontend.shell.truth import still_true
from services.calls.actions.start_call import start_call
from services.calls.enums import Direction
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.enums import Channel, Kind, Level, State, What
from services.incidents.models import Absence, Incident, Link, Step
from tests import personas
from tests.incidents.ground import duty, report, steps
from tests.personas import NOW, TOWNSHIP, VILLAGE
from tests.security.things import photo

pytestmark = pytest.mark.django_db
FORM = reverse("report:form")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def form(**more):
    return {"key": str(new_key()), "kind": "FALL", "to": "VILLAGE", "severity": "SERIOUS", **more}


def case(incident, name="case"):
    return reverse(f"incidents:{name}", args=[incident.id])


@pytest.fixture
def here():
    cache.clear()  # nobody has reported anything from this address yet
    return duty()


@pytest.fixture
def fall(here):
    return report(here.mei, here.lin, at=timezone.now() - timedelta(minutes=2))


def test_anybody_reports_without_a_login_and_takes_it_back(here):
    client = Client()
    assert client.get(FORM).status_code == 200
    sent = form(region=VILLAGE, place_words="车站门口", reporter_phone="13812341234")
    answer = client.post(FORM, sent)
    assert answer.status_code == 303
    again = client.post(FORM, sent)  # tapped twice
    incident = Incident.objects.get()
    assert again.status_code == 303
    assert (incident.channel, incident.reporter) == (Channel.PUBLIC, None)
    page = client.get(answer["Location"])
    assert page.context["may_take_back"]
    assert client.post(f"{answer['Location']}back/").status_code == 303
    assert Incident.objects.get().state == State.TAKEN_BACK
    assert client.get(reverse("report:sent", args=["forged"])).status_code == 404


def test_the_address_of_an_incident_is_not_the_key_of_its_form(here):
    """Who was told reads the id; with it they must not be handed the reporter's link, and take the report back."""
    sent = form(card=here.lin.card_token)
    first = Client().post(FORM, sent)["Location"]
    incident = Incident.objects.get()
    theirs = Client().post(FORM, form(key=str(incident.id), region=VILLAGE))["Location"]
    assert theirs.partition(":")[0] != first.partition(":")[0]
    assert Incident.objects.count() == 2
    again = Client().post(FORM, sent)["Location"]  # the same form once more is still the same report
    assert again.partition(":")[0] == first.partition(":")[0]
    assert Incident.objects.count() == 2


def test_what_is_missing_is_said_and_nothing_is_lost(here):
    client = Client()
    answer = client.post(FORM, form(words="有人摔了", kind="", region=VILLAGE))
    assert answer.status_code == 422
    assert "有人摔了" in answer.content.decode()
    assert client.post(FORM, form(reporter_phone="x", region=VILLAGE)).status_code == 422
    assert client.post(FORM, form()).status_code == 422  # nowhere
    assert not Incident.objects.exists()


def test_a_flood_of_reports_from_one_address_is_slowed_down(here):
    client = Client(REMOTE_ADDR="198.51.100.7")
    answers = [client.post(FORM, form(kind="")).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_the_card_calls_the_village_and_shows_no_name(here):
    client, address = Client(), reverse("report:alarm", args=[here.lin.card_token])
    page = client.get(address)
    assert "林奶奶" in page.content.decode()
    assert "林细妹" not in page.content.decode()
    assert client.post(address, {"key": str(new_key())}).status_code == 303
    incident = Incident.objects.get()
    assert (incident.elder, incident.channel, incident.level) == (here.lin, Channel.CARD, Level.VILLAGE)
    assert client.get(reverse("report:alarm", args=["no-such-card"])).status_code == 404


def test_a_button_pressed_again_is_heard_again_and_stays_one_emergency(here):
    client, address = Client(), reverse("report:alarm", args=[here.lin.card_token])

    def press():
        return client.post(address, {"key": str(new_key())}).status_code

    with time_machine.travel(NOW, tick=False) as clock:
        assert [press(), press()] == [303, 303]
        one = Incident.objects.get()
        assert not one.steps.filter(what=What.REPEATED).exists()  # a hand that trembles
        clock.shift(timedelta(minutes=3))
        assert press() == 303
        assert one.steps.filter(what=What.REPEATED).count() == 1
        clock.shift(timedelta(minutes=3))
        assert client.post(FORM, form(card=here.lin.card_token, kind=Kind.HELP, words="摔了")).status_code == 303
        assert Incident.objects.count() == 2  # words of somebody: nobody else may read what becomes of it
        clock.shift(timedelta(hours=1))
        assert press() == 303
        assert Incident.objects.count() == 3  # long ago: that one is another fright


def test_a_proxy_reports_about_their_elder_and_about_nobody_elses(here):
    client = signed_in(here.mei)
    page = client.get(f"{FORM}?elder={here.lin.id}")
    assert [elder.id for elder in page.context["known"]] == [here.lin.id]
    assert client.post(FORM, form(elder=str(here.lin.id))).status_code == 303
    other = personas.elder("范细妹")
    assert client.post(FORM, form(elder=str(other.id))).status_code == 422
    assert Incident.objects.get().elder == here.lin


def test_the_desk_reports_within_the_call(here):
    operator = personas.user("池小梅", Role.OPERATOR, region=TOWNSHIP)
    call = start_call(
        by=operator, at=timezone.now(), direction=Direction.IN, number="13899990000", elder_id=here.lin.id
    )
    client, back = signed_in(operator), reverse("desk:call", args=[call.id])
    assert f"call={call.id}" in client.get(back).content.decode()
    page = client.get(f"{FORM}?elder={here.lin.id}&call={call.id}&next={back}")
    assert "13899990000" in page.content.decode()
    answer = client.post(FORM, form(elder=str(here.lin.id), call=str(call.id), next=back))
    assert answer["Location"] == back
    assert (Incident.objects.get().channel, Link.objects.get().target) == (Channel.PHONE, call.id)
    elsewhere = client.post(FORM, form(elder=str(here.lin.id), next="https://example.org/"))
    assert elsewhere["Location"].startswith("/report/sent/")


def test_a_picture_comes_with_it_and_a_broken_one_holds_nothing_up(here):
    client = signed_in(here.mei)
    for content in (photo(), b"no picture"):
        sent = form(elder=str(here.lin.id), photo=SimpleUploadedFile("a.png", content))
        assert client.post(FORM, sent).status_code == 303
    first, second = Incident.objects.order_by("id")
    assert (first.photographs.count(), second.photographs.count()) == (1, 0)
    picture = reverse("incidents:picture", args=[first.id, first.photographs.get().photograph_id])
    assert signed_in(here.tu).get(picture)["Content-Type"] == "image/jpeg"
    stranger = personas.user("邻村", Role.COORDINATOR, region=personas.OTHER_VILLAGE)
    assert signed_in(stranger).get(picture).status_code == 404


def test_the_case_from_the_first_answer_to_the_end(here, fall):
    tu, su, chen = signed_in(here.tu), signed_in(here.su), signed_in(here.chen)
    page = tu.get(case(fall))
    assert page.context["next_step"] == "acknowledge"
    assert "林细妹" in page.content.decode()
    assert Reveal.objects.filter(by=here.tu, purpose="incident").count() == 1
    tu.get(case(fall))
    assert steps(fall).count("SEEN") == 1
    assert tu.post(case(fall, "acknowledge")).status_code == 303
    assert su.get(case(fall)).context["next_step"] == "take_over"
    assert su.post(case(fall, "take_over")).status_code == 303
    assert tu.post(case(fall, "progress"), {"what": "ARRIVED"}).status_code == 303
    assert tu.post(case(fall, "progress"), {"words": ""}).status_code == 422
    assert su.post(case(fall, "police"), {"police-name": ""}).status_code == 422
    assert su.post(case(fall, "police"), {"police-name": "均溪派出所"}).status_code == 303
    assert su.post(case(fall, "hand_over"), {"to": str(here.lian.id)}).status_code == 303
    assert signed_in(here.lian).get(case(fall)).context["next_step"] == "accept"
    assert signed_in(here.lian).post(case(fall, "accept")).status_code == 303
    words = {"result": "WELL", "found": "门口", "done": "扶起", "prevention": "扶手"}
    lian = signed_in(here.lian)
    assert lian.post(case(fall, "closing"), {**words, "found": ""}).status_code == 422
    assert lian.post(case(fall, "closing"), words).status_code == 303
    assert chen.get(case(fall)).context["may_decide"]
    assert not lian.get(case(fall)).context["may_decide"]
    assert chen.post(case(fall, "decide"), {"approve": "1"}).status_code == 303
    assert Incident.objects.get(id=fall.id).state == State.CLOSED


def test_who_only_watches_sees_neither_name_nor_word(here, fall):
    supervisor = personas.user("督导", Role.SUPERVISOR, region=VILLAGE)
    for address in (reverse("incidents:board"), case(fall), reverse("incidents:list")):
        text = signed_in(supervisor).get(address).content.decode()
        assert "林细妹" not in text
        assert "门口滑倒了" not in text
    assert signed_in(supervisor).post(case(fall, "acknowledge")).status_code == 403


def test_the_family_sees_how_far_it_has_come_and_hears_of_it(here, fall):
    text = signed_in(here.mei).get(case(fall)).content.decode()
    assert "told-title" in text
    assert "13800000000" not in text
    helper = signed_in(here.mei).get(reverse("helper:elder", args=[here.lin.id])).content.decode()
    assert case(fall) in helper
    event = Event.objects.get(name="services.incident.reported")
    assert {user.id for user in readers(event)} == {here.tu.id}  # never who reported it
    assert still_true(event)
    take_over_incident(by=here.su, at=timezone.now(), incident_id=fall.id)
    assert not still_true(event)
    inbox = signed_in(here.tu)
    assert inbox.get(reverse("shell:inbox")).status_code == 200


def test_the_board_sorts_by_urgency_and_narrows(here):
    now = timezone.now()
    slow = report(here.mei, here.lin, at=now, severity="CONCERN")
    quick = report(here.mei, here.lin, at=now, severity="DANGER", kind=Kind.FIRE)
    client, board = signed_in(here.su), reverse("incidents:board")
    assert [row.incident.id for row in client.get(board).context["rows"]] == [quick.id, slow.id]
    assert [row.incident.id for row in client.get(board, {"kind": "FALL"}).context["rows"]] == [slow.id]
    assert client.get(board, {"q": "无此村"}).context["rows"] == []
    assert client.get(board, {"state": "over"}, headers={"HX-Request": "true"}).status_code == 200
    assert "林＊妹" in client.get(reverse("incidents:list")).content.decode()


def test_the_elder_is_found_and_joined(here):
    unknown = report(None, None, region_code=VILLAGE)
    client = signed_in(here.tu)
    assert [one.id for one in client.get(case(unknown, "who"), {"q": "林细"}).context["found"]] == [here.lin.id]
    assert client.post(case(unknown, "who"), {"elder": str(here.lin.id)}).status_code == 303
    assert Incident.objects.get().elder == here.lin
    order = personas.order(here.mei, here.lin, at=timezone.now())
    assert client.post(case(unknown, "link"), {"order": str(order.id)}).status_code == 303
    assert [one.id for one in client.get(case(unknown)).context["linked_orders"]] == [order.id]


def test_who_is_away_names_a_stand_in(here):
    client, address = signed_in(here.su), reverse("incidents:away")
    now = timezone.localtime()
    days = {
        "starts_at": now.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (now + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"),
    }
    assert client.post(address, {**days, "delegate": str(here.mei.id)}).status_code == 422
    assert client.post(address, {**days, "delegate": str(here.lian.id)}).status_code == 303
    assert client.get(address).status_code == 200
    absence = Absence.objects.get()
    assert client.post(reverse("incidents:come_back", args=[absence.id])).status_code == 303


def test_an_absence_at_the_end_of_time_is_refused(here):
    days = {"starts_at": "9999-12-30T00:00", "ends_at": "9999-12-31T00:00", "delegate": ""}
    assert signed_in(here.su).post(reverse("incidents:away"), days).status_code == 422


def test_a_clock_beyond_every_calendar_breaks_no_board(here):
    """The database takes what the phone says, and nobody could read the row again."""
    late = {"Idempotency-Key": "x", "X-Occurred-At": "9999-12-31T23:59:59-12:00"}
    answer = signed_in(here.mei).post(FORM, form(elder=str(here.lin.id)), headers=late)
    assert answer.json()["state"] == "done"
    assert signed_in(here.su).get(reverse("incidents:board")).status_code == 200


def test_over_http_the_same_key_reports_once(here):
    client = APIClient()
    client.force_authenticate(here.mei)
    body = {"kind": "FALL", "to": "TOWNSHIP", "elder": str(here.lin.id), "words": "摔了"}
    key = {"Idempotency-Key": "once"}
    first = client.post("/api/v1/incidents/", body, format="json", headers=key)
    again = client.post("/api/v1/incidents/", body, format="json", headers=key)
    assert (first.status_code, again.json()) == (201, first.json())
    one = f"/api/v1/incidents/{first.json()['id']}/"
    assert client.get(one).json()["words"] == "摔了"
    assert len(client.get("/api/v1/incidents/?open=true").json()["results"]) == 1
    assert client.post(f"{one}acknowledge/", format="json").status_code == 403
    client.force_authenticate(here.su)
    assert client.post(f"{one}take-over/", {}, format="json").json()["state"] == "OWNED"
    assert client.post(f"{one}steps/", {"what": "NOTE"}, format="json").status_code == 422
    assert Step.objects.filter(what="TOOK_OVER").count() == 1
