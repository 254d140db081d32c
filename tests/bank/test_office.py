"""The back office: who may open it, every book opened leaves a trace, two people take a line back."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from services.orders.models import CorrectionTicket
from tests import personas
from tests.bank.ground import book, grant, post, pot
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE
from tests.volunteer.conftest import queries, serve, signed_in
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.enums import AccountKind, ReversalStatus, TransferKind, Unit
from timebank.ledger.models import Account, ReversalRequest, Transfer
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
DESK = "/bank/office/"


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


@pytest.fixture
def chen(lin):
    return personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)


@pytest.fixture
def zhang(lin):
    return personas.user("章科员", Role.COUNTY_OFFICIAL, region=COUNTY)


def at(name, person, *more) -> str:
    return reverse(f"office:{name}", args=[person.id, *more])


def pages_of(person) -> list[str]:
    names = ("person", "grant", "hand_over", "move", "bring_in")
    return [*(at(name, person) for name in names), at("take_back", person, 1)]


def asked(by, person, *, line=1, **fields) -> ReversalRequest:
    entry = account_of(person.id).entries.get(sequence=line)
    return request_reversal(by=by, at=NOW, transfer_id=entry.transfer_id, reason="记错了人", **fields)


def test_only_who_keeps_books_comes_in(lin, chen):
    organisation = personas.organisation(personas.user("陈站长"))
    addresses = [DESK, reverse("office:requests"), *pages_of(lin.person)]
    addresses += [reverse("office:request", args=[asked(chen, lin.person).id])]
    addresses += [reverse("office:organisation", args=[organisation.id])]
    outsiders = [
        personas.volunteer(),
        personas.proxy(lin),
        personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE),
        personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=VILLAGE[:9]),
        personas.user("余建平", Role.ADMIN, region=COUNTY),
    ]
    for outsider in outsiders:
        assert {signed_in(outsider).get(address).status_code for address in addresses} == {403}, outsider
        assert signed_in(outsider).post(at("grant", lin.person)).status_code == 403
    for address in addresses:  # negative control
        assert signed_in(chen).get(address).status_code in (200, 303), address
        assert "no-store" in signed_in(chen).get(address)["Cache-Control"]


def test_who_keeps_books_elsewhere_finds_nothing(lin, chen):
    request = asked(chen, lin.person)
    organisation = personas.organisation(personas.user("陈站长"))
    elsewhere = signed_in(personas.user("外镇", Role.COUNTY_OFFICIAL, region=OTHER_VILLAGE[:9]))
    foreign = [*pages_of(lin.person), reverse("office:request", args=[request.id])]
    foreign += [reverse("office:organisation", args=[organisation.id]), at("paper", lin.person)]
    for address in foreign:
        assert elsewhere.get(address).status_code == 404, address
        if "paper" not in address:
            assert elsewhere.post(address, {"step": "do"}).status_code in (404, 405), address
    assert not Reveal.objects.filter(by__person__name="外镇").exists()
    page = elsewhere.get(DESK, {"q": "林"})
    assert (page.context["people"], page.context["waiting"], list(page.context["organisations"])) == ([], 0, [])
    nobody = "00000000-0000-0000-0000-000000000000"
    for name in ("person", "request", "organisation"):
        assert signed_in(chen).get(reverse(f"office:{name}", args=[nobody])).status_code == 404


def test_signed_out_people_are_asked_to_sign_in(client, lin):
    for address in (DESK, *pages_of(lin.person)):
        assert client.get(address)["Location"].startswith("/account/login/")


def test_names_are_masked_until_a_book_is_opened_and_that_is_written_down(lin, chen):
    client = signed_in(chen, "zh-hans")
    found = client.get(DESK, {"q": "细"}).content.decode()
    assert "林＊妹" in found
    assert "林细妹" not in found
    assert not Reveal.objects.exists()
    assert "林细妹" in client.get(at("person", lin.person)).content.decode()
    client.get(at("grant", lin.person))
    assert Reveal.objects.filter(by=chen, person=lin.person, purpose="books").count() == 1


def test_the_house_adds_up(lin, chen):
    post(TransferKind.DONATE, book(lin.person), pot(AccountKind.POOL), 60)
    page = signed_in(chen).get(DESK)
    house = page.context["house"]
    assert (house.issued, house.people, house.pools, house.difference) == (300, 240, 60, 0)
    assert "nothing is missing" in page.content.decode()


def test_the_desk_costs_the_same_with_more_people_and_requests(lin, chen):
    asked(chen, lin.person)
    client = signed_in(chen)
    address, book_page = f"{DESK}?q=林", at("person", lin.person)
    client.get(book_page)
    few = queries(client, address), queries(client, "/bank/office/requests/"), queries(client, book_page)
    for turn in range(4):
        asked(chen, personas.elder(f"林{turn}", minutes=30).person)
        grant(lin.person, 10)
    assert (queries(client, address), queries(client, "/bank/office/requests/"), queries(client, book_page)) == few


def test_a_line_is_asked_about_and_waits_for_a_second_person(lin, chen, zhang):
    client = signed_in(chen)
    address = at("take_back", lin.person, 1)
    done = client.post(address, {"reason": "发给了别人", "hours": "4", "minutes": "30"})
    request = ReversalRequest.objects.get()
    assert (done.status_code, done["Location"]) == (303, reverse("office:request", args=[request.id]))
    assert (request.repost_amount, request.status, request.requested_by) == (270, "OPEN", chen)
    again = client.post(address, {"reason": "发给了别人", "hours": "4", "minutes": "30"})
    assert again["Location"] == done["Location"]
    assert ReversalRequest.objects.count() == 1
    assert account_of(lin.person_id).balance == 300

    own = client.get(done["Location"])
    assert own.context["form"] is None
    assert "You asked, so somebody else decides" in own.content.decode()
    forged = client.post(done["Location"], {"decision": "approve"})
    assert forged.status_code == 403
    assert "Whoever asks does not decide" in forged.content.decode()

    second = signed_in(zhang)
    page = second.get(done["Location"])
    assert "4 h 30 min" in page.content.decode()  # in the book afterwards
    assert Reveal.objects.filter(by=zhang, person=lin.person, reference=f"reversal:{request.id}").exists()
    for _press in range(2):
        said = second.post(done["Location"], {"decision": "approve", "words": "对的"})
        assert (said.status_code, said["Location"]) == (303, done["Location"])
    assert account_of(lin.person_id).balance == 270
    assert Transfer.objects.filter(kind=TransferKind.REVERSE).count() == 1
    shown = second.get(at("person", lin.person)).content.decode()
    assert "See who took it back" in shown
    third = signed_in(personas.user("第三人", Role.COUNTY_OFFICIAL, region=COUNTY))
    late = third.post(done["Location"], {"decision": "refuse", "words": "不行"})
    assert late.status_code == 409
    assert "decided before" in late.content.decode()


def test_a_refusal_has_words_and_the_line_stays(lin, chen, zhang):
    request = asked(chen, lin.person)
    address = reverse("office:request", args=[request.id])
    client = signed_in(zhang)
    assert "words" in client.post(address, {"decision": "refuse"}).context["form"].errors
    assert "decision" in client.post(address, {}).context["form"].errors
    assert client.post(address, {"decision": "refuse", "words": "没有错"}).status_code == 303
    request.refresh_from_db()
    assert (request.status, request.words) == (ReversalStatus.REFUSED, "没有错")
    assert "没有错" in signed_in(chen).get(address).content.decode()
    assert account_of(lin.person_id).balance == 300
    assert signed_in(chen).get(at("take_back", lin.person, 1)).status_code == 200  # may be asked again


def test_what_is_spent_is_said_before_and_refused_after(lin, chen, zhang):
    post(TransferKind.DONATE, book(lin.person), pot(AccountKind.POOL), 100)
    address = reverse("office:request", args=[asked(chen, lin.person).id])
    page = signed_in(zhang).get(address)
    assert "1 h 40 min of it are spent" in page.content.decode()
    refused = signed_in(zhang).post(address, {"decision": "approve"})
    assert refused.status_code == 409
    assert "not enough" in refused.content.decode()


def test_the_holder_of_a_book_does_not_decide_about_it(lin, chen, zhang):
    zhang.person = lin.person
    zhang.save()
    address = reverse("office:request", args=[asked(chen, lin.person).id])
    assert "One of the two books is yours" in signed_in(zhang).get(address).content.decode()
    assert signed_in(zhang).post(address, {"decision": "approve"}).status_code == 403


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "长" * 301}, "reason"),
        ({"reason": "x", "hours": "5"}, "hours"),  # what stands there now
        ({"reason": "x", "hours": "-1"}, "hours"),
        ({"reason": "x", "minutes": "60"}, "minutes"),
        ({"reason": "x", "minutes": "viel"}, "minutes"),
    ],
)
def test_what_is_wrong_about_taking_back_stands_at_its_field(lin, chen, entries, field):
    page = signed_in(chen).post(at("take_back", lin.person, 1), entries)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert not ReversalRequest.objects.exists()


def test_a_correction_is_final_and_lines_that_are_not_there_are_not_found(lin, chen, zhang):
    request = asked(chen, lin.person, repost_amount=200)
    signed_in(zhang).post(reverse("office:request", args=[request.id]), {"decision": "approve"})
    page = signed_in(chen).get(at("take_back", lin.person, 2))
    assert "itself a correction" in page.content.decode()
    assert signed_in(chen).post(at("take_back", lin.person, 2), {"reason": "x"}).status_code == 409
    assert signed_in(chen).get(at("take_back", lin.person, 9)).status_code == 404
    assert signed_in(chen).get(at("take_back", lin.person, 10**20)).status_code == 404


def test_what_belongs_to_a_record_is_decided_with_the_record(lin, chen, zhang):
    mei, guo = personas.proxy(lin), personas.volunteer()
    seat = serve(personas.order(mei, lin), guo, mei)
    request = asked(chen, guo.person, repost_amount=30)
    ticket = CorrectionTicket.objects.create(
        assignment=seat,
        record=seat.records.get(superseded_by=None),
        region_code=VILLAGE,
        subject="MINUTES",
        words="少了",
        reported_by=guo,
        reported_at=NOW,
        status="VERIFIED",
        minutes=30,
        answer="对",
        verified_by=chen,
        verified_at=NOW,
        reversal_id=request.id,
        credited_to_be=30,
    )
    address = reverse("office:request", args=[request.id])
    correction = reverse("territory:correction", args=[ticket.id])
    page = signed_in(zhang).get(address)
    assert page.context["form"] is None
    assert correction in page.content.decode()
    assert signed_in(zhang).post(address, {"decision": "approve"})["Location"] == correction
    request.refresh_from_db()
    assert request.status == ReversalStatus.OPEN


def test_a_grant_stands_in_the_book_once(lin, chen):
    client, address = signed_in(chen), at("grant", lin.person)
    entries = {"key": client.get(address).context["key"], "hours": "2", "minutes": "5", "reason": "水灾"}
    first, second = client.post(address, entries), client.post(address, entries)
    assert first["Location"] == second["Location"] == f"{at('person', lin.person)}?line=2#line-2"
    assert account_of(lin.person_id).balance == 425
    assert "水灾" in client.get(first["Location"]).content.decode()
    assert client.post(address, {**entries, "hours": "3"}).status_code == 409
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        late = client.post(address, entries)
        assert (late.status_code, late.context["stale"]) == (422, True)
    assert client.post(address, {**entries, "key": "nonsense"}).context["stale"]
    assert account_of(lin.person_id).balance == 425
    # Negative control: a form drawn anew is a second grant.
    client.post(address, {**entries, "key": client.get(address).context["key"]})
    assert account_of(lin.person_id).balance == 550


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"reason": "x"}, "hours"),
        ({"reason": "x", "hours": "0", "minutes": "0"}, "hours"),
        ({"reason": "x", "hours": "1001"}, "hours"),
        ({"reason": "x", "minutes": "-5"}, "minutes"),
        ({"hours": "1"}, "reason"),
        ({"hours": "1", "reason": "长" * 121}, "reason"),
    ],
)
def test_what_is_wrong_about_a_grant_stands_at_its_field(lin, chen, entries, field):
    page = signed_in(chen).post(at("grant", lin.person), entries)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert account_of(lin.person_id).balance == 300


def test_the_county_is_led_there(lin, chen):
    client = signed_in(chen)
    for address in ("/territory/elders/", "/territory/figures/"):
        assert DESK in client.get(address).content.decode()
    assert at("person", lin.person) in client.get(reverse("territory:elder", args=[lin.id])).content.decode()
    village = signed_in(personas.user("乐建国", Role.VILLAGE_WORKER, region=VILLAGE))
    for address in ("/territory/elders/", "/territory/figures/", reverse("territory:elder", args=[lin.id])):
        assert DESK not in village.get(address).content.decode()


def test_a_book_that_was_never_opened_and_one_with_many_lines(lin, chen):
    stranger = personas.person("新来的")
    assert "No line yet" in signed_in(chen).get(at("person", stranger)).content.decode()
    for _turn in range(31):
        grant(lin.person, 1)
    page = signed_in(chen).get(at("person", lin.person))
    assert page.context["older"] == 2
    last = signed_in(chen).get(at("person", lin.person), {"from": 2})
    assert [slip.sequence for month in last.context["months"] for slip in month.lines] == [2, 1]
    assert "Back to the newest" in last.content.decode()
    assert not Account.objects.filter(person=stranger, unit=Unit.MINUTE).exists()  # looking opens nothing
