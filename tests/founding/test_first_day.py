"""From an empty database to a county that works, as somebody new would do it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.access.queries import roles_of
from accounts.elders.enums import Power
from accounts.elders.models import Elder
from accounts.people.models import User
from accounts.regions.models import Region
from services.catalogue.models import ItemVersion
from services.founding.actions.found_county import FoundedAlready, NoVillages, WhichCounty, found_county
from services.founding.queries import steps
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.place_order import Line, place_order
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE
from timebank.ledger.actions.grant_minutes import grant_minutes

pytestmark = pytest.mark.django_db
HEAD = "code,name,level,parent_code\n"
HERE = (
    "35,福建省,province,\n3504,三明市,prefecture,35\n350425,大田县,county,3504\n"
    "350425100,均溪镇,township,350425\n350425100201,白岩村,village,350425100\n"
)
FOUNDER = {
    "name": "陈丽",
    "gender": "FEMALE",
    "phone": "13911110000",
    "username": "chenli",
    "password": "Tea-hill-77",
}


def divisions(tmp_path: Path, text: str = HEAD + HERE) -> Path:
    file = tmp_path / "divisions.csv"
    file.write_text(text, encoding="utf-8")
    return file


def address(key: str = "") -> str:
    return reverse("founding:found", args=[key or settings.FOUNDING_KEY])


def asked(**more: Any) -> dict[str, Any]:
    return {**FOUNDER, "divisions": SimpleUploadedFile("d.csv", (HEAD + HERE).encode()), **more}


def test_the_page_founds_once_and_leads_on() -> None:
    client = Client()
    assert client.get(address()).status_code == 200
    assert client.get(address("guessed")).status_code == 404
    assert client.post(address(), asked(password="12345678")).status_code == 422
    endless, null = HEAD + '350425,"' + "大" * 200_000, HEAD + HERE.replace("白岩村", "白\x00岩村")
    for hostile in (b"a,b\n1,2\n", b"\xff\xfe\x00", endless.encode(), null.encode(), b"PK\x03\x04" * 99):
        bad = client.post(address(), asked(divisions=SimpleUploadedFile("d.csv", hostile)))
        assert (bad.status_code, User.objects.count(), Region.objects.count()) == (400, 0, 0), hostile[:40]
    done = client.post(address(), asked())
    assert (done.status_code, done.headers["Location"]) == (302, reverse("founding:way"))
    founder = User.objects.get()
    assert roles_of(founder) == {Role.ADMIN, Role.COUNTY_OFFICIAL}
    assert founder.check_password("Tea-hill-77")
    assert ItemVersion.objects.filter(region="350425").exists()
    way = client.get(reverse("founding:way"))
    assert way.status_code == 200
    assert [one.step.code for one in way.context["ways"] if one.is_next] == ["officials"]
    assert [client.get(one.href).status_code for one in way.context["ways"]] == [200] * len(way.context["ways"])
    assert client.get(address()).status_code == 404
    assert Client().post(address(), asked(username="other")).status_code == 404


def test_what_the_file_lacks_is_said_and_nothing_is_kept(tmp_path: Path) -> None:
    two = HEAD + HERE + "350426,尤溪县,county,3504\n"
    bare = HEAD + "35,福建省,province,\n3504,三明市,prefecture,35\n350425,大田县,county,3504\n"
    for refusal, text, code in (
        (WhichCounty, two, ""),
        (WhichCounty, two, "999999"),
        (NoVillages, bare, "350425"),
    ):
        with pytest.raises(refusal):
            found_county(at=NOW, divisions=divisions(tmp_path, text), county_code=code, **FOUNDER)
        assert not Region.objects.exists()
    found_county(at=NOW, divisions=divisions(tmp_path, two), county_code="350425", **FOUNDER)
    with pytest.raises(FoundedAlready):
        found_county(at=NOW, divisions=divisions(tmp_path, two), county_code="350425", **FOUNDER)


def test_each_step_is_done_by_what_really_stands() -> None:
    personas.regions()
    on = timezone.localdate(NOW)
    done = lambda: {one.code for one in steps(COUNTY, on=on) if one.is_done}  # noqa: E731
    assert done() == {"divisions"}
    for name in ("陈丽", "余建平"):
        personas.user(name, Role.COUNTY_OFFICIAL, region=COUNTY)
    lin = personas.elder()
    personas.proxy(lin)
    personas.volunteer()
    assert done() == {"divisions", "officials", "elders", "minutes", "helpers", "volunteers"}
    villages = next(one for one in steps(COUNTY, on=on) if one.code == "villages")
    assert (villages.count, villages.wanted, villages.optional) == (0, 2, True)
    personas.user("助老员", Role.VILLAGE_ASSISTANT, region=VILLAGE)
    assert next(one for one in steps(COUNTY, on=on) if one.code == "villages").count == 1
    assert {one.code for one in steps("350426", on=on) if one.is_done} == set()


def test_only_who_gives_roles_sees_the_way() -> None:
    township = personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP)
    client = Client()
    client.force_login(township, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(reverse("founding:way")).status_code == 403


def entered(client: Client, name: str, phone: str, **more: Any) -> User:
    """A login handed out on the page."""
    sheet = {"name": name, "gender": "FEMALE", "phone": phone, "home_code": VILLAGE, **more}
    assert client.post(reverse("territory:login_new"), sheet).status_code == 201
    return User.objects.get(person__name=name)


def test_the_first_order_is_done_by_people_who_got_their_logins_here() -> None:
    county = Client()
    county.post(address(), asked())
    card = {"name": "林细妹", "gender": "FEMALE", "birth_on": "1943-03-01", "home_code": VILLAGE}
    assert county.post(reverse("territory:elder_new"), {**card, "registered_code": "same"}).status_code == 303
    lin = Elder.objects.get()
    paper = {
        "name": "林小梅",
        "phone": "13911113333",
        "powers": [power.value for power in Power],
        "starts_on": str(timezone.localdate()),
        "consent": "IN_PERSON",
    }
    assert county.post(reverse("territory:mandate_new", args=[lin.id]), paper).status_code == 303
    helper = entered(county, "林小梅", "13911113333")
    volunteer = entered(county, "郑国忠", "13911114444", birth_on="1968-05-01", helps="on")
    assert (roles_of(helper), roles_of(volunteer)) == ({Role.PROXY}, {Role.VOLUNTEER})
    founder, now = User.objects.get(username="chenli"), timezone.now()
    grant_minutes(
        by=founder, at=now, person=lin.person, county=Region.objects.get(code=COUNTY), amount=120,
        key="first", reason="开办",
    )  # fmt: skip
    haircut = ItemVersion.objects.filter(price_minutes=30, credential="").first()
    assert haircut is not None
    start = now + timedelta(days=1)
    order = place_order(
        by=helper, at=now, elder_id=lin.id, lines=[Line(haircut.item_id)], starts_at=start,
        ends_at=start + timedelta(minutes=30),
    )  # fmt: skip
    seat = claim_order(by=volunteer, at=now, order_id=order.id)
    check_in(by=volunteer, at=start, assignment_id=seat.id, method="code", code=lin.spoken_code)
    check_out(by=volunteer, at=start + timedelta(minutes=30), assignment_id=seat.id)
    confirm_order(by=helper, at=start + timedelta(hours=1), order_id=order.id, rating=5)
    left = [one.step.code for one in county.get(reverse("founding:way")).context["ways"] if not one.step.is_done]
    assert left == ["officials", "rules", "list", "villages", "bulletin"]
