"""The pages of visits: my day, the form, what follows, who visits whom, plan and arrears."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.models import Reveal
from accounts.elders.enums import Tier
from accounts.elders.models import VisitContact
from accounts.journal.models import Event
from accounts.policies.models import Policy
from accounts.policies.visit_rules import SIGN_BURST
from accounts.regions.models import Region
from frontend.live.readers import readers
from services.visits.actions.plan_visits import plan_visits
from services.visits.enums import Outcome, Pattern
from services.visits.models import Visit, Window
from services.visits.queries.checking import checking
from tests import personas
from tests.personas import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.visits import ground

pytestmark = pytest.mark.django_db
ANSWERS = {"mode": "HOME", "outcome": "VISITED", "health": "WELL", "food": "WELL", "mood": "GOOD", "safety": "SAFE"}


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def due_now(*elders):
    """Everybody is due today."""
    plan_visits(at=timezone.now())
    today = timezone.localdate()
    Window.objects.filter(elder__in=elders).update(opens_on=today, due_on=today, expires_on=today)


def test_the_day_of_a_village_is_whom_nobody_else_with_a_login_leads():
    lin, pan, guo = ground.elder(), ground.elder("潘金妹"), personas.volunteer()
    ground.pair(guo, pan)
    worker = ground.village()
    due_now(lin, pan)
    page = signed_in(worker).get(reverse("visits:day"))
    assert [stop.elder for stop in page.context["day"].due] == [lin]
    assert [stop.elder for stop in signed_in(guo).get(reverse("visits:day")).context["day"].due] == [pan]
    assert Reveal.objects.filter(person=lin.person, by=worker, purpose="visit").exists()


def test_nobody_else_has_a_day():
    assert signed_in(personas.volunteer()).get(reverse("visits:day")).status_code == 403


def test_a_visit_is_written_down_and_the_next_is_named():
    lin, worker = ground.elder(), ground.village()
    due_now(lin)
    client, form = signed_in(worker), reverse("visits:new", args=[lin.id])
    assert client.post(form, {"mode": "HOME", "outcome": "VISITED"}).status_code == 422
    answer = client.post(form, {**ANSWERS, "words": "都好"})
    visit = Visit.objects.get()
    assert answer["Location"] == reverse("visits:visit", args=[visit.id])
    page = client.get(answer["Location"])
    assert "都好" in page.content.decode()
    day = client.get(reverse("visits:day")).context["day"]
    assert (day.number, day.seen, day.due) == (1, 1, [])


def test_nobody_home_asks_no_more():
    lin, worker = ground.elder(), ground.village()
    form = reverse("visits:new", args=[lin.id])
    assert signed_in(worker).post(form, {"mode": "HOME", "outcome": "NOT_AT_HOME"}).status_code == 303
    assert Visit.objects.get().outcome == Outcome.NOT_AT_HOME


def test_the_family_reads_that_all_is_well_and_hears_of_it():
    lin, worker = ground.elder(), ground.village()
    mei = personas.proxy(lin)
    ground.visit(worker, lin, at=timezone.now())
    page = signed_in(mei).get(reverse("helper:elder", args=[lin.id]))
    assert page.context["seen"].fine
    assert readers(Event.objects.get(name="services.visit.recorded")) == [mei]


def test_the_day_asks_the_database_the_same_for_one_and_for_many():
    worker = ground.village()
    client = signed_in(worker)

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("visits:day"))
        return len(queries)

    due_now(ground.elder())
    asked()
    few = asked()
    elders = [ground.elder(f"林{number}妹", Tier.LOW) for number in range(8)]
    due_now(*elders)
    asked()
    assert asked() == few


def test_a_village_names_who_looks_in():
    lin, worker, guo = ground.elder(), ground.village(), personas.volunteer()
    client, address = signed_in(worker), reverse("visits:pair", args=[lin.id])
    assert [elder.id for elder in client.get(reverse("visits:pairs")).context["page"].object_list] == [lin.id]
    assert client.post(address, {"kind": "NEIGHBOUR", "lead": "on"}).status_code == 422
    sent = {"who": str(guo.person_id), "kind": "NEIGHBOUR", "lead": "on"}
    assert client.post(address, sent).status_code == 303
    contact = VisitContact.objects.get()
    assert (contact.person_id, contact.lead) == (guo.person_id, True)
    page = client.get(reverse("visits:pairs"))
    assert not page.context["page"].object_list
    assert [(one.name, one.led) for one in page.context["visitors"]] == [(guo.person.name, 1)]


def test_the_township_sees_every_village_and_whom_the_next_one_does_not():
    lin, far = ground.elder(), ground.elder("池秋香", home=OTHER_VILLAGE)
    due_now(lin, far)
    Window.objects.update(opens_on="2026-01-01", due_on="2026-01-01")
    page = signed_in(ground.township()).get(reverse("visits:plan"))
    assert [(row.region.code[:9], row.late) for row in page.context["rows"]] == [(TOWNSHIP, 1)]
    page = signed_in(ground.village()).get(reverse("visits:plan"))
    assert [stop.elder for stop, _lead in page.context["stops"]] == [lin]
    assert signed_in(ground.village()).get(reverse("visits:plan"), {"place": OTHER_VILLAGE}).status_code == 404


def test_what_was_found_leads_to_what_would_help():
    for code in ("company", "errand", "haircut"):
        personas.item(code)
    lin, worker = ground.elder(), ground.village()
    client = signed_in(worker)
    form = reverse("visits:new", args=[lin.id])
    client.post(form, {**ANSWERS, "food": "NOTHING_THERE", "mood": "LONELY"})
    page = client.get(reverse("visits:visit", args=[Visit.objects.get().id]))
    assert [help.item.code for help in page.context["helps"]] == ["errand", "company"]
    order = reverse("territory:place", args=[lin.id])
    assert f"{order}?item=errand" in page.content.decode()
    chosen = client.get(f"{order}?item=errand").context["form"]
    assert chosen.chosen == str(page.context["helps"][0].item_id)
    for junk in ("", "?item=no-such-thing"):
        assert client.get(order + junk).context["form"].chosen == ""
    client.post(form, ANSWERS)
    well = client.get(reverse("visits:visit", args=[Visit.objects.latest("recorded_at").id]))
    assert well.context["helps"] == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "kept"),
    [
        ("25.7012", "117.8501", (25.7012, 117.8501)),
        ("", "", (None, None)),
        ("200", "1", (None, None)),
        ("x", "1", (None, None)),
    ],
)
def test_where_the_visitor_was_is_kept_and_nonsense_stops_nobody(latitude, longitude, kept):
    lin, worker = ground.elder(), ground.village()
    sent = {**ANSWERS, "latitude": latitude, "longitude": longitude}
    assert signed_in(worker).post(reverse("visits:new", args=[lin.id]), sent).status_code == 303
    visit = Visit.objects.get()
    assert (visit.latitude, visit.longitude) == kept


def test_the_county_says_from_when_on_something_is_a_sign():
    worker = ground.village()
    for number in range(4):
        ground.visit(worker, ground.elder(f"老人{number}"), at=timezone.now() - number * timedelta(minutes=1))
    assert not checking([VILLAGE], at=timezone.now()).signs
    county = Region.objects.get(code=COUNTY)
    Policy.objects.create(code=SIGN_BURST.code, region=county, valid="[2026-01-01,)", value=4, citation="测试")
    assert [sign.pattern for sign, _who in checking([VILLAGE], at=timezone.now()).signs] == [Pattern.BURST]
