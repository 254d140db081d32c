"""The end of a book: handed over, moved away, brought back, and organisations that close. And who hears of it."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.journal.models import Event, Notice
from accounts.organisations.models import Organisation
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.people.queries import relatives_of
from frontend.live.tasks import _into_inboxes
from services.orders.actions.claim_for_organisation import claim_for_organisation
from services.orders.actions.withdraw_claim import withdraw_claim
from tests import personas
from tests.bank.ground import book, grant, post, pot
from tests.bank.test_office import asked, at
from tests.personas import COUNTY, NOW
from tests.rosters.ground import number
from tests.volunteer.conftest import signed_in
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


@pytest.fixture
def chen(lin):
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def zhang(lin):
    return personas.user("章科员", Role.COUNTY_OFFICIAL, region=COUNTY)


def son_of(elder):
    son = personas.user("林大")
    Kinship.objects.create(person=elder.person, relative=son.person, relation=Relation.CHILD)
    return son


def told(name) -> dict[str, str]:
    """Who was told of the last event of that name: person → the title in their inbox and where it leads."""
    event = Event.objects.filter(name=name).latest("sequence")
    _into_inboxes(event.sequence)
    found = {}
    for notice in Notice.objects.filter(event=event).select_related("recipient__person"):
        page = signed_in(notice.recipient).get("/inbox/")
        found[str(notice.recipient)] = page.context["lines"][0]
    return found


def test_a_book_is_handed_over_after_one_more_look(lin, chen):
    son = son_of(lin)
    client, address = signed_in(chen), at("hand_over", lin.person)
    form = client.get(address).content.decode()
    assert "Lin" in form
    assert not Reveal.objects.filter(person=son.person).exists()  # masked until chosen
    entries = {"step": "check", "heir": str(son.person_id), "paper": "继承公证书第 118 号"}
    check = client.post(address, entries)
    assert "All of it, 5 h, goes to" in check.content.decode()
    assert Reveal.objects.filter(by=chen, person=son.person).exists()
    assert account_of(lin.person_id).balance == 300
    entries |= {"step": "do", "seen": "300"}
    for _press in range(2):
        done = client.post(address, entries)
        assert (done.status_code, done["Location"]) == (303, at("person", lin.person))
    assert account_of(son.person_id).balance == 300
    shown = client.get(at("person", lin.person)).content.decode()
    assert "Closed since" in shown
    assert "继承公证书第 118 号" in shown
    assert "See what became of it" in client.get(address).content.decode()
    assert client.get(at("paper", lin.person)).status_code == 404
    line = told("timebank.account.inherited")["林大"]
    assert (line.title, line.href) == ("The passbook of Lin Ximei is closed, its minutes are handed on", "/bank/")


def test_without_family_there_is_the_pool_and_a_changed_book_is_shown_again(lin, chen):
    client, address = signed_in(chen), at("hand_over", lin.person)
    entries = {"step": "do", "seen": "300", "heir": "pool", "paper": "村委会证明"}
    grant(lin.person, 10)
    again = client.post(address, entries)
    assert (again.status_code, again.context["changed"]) == (200, True)
    assert account_of(lin.person_id).balance == 310
    client.post(address, {**entries, "seen": "310"})
    assert Account.objects.get(kind=AccountKind.POOL).balance == 310


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"paper": "x"}, "heir"),
        ({"paper": "x", "heir": "00000000-0000-0000-0000-000000000000"}, "heir"),
        ({"heir": "pool"}, "paper"),
        ({"heir": "pool", "paper": "  "}, "paper"),
        ({"heir": "pool", "paper": "长" * 201}, "paper"),
    ],
)
def test_what_is_wrong_about_handing_over_stands_at_its_field(lin, chen, entries, field):
    for step in ("check", "do"):
        page = signed_in(chen).post(at("hand_over", lin.person), {"step": step, "seen": "300", **entries})
        assert page.status_code == 422
        assert field in page.context["form"].errors


def test_nobody_inherits_by_their_own_hand_and_open_orders_come_first(lin, chen):
    Kinship.objects.create(person=lin.person, relative=chen.person, relation=Relation.CHILD)
    entries = {"step": "do", "seen": "300", "heir": str(chen.person_id), "paper": "x"}
    refused = signed_in(chen).post(at("hand_over", lin.person), entries)
    assert refused.status_code == 403
    assert "heir" in refused.context["form"].errors
    personas.order(personas.proxy(lin), lin)
    page = signed_in(chen).get(at("hand_over", lin.person)).content.decode()
    assert "30 min are still set aside" in page
    entries["heir"] = "pool"
    assert signed_in(chen).post(at("hand_over", lin.person), entries).status_code == 409


def test_a_holder_moves_and_the_paper_can_be_saved_again(lin, chen):
    mei = personas.proxy(lin)
    client, address = signed_in(chen), at("move", lin.person)
    check = client.post(address, {"step": "check", "destination": "宁夏固原"})
    assert "All of it, 5 h, is retired here." in check.content.decode()
    entries = {"step": "do", "seen": "300", "destination": "宁夏固原"}
    for _press in range(2):
        done = client.post(address, entries)
        assert (done.status_code, done["Location"]) == (303, at("paper", lin.person))
    assert Transfer.objects.filter(kind=TransferKind.RELOCATE).count() == 1
    assert "宁夏固原" in client.get(done["Location"]).content.decode()
    file = client.get(at("paper_file", lin.person))
    assert file["Content-Disposition"].startswith("attachment;")
    assert file.content == client.get(at("paper_file", lin.person)).content
    assert json.loads(json.loads(file.content)["body"])["amount"] == 300
    line = told("timebank.account.relocated")[str(mei)]
    assert line.href == reverse("bank:elder_book", args=[lin.id])

    # Back again with the same paper: the book is open, and the paper no longer offered.
    upload = {"file": SimpleUploadedFile("paper.json", file.content)}
    back = client.post(at("bring_in", lin.person), upload)
    again = client.post(at("bring_in", lin.person), {"text": file.content.decode()})
    assert back["Location"] == again["Location"] == f"{at('person', lin.person)}?line=3#line-3"
    assert account_of(lin.person_id).balance == 300
    assert client.get(at("paper_file", lin.person)).status_code == 404
    assert "timebank.account.received" in {event.name for event in Event.objects.all()}
    assert "have arrived" in told("timebank.account.received")[str(mei)].title


def test_what_is_wrong_with_a_paper_stands_at_its_field(lin, chen):
    client = signed_in(chen)
    client.post(at("move", lin.person), {"step": "do", "seen": "300", "destination": "宁夏固原"})
    paper = client.get(at("paper_file", lin.person)).content.decode()
    twin, other = personas.elder("林细妹", minutes=0).person, personas.elder("范细妹", minutes=0).person
    cases = [
        (lin.person, {}, "file", 422),
        (lin.person, {"text": "not a paper"}, "text", 400),
        (lin.person, {"text": paper.replace("300", "900")}, "text", 400),
        (lin.person, {"file": SimpleUploadedFile("x.json", b"{}")}, "file", 400),
        (lin.person, {"file": SimpleUploadedFile("x.json", b"x" * 70_000)}, "file", 422),
        (other, {"text": paper}, "text", 400),
    ]
    for person, entries, field, status in cases:
        page = client.post(at("bring_in", person), entries)
        assert (page.status_code, field in page.context["form"].errors) == (status, True), entries
    page = client.post(at("bring_in", twin), {"text": paper})  # a paper of this house names the very person
    assert (page.status_code, list(page.context["form"].errors)) == (400, ["text"])


def test_moving_needs_a_destination_and_something_to_take_along(lin, chen):
    page = signed_in(chen).post(at("move", lin.person), {"step": "do", "seen": "300"})
    assert (page.status_code, list(page.context["form"].errors)) == (422, ["destination"])
    empty = personas.person("两手空空")
    assert "nothing in it to take along" in signed_in(chen).get(at("move", empty)).content.decode()
    refused = signed_in(chen).post(at("move", empty), {"step": "do", "seen": "0", "destination": "x"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (409, ["destination"])


def test_nobody_keeps_their_own_book(chen):
    client = signed_in(chen)
    page = client.get(at("person", chen.person)).content.decode()
    assert "your own book" in page
    assert at("grant", chen.person) not in page
    key = client.get(at("grant", chen.person)).context["key"]
    assert client.post(at("grant", chen.person), {"key": key, "hours": "1", "reason": "x"}).status_code == 403
    assert client.post(at("move", chen.person), {"step": "do", "seen": "0", "destination": "x"}).status_code == 403
    assert account_of(chen.person_id) is None


def test_what_left_with_a_paper_is_not_taken_back(lin, chen):
    client = signed_in(chen)
    client.post(at("hand_over", lin.person), {"step": "do", "seen": "300", "heir": "pool", "paper": "x"})
    page = client.get(at("take_back", lin.person, 2))
    assert "not taken back here" in page.content.decode()
    assert client.post(at("take_back", lin.person, 2), {"reason": "x"}).status_code == 409


@pytest.fixture
def team():
    return personas.user("陈站长")


@pytest.fixture
def organisation(team, chen):
    found = personas.organisation(team)
    account = open_account(unit=Unit.MINUTE, kind=AccountKind.ORGANISATION, organisation=found)
    post(TransferKind.GRANT, pot(AccountKind.ISSUANCE), account, 90)
    return found


def test_an_organisation_says_what_keeps_it_open_and_closes_once(team, organisation, chen, lin):
    order = personas.order(personas.proxy(lin), lin)
    seat = claim_for_organisation(by=team, at=NOW, order_id=order.id, organisation_id=organisation.id)
    client, address = signed_in(chen), reverse("office:organisation", args=[organisation.id])
    page = client.get(address).content.decode()
    assert "1 h 30 min" in page
    assert reverse("territory:order", args=[order.id]) in page
    entries = {"step": "do", "seen": "MINUTE:90", "successor": "pool"}
    assert client.post(address, entries).status_code == 409
    withdraw_claim(by=team, at=NOW, assignment_id=seat.id, reason="关了")

    heir = Organisation.objects.create(name="暖阳社工", kind=organisation.kind, region_id=COUNTY)
    foreign = Organisation.objects.create(name="外县", kind=organisation.kind, region_id="35")
    assert "successor" in client.post(address, {"step": "do"}).context["form"].errors
    assert client.post(address, {**entries, "successor": str(foreign.id)}).status_code == 422
    check = client.post(address, {"step": "check", "successor": str(heir.id)})
    assert "1 h 30 min go to 暖阳社工." in check.content.decode()
    assert client.post(address, {**entries, "seen": "MINUTE:1"}).context["changed"]
    for _press in range(2):
        done = client.post(address, {**entries, "successor": str(heir.id)})
        assert (done.status_code, done["Location"]) == (303, address)
    organisation.refresh_from_db()
    assert organisation.closed_at == NOW
    assert Account.objects.get(organisation=heir).balance == 90
    assert "closed" in client.get(address).content.decode()


def test_second_people_hear_of_a_request_and_the_holder_of_the_end(lin, chen, zhang):
    mei = personas.proxy(lin)
    personas.user("乐建国", Role.VILLAGE_WORKER, region=lin.person.home_id)
    request = asked(chen, lin.person, repost_amount=60)
    office = reverse("office:request", args=[request.id])
    line = told("timebank.reversal.requested")
    assert list(line) == ["章科员"]
    assert (line["章科员"].href, "5 h" in line["章科员"].note) == (office, True)
    signed_in(zhang).post(office, {"decision": "approve"})
    heard = told("timebank.reversal.approved")
    assert set(heard) == {"陈丽", str(mei)}
    assert heard["陈丽"].href == office
    assert heard[str(mei)].href == reverse("bank:elder_book", args=[lin.id])

    second = asked(chen, lin.person, line=3)
    signed_in(zhang).post(reverse("office:request", args=[second.id]), {"decision": "refuse", "words": "没错"})
    line = told("timebank.reversal.refused")
    assert (list(line), "没错" in line["陈丽"].note) == (["陈丽"], True)
    assert book(lin.person).balance == 60


def test_an_heir_nobody_recorded_is_written_down_by_the_id_card_and_inherits(lin, chen):
    client, page, kin = signed_in(chen), at("hand_over", lin.person), at("add_kin", lin.person)
    said = {"name": "林英", "relation": "CHILD", "id_number": number(date(1971, 5, 1), 2)}
    assert client.post(kin, said).headers["Location"] == page
    assert client.post(kin, said).status_code == 303, "twice is once"
    [child] = relatives_of(lin.person_id)
    assert (child.person.name, child.relation, child.person.gender) == ("林英", "CHILD", "FEMALE")
    entries = {"step": "do", "seen": "300", "heir": str(child.person.id), "paper": "继承公证书 118 号"}
    assert client.post(page, entries).status_code == 303
    assert account_of(child.person.id).balance == 300


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"relation": "NOBODY"}, "relation"),
        ({"id_number": ""}, "id_number"),
        ({"id_number": "350425197105010025"}, "id_number"),
        ({"name": "另一个"}, "id_number"),
    ],
)
def test_what_is_wrong_about_a_relative_stands_at_its_field(lin, chen, changes, field):
    known = personas.person("郭水生")
    known.id_number = number(date(1970, 5, 1), 2)
    known.save()
    said = {"name": "林英", "relation": "CHILD", "id_number": number(date(1971, 5, 1), 2), **changes}
    if changes.get("name") == "另一个":
        said["id_number"] = known.id_number
    page = signed_in(chen).post(at("add_kin", lin.person), said)
    assert 400 <= page.status_code < 500
    assert list(page.context["kin_form"].errors) == [field]
    assert not relatives_of(lin.person_id)


def test_nobody_is_their_own_heir_and_outsiders_write_nobody_down(lin, chen):
    lin.person.id_number = number(date(1943, 3, 1), 2)
    lin.person.save()
    said = {"name": lin.person.name, "relation": "CHILD", "id_number": lin.person.id_number}
    assert signed_in(chen).post(at("add_kin", lin.person), said).status_code == 400
    elsewhere = personas.user("涂海", Role.COUNTY_OFFICIAL, region="350425101")
    assert signed_in(elsewhere).post(at("add_kin", lin.person), said).status_code == 404
    assert not relatives_of(lin.person_id)
