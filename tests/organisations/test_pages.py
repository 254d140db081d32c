"""The pages of organisations, walked from applying to a signed contract, and what goes wrong on the way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.access.enums import Role
from accounts.organisations.models import Contract, JoinRequest, Leave, Member, Organisation
from accounts.people.models import Credential
from tests import personas
from tests.organisations.ground import CODE, official, team
from tests.personas import COUNTY, TOWNSHIP
from tests.security.things import photo

pytestmark = pytest.mark.django_db


def go(client, who):
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def uploaded():
    return SimpleUploadedFile("执照.png", photo(), "image/png")


def test_from_applying_to_a_contract(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    clerk, asker = official(COUNTY), personas.user("池小梅")
    sheet = {"kind": "HOME_CARE", "name": "清晨家政", "region": TOWNSHIP, "phone": "0598-7223344", "areas": [TOWNSHIP]}
    go(client, asker)
    wrong = client.post(reverse("organisation:apply"), {**sheet, "credit_code": CODE[:-1]})
    assert wrong.status_code == 400
    assert "id_credit_code_why" in wrong.text
    assert client.post(reverse("organisation:apply"), {**sheet, "credit_code": CODE, "licence": uploaded()}).headers[
        "Location"
    ] == reverse("organisation:mine")
    made = Organisation.objects.get()
    assert "清晨家政" in client.get(reverse("organisation:mine")).text
    assert client.get(reverse("public:organisation", args=[made.id])).status_code == 404
    go(client, clerk)
    assert "清晨家政" in client.get(reverse("territory:organisations")).text
    page = reverse("territory:organisation", args=[made.id])
    paper = reverse("territory:organisation_paper", args=[made.id, made.papers.get().id])
    assert paper in client.get(page).text
    assert client.get(paper).headers["Content-Type"] == "image/jpeg"
    decide = reverse("territory:organisation_decide", args=[made.id])
    assert client.post(decide, {"act": "refuse", "reason": ""}).status_code == 400
    assert client.post(decide, {"act": "verify"}).status_code == 303
    assert client.post(decide, {"act": "verify"}).status_code == 409
    personas.item()
    sign = reverse("territory:contract_new", args=[made.id])
    contract = {
        "region": COUNTY,
        "number": "2026-08",
        "signed_on": "2026-01-01",
        "starts_on": "2026-01-01",
        "ends_on": "2030-12-31",
    }
    assert client.post(sign, {**contract, "price-haircut": "十五"}).status_code == 422
    assert client.post(sign, contract).status_code == 400
    assert client.post(sign, {**contract, "price-haircut": "15.5", "most-haircut": "2"}).status_code == 303
    price = Contract.objects.get().prices.get()
    assert (price.price_fen, price.most_a_month) == (1550, 2)
    assert "15.50" in client.get(page).text
    go(client, asker)
    assert "15.50" in client.get(reverse("organisation:house")).text
    end = reverse("territory:contract_end", args=[Contract.objects.get().id])
    assert client.post(end, {"last_on": "2029-01-01", "reason": "换"}).status_code == 403
    assert go(client, clerk).post(end, {"last_on": "2029-01-01", "reason": "换"}).status_code == 303
    assert str(Contract.objects.get().valid.upper) == "2029-01-02"


def test_a_volunteer_joins_and_keeps_their_own_hours(client):
    manager, organisation, _members = team()
    asker = personas.volunteer("苏文彬")
    public = reverse("public:organisation", args=[organisation.id])
    assert reverse("account_login") in client.get(public).text
    go(client, asker)
    join = reverse("organisation:join", args=[organisation.id])
    assert join in client.get(public).text
    client.post(join, {"words": "会做饭"})
    assert join not in client.get(public).text
    go(client, manager)
    assert "会做饭" in client.get(reverse("organisation:members")).text
    answer = reverse("organisation:joining_answer", args=[JoinRequest.objects.get().id])
    client.post(answer, {"answer": "decline"})  # without a reason nothing happens
    assert JoinRequest.objects.get().status == "WAITING"
    client.post(answer, {"answer": "accept"})
    member = Member.objects.get(person=asker.person)
    go(client, asker)
    week = reverse("organisation:member_week", args=[member.id])
    done = client.post(week, {"page": "mine", "d0_from": "08:00", "d0_to": "12:00"})
    assert done.headers["Location"] == reverse("organisation:mine")
    client.post(week, {"page": "mine", "d0_from": "08:00"})  # half a row changes nothing
    assert [(one.weekday, f"{one.ends:%H:%M}") for one in member.hours.all()] == [(0, "12:00")]
    away = reverse("organisation:member_away", args=[member.id])
    client.post(away, {"page": "mine", "kind": "FARM", "first_on": "2030-02-01", "last_on": "2030-02-03"})
    assert not Leave.objects.exists()  # too far ahead
    today = "2026-12-01"
    client.post(away, {"page": "mine", "kind": "FARM", "first_on": today, "last_on": "2027-01-02"})
    cancel = reverse("organisation:away_cancel", args=[Leave.objects.get().id])
    assert cancel in client.get(reverse("organisation:mine")).text
    client.post(cancel, {"page": "mine"})
    client.post(reverse("organisation:member_end", args=[member.id]), {"page": "mine"})
    assert Member.objects.get(id=member.id).until_on is not None


def test_a_manager_keeps_papers_and_a_dispatcher_does_not(client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    manager, _organisation, members = team("余丽钦")
    member = members["余丽钦"]
    go(client, manager)
    paper = reverse("organisation:member_paper", args=[member.id])
    sheet = {"kind": "HEALTH_CARD", "valid_until": "2030-01-01"}
    client.post(paper, {**sheet, "paper": uploaded()})
    card = Credential.objects.get()
    picture = reverse("organisation:credential", args=[card.id])
    assert picture in client.get(reverse("organisation:member", args=[member.id])).text
    assert client.get(picture).headers["Content-Type"] == "image/jpeg"
    role = reverse("organisation:member_role", args=[member.id])
    client.post(reverse("organisation:team_new"), {"name": "理发队"})
    client.post(role, {"role": "DISPATCHER"})
    house = {
        "phone": "0598-7223344",
        "rules": "不收老人的钱物",
        "d0_from": "08:00",
        "d0_to": "17:00",
        "most_a_day": "9",
    }
    assert client.post(reverse("organisation:house"), house).status_code == 303
    public = client.get(reverse("public:organisation", args=[member.organisation_id])).text
    assert "不收老人的钱物" in public
    assert "8:00–17:00" in public
    go(client, member.person.user)
    page = client.get(reverse("organisation:members")).text
    assert reverse("organisation:house") not in page
    assert client.post(paper, sheet).status_code == 403
    assert client.get(reverse("organisation:house")).status_code == 403
    outsider = personas.user("别家")
    personas.hold(outsider, Role.ORGANISATION_MANAGER)
    assert go(client, outsider).get(picture).status_code == 404
