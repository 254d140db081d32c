"""Minutes for one's family and for the pool: looked at once more, given once, told to who gets them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.elders.enums import Power
from accounts.journal.models import Event, Notice
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from accounts.policies.models import Policy
from accounts.regions.models import Region
from frontend.live.tasks import _into_inboxes
from tests import personas
from tests.bank.ground import grant, mother_of
from tests.personas import COUNTY, NOW
from tests.volunteer.conftest import signed_in
from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Transfer
from timebank.ledger.queries import account_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
GIVE, DONATE = "/bank/give/", "/bank/donate/"


@pytest.fixture
def guo():
    """A volunteer with five hours."""
    personas.elder()
    made = personas.volunteer()
    grant(made.person, 300)
    return made


def rule(code: str, value: object) -> None:
    county = Region.objects.get(code=COUNTY)
    Policy.objects.create(code=code, region=county, valid="[2026-01-01,)", value=value, citation="测试")


def checked(client, address=GIVE, **entries):
    """The check page for these entries, and what its form would send."""
    page = client.post(address, {"step": "check", **entries})
    assert page.status_code == 200, page.context["form"].errors
    amount = page.context["amount"]
    again = {"step": "do", "key": page.context["key"], "hours": amount // 60, "minutes": amount % 60}
    again |= {"words": page.context["form"].cleaned_data["words"]}
    if page.context["chosen"]:
        again["to"] = str(page.context["chosen"].person.id)
    return page, again


def balance(person) -> int:
    account = account_of(person.id)
    return account.balance if account else 0


def test_a_gift_is_looked_at_given_and_shown(guo):
    mother = mother_of(guo)
    client = signed_in(guo)
    assert client.get(GIVE).context["form"].initial["to"] == str(mother.id)  # there is only one to choose
    page, entries = checked(client, to=mother.id, quick=120, words="保重")
    assert (page.context["amount"], page.context["left"]) == (120, 180)
    assert Transfer.objects.filter(kind=TransferKind.GIFT).count() == 0
    done = client.post(GIVE, entries)
    assert (done.status_code, done["Location"]) == (303, "/bank/given/2/")
    assert (balance(guo.person), balance(mother)) == (180, 120)
    shown = client.get(done["Location"]).content.decode()
    assert "2 h are now in the book of Huang Xiujin." in shown
    assert "“保重”" in shown
    assert "/rules/#gift.to" in client.get("/bank/").content.decode()


def test_sent_twice_it_is_one_gift(guo):
    mother = mother_of(guo)
    client = signed_in(guo)
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    first, second = client.post(GIVE, entries), client.post(GIVE, entries)
    assert first["Location"] == second["Location"]
    assert balance(mother) == 60
    # Negative control: a second check page is a second gift.
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    client.post(GIVE, entries)
    assert balance(mother) == 120


def test_the_same_key_with_another_amount_is_refused(guo):
    mother = mother_of(guo)
    client = signed_in(guo)
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    client.post(GIVE, entries)
    assert client.post(GIVE, {**entries, "hours": 2}).status_code == 409
    assert balance(mother) == 60


def test_a_forged_or_old_key_is_shown_once_more_and_gives_nothing(guo):
    mother = mother_of(guo)
    client = signed_in(guo)
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    for key in ("", "nonsense", entries["key"].replace(":", "x", 1)):
        again = client.post(GIVE, {**entries, "key": key})
        assert (again.status_code, again.context["stale"]) == (200, True)
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        late = client.post(GIVE, entries)
        assert late.context["stale"]
        assert balance(mother) == 0
        assert client.post(GIVE, {**entries, "key": late.context["key"]}).status_code == 303


@pytest.mark.parametrize(
    ("entries", "field"),
    [
        ({"quick": 60}, "to"),
        ({"to": "00000000-0000-0000-0000-000000000000", "quick": 60}, "to"),
        ({"to": "kin"}, "quick"),
        ({"to": "kin", "hours": "", "minutes": "0"}, "quick"),
        ({"to": "kin", "hours": "6"}, "hours"),
        ({"to": "kin", "hours": "-1"}, "hours"),
        ({"to": "kin", "minutes": "60"}, "minutes"),
        ({"to": "kin", "quick": "600"}, "quick"),
        ({"to": "kin", "quick": "60", "words": "长" * 61}, "words"),
    ],
)
def test_what_is_wrong_stands_at_its_field(guo, entries, field):
    mother = mother_of(guo)
    entries = {**entries, "to": mother.id} if entries.get("to") == "kin" else entries
    for step in ("check", "do"):
        page = signed_in(guo).post(GIVE, {"step": step, **entries})
        assert page.status_code == 422
        assert field in page.context["form"].errors
    assert Transfer.objects.filter(kind=TransferKind.GIFT).count() == 0


def test_typed_wins_over_tapped(guo):
    mother = mother_of(guo)
    page, _entries = checked(signed_in(guo), to=mother.id, quick=60, hours=1, minutes=15, words="")
    assert page.context["amount"] == 75


def test_only_ones_own_kin_can_be_chosen(guo):
    stranger = personas.person("外人")
    page = signed_in(guo).post(GIVE, {"step": "do", "to": stranger.id, "quick": 60})
    assert page.status_code == 422
    assert "We know of no family of yours yet" in signed_in(guo).get(GIVE).content.decode()


def test_the_month_has_a_limit_and_it_is_said(guo):
    rule("gift.monthly_limit", 100)
    mother = mother_of(guo)
    client = signed_in(guo)
    assert "At most 1 h 40 min in a month." in client.get(GIVE).content.decode()
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    client.post(GIVE, entries)
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    refused = client.post(GIVE, entries)
    assert refused.status_code == 409
    assert "more than may be given away in one month" in refused.content.decode()
    assert balance(mother) == 60


def test_where_nobody_may_give_the_page_says_so(guo):
    rule("gift.to", "NOBODY")
    mother_of(guo)
    page = signed_in(guo).get(GIVE)
    assert "Minutes cannot be given away here." in page.content.decode()
    assert signed_in(guo).post(GIVE, {"step": "do", "to": "x", "quick": 60}).status_code == 422


def test_a_donation_goes_to_the_pool_of_the_county(guo):
    client = signed_in(guo)
    page, entries = checked(client, DONATE, quick=30, words="给需要的人")
    assert "The pool of Datian county" in page.content.decode()
    assert client.post(DONATE, entries).status_code == client.post(DONATE, entries).status_code == 303
    transfer = Transfer.objects.get(kind=TransferKind.DONATE)
    assert (transfer.amount, transfer.target.region_id) == (30, COUNTY)
    assert "in the pool of Datian county" in client.get("/bank/given/2/").content.decode()


def test_what_is_set_aside_cannot_be_given():
    lin = personas.elder(minutes=40)
    mei = personas.proxy(lin)
    personas.order(mei, lin)
    login = personas.volunteer("林大伯")
    login.person = lin.person
    login.save()
    Kinship.objects.create(person=lin.person, relative=mei.person, relation=Relation.CHILD)
    page = signed_in(login).post(GIVE, {"step": "check", "to": mei.person_id, "minutes": 20})
    assert "Only 10 min are free." in str(page.context["form"].errors)


def test_whoever_gets_it_and_whoever_orders_for_them_are_told(guo):
    mother = mother_of(guo)
    proxy = personas.proxy(mother.elder, "陈小远")
    personas.proxy(mother.elder, "旁人", powers=(Power.ORDER,))  # may not look into the book
    client = signed_in(guo)
    _page, entries = checked(client, to=mother.id, quick=60, words="")
    client.post(GIVE, entries)
    event = Event.objects.get(name="timebank.minutes.given")
    _into_inboxes(event.sequence)
    assert [notice.recipient for notice in Notice.objects.filter(event=event)] == [proxy]
    inbox = signed_in(proxy).get("/inbox/").content.decode()
    assert "gave Huang Xiujin 1 h" in inbox
    assert reverse("bank:elder_book", args=[mother.elder.id]) in inbox


def test_given_pages_show_ones_own_gifts_only(guo):
    client = signed_in(guo)
    assert client.get("/bank/given/1/").status_code == 404  # a grant is no gift
    assert client.get("/bank/given/99/").status_code == 404
    assert client.get("/bank/given/99999999999999999999/").status_code == 404
