"""The published list: what is promised from a day on, what changed, who may say it, who is told."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.organisations.enums import OrganisationKind
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from frontend.live.readers import readers
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.actions.end_item import end_item
from services.catalogue.actions.offer_item import OfferedAlready, UnknownCategory, offer_item
from services.catalogue.actions.publish_list import BeforeTheLast, EmptyList, NoGround, NothingToPublish, publish_list
from services.catalogue.actions.versions import BadItemValue, StartsInThePast
from services.catalogue.enums import Performer
from services.catalogue.models import ListEdition
from services.catalogue.queries import menu
from services.catalogue.queries.editions import edition_on, unannounced
from services.orders.actions.claim_for_organisation import WrongHouse, claim_for_organisation
from services.orders.queries.board import BoardFilter, board
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
TODAY, DECEMBER = date(2026, 11, 19), date(2026, 12, 1)
PAPER = "田民〔2026〕18号"


@pytest.fixture
def haircut():
    return personas.item("haircut", minutes=30)


@pytest.fixture
def chen(haircut):
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


def county():
    return Region.objects.get(code=COUNTY)


def publish(chen, *, starts_on=TODAY, **more):
    return publish_list(by=chen, at=NOW, region=county(), starts_on=starts_on, citation=PAPER, **more)


def offer(chen, name="修鞋", **more):
    values = {
        "name_zh": name,
        "name_en": "Shoe repair",
        "typical_minutes": 30,
        "price_minutes": 0,
        "price_fen": 500,
        "performers": [Performer.ORGANISATION],
        "citation": PAPER,
        **more.pop("values", {}),
    }
    asked = {"category": "daily", "starts_on": TODAY, **more}
    return offer_item(by=chen, at=NOW, region=county(), values=values, **asked)


def test_an_edition_stays_what_it_was_and_the_next_says_what_changed(chen, haircut):
    first = publish(chen)
    assert (first.number, [row["code"] for row in first.rows]) == (1, ["haircut"])
    with pytest.raises(NothingToPublish):
        publish(chen)
    new = offer(chen)
    edit_item(by=chen, at=NOW, item_id=haircut.id, region=county(), starts_on=DECEMBER, changes={"price_minutes": 45})
    assert unannounced(VILLAGE, on=TODAY).number == 1
    assert unannounced(VILLAGE, on=DECEMBER).number == 2
    second = publish(chen, starts_on=DECEMBER, words="修鞋上门了")
    found = Client().get("/services/editions/2/", {"region": COUNTY}).content.decode()
    assert "修鞋上门了" in found
    assert "45 分 instead of 30 分" in found or "45 分，原来 30 分" in found
    assert edition_on(VILLAGE, TODAY) == first
    assert edition_on(VILLAGE, DECEMBER) == second
    end_item(by=chen, at=NOW, item_id=new.item_id, region=county(), last_on=DECEMBER, reason="师傅走了")
    gone = unannounced(VILLAGE, on=DECEMBER + timedelta(days=1))
    assert [row["code"] for row in gone.gone] == [f"{COUNTY}-1"]
    first.refresh_from_db()
    assert first.rows[0]["price_minutes"] == 30


def test_who_may_not_and_what_cannot_be(chen, haircut):
    guo = personas.user("郭", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    for act in (publish, offer):
        with pytest.raises((NotAllowed, NotFound)):
            act(guo)
    with pytest.raises(StartsInThePast):
        publish(chen, starts_on=TODAY - timedelta(days=1))
    with pytest.raises(NoGround):
        publish_list(by=chen, at=NOW, region=county(), starts_on=TODAY, citation=" ")
    publish(chen, starts_on=DECEMBER)
    offer(chen)
    with pytest.raises(BeforeTheLast):
        publish(chen)
    with pytest.raises(EmptyList):
        end_all(chen)
        publish(chen, starts_on=DECEMBER + timedelta(days=1))
    assert ListEdition.objects.count() == 1


def end_all(chen):
    for version in menu(region_code=COUNTY, on=TODAY):
        end_item(by=chen, at=NOW, item_id=version.item_id, region=county(), last_on=DECEMBER, reason="试")


def test_a_new_service_is_checked_and_has_a_code_of_the_county(chen):
    assert [offer(chen).item.code, offer(chen, "磨剪刀").item.code] == [f"{COUNTY}-1", f"{COUNTY}-2"]
    with pytest.raises(OfferedAlready):
        offer(chen)
    with pytest.raises(UnknownCategory):
        offer(chen, "补伞", category="nothing")
    for values in ({"performers": []}, {"performers": ["WIZARD"]}, {"typical_minutes": 0}, {"houses": ["CASTLE"]}):
        with pytest.raises(BadItemValue):
            offer(chen, "补伞", values=values)
    with pytest.raises(NotFound):
        end_item(by=chen, at=NOW, item_id=personas.uuid4(), region=county(), last_on=TODAY, reason="")


def test_only_the_kind_of_organisation_that_the_list_names_takes_it(chen, haircut):
    lin = personas.elder()
    mei = personas.proxy(lin)
    measure = personas.item(
        "pressure",
        name_zh="量血压",
        price_minutes=0,
        performers=[Performer.QUALIFIED],
        houses=[OrganisationKind.CLINIC],
    )
    order = personas.order(mei, lin, of=measure)
    manager = personas.user("连晓雯")
    body = personas.organisation(manager)
    assert order not in board(BoardFilter(house=body.kind))
    with pytest.raises(WrongHouse):
        claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=body.id)
    body.kind = OrganisationKind.CLINIC
    body.save()
    assert order in board(BoardFilter(house=body.kind))
    assert claim_for_organisation(by=manager, at=NOW, order_id=order.id, organisation_id=body.id).order == order


def test_villages_and_organisations_are_told(chen, haircut):
    village = personas.user("林助老", Role.VILLAGE_ASSISTANT, region=VILLAGE)
    manager = personas.user("连晓雯")
    personas.organisation(manager)
    personas.volunteer()
    publish(chen)
    told = readers(Event.objects.get(name="services.list.published"))
    assert {village, manager} <= set(told)
    assert chen not in told


def test_anybody_reads_it_by_program_and_officials_publish_by_it(chen, haircut):
    here, api = "/api/v1/service-lists/", APIClient()
    body = {"region": COUNTY, "starts_on": timezone.localdate().isoformat(), "citation": PAPER}
    publishing = f"{here}publish/"
    assert api.post(publishing, body, format="json").status_code == 401
    api.force_authenticate(chen)
    made = api.post(publishing, body, format="json").json()
    assert made["number"] == 1
    assert api.post(publishing, body, format="json").json()["code"] == "nothing_to_publish"
    anybody = APIClient()
    assert [one["number"] for one in anybody.get(here, {"region": VILLAGE}).json()] == [1]
    whole = anybody.get(f"{here}{made['id']}/").json()
    assert whole["items"][0]["name_zh"] == "上门理发"
    assert anybody.get(f"{here}{haircut.id}/").status_code == 404
    assert anybody.get(here, {"region": "nowhere"}).json()["code"] == "unknown_region"


def test_pages_from_a_new_service_to_the_poster(chen, haircut):
    browser = Client()
    browser.force_login(chen)
    form = {
        "category": "daily", "name_zh": "修鞋", "name_en": "Shoe repair", "summary_zh": "鞋底", "summary_en": "Soles",
        "typical_minutes": "30", "price_minutes": "0", "price_yuan": "5", "coefficient_percent": "100", "seats": "1",
        "performers": ["ORGANISATION"], "houses": ["SHOP"], "mode": "IN_PERSON", "how_zh": "到店里说一声",
        "starts_on": timezone.localdate().isoformat(), "citation": PAPER,
    }  # fmt: skip
    assert browser.post("/territory/catalogue/new/", {**form, "name_zh": ""}).status_code == 422
    assert browser.post("/territory/catalogue/new/", form).status_code == 303
    assert "<b>修鞋</b>" in browser.get("/territory/catalogue/publish/").content.decode()
    said = {"starts_on": form["starts_on"], "citation": PAPER}
    assert browser.post("/territory/catalogue/publish/", {**said, "citation": ""}).status_code == 422
    assert browser.post("/territory/catalogue/publish/", said).status_code == 303
    stop = {"last_on": form["starts_on"], "reason": "师傅走了"}
    new = menu(region_code=COUNTY, on=timezone.localdate()).get(name_zh="修鞋")
    assert browser.post(f"/territory/catalogue/{new.item_id}/stop/", {**stop, "reason": ""}).status_code == 422
    assert browser.post(f"/territory/catalogue/{new.item_id}/stop/", stop).status_code == 303
    page = Client().get("/services/", {"region": VILLAGE}).content.decode()
    assert "到店里说一声" in page
    assert "商店" in page
    poster = Client().get("/services/poster/", {"region": VILLAGE})
    assert poster["Content-Type"] == "application/pdf"
    assert poster.content.startswith(b"%PDF")
    assert Client().get("/services/editions/").content.decode().count(PAPER) == 1
