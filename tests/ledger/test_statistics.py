"""Every figure about minutes ties to the books, also after corrections (FIELD: 20 h here, 48 h there)."""

import json
from datetime import timedelta

import pytest
from django.db.models import Q, Sum
from django.test import Client
from django.utils import timezone

from accounts.access.enums import Role
from accounts.people.models import User
from frontend.public.figures import figures_now
from services.orders.models import Assignment
from services.orders.queries.figures import hours_by_member
from tests import personas
from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.actions.reversing import close_request, open_request
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.enums import AccountKind, TransferKind
from timebank.ledger.models import Account, Entry
from timebank.ledger.queries import earned_between, served_by_region, served_totals, trial_balance
from timebank.ledger.queries.checkpoints import day_figures

EVER = (NOW - timedelta(days=4000), NOW + timedelta(days=4000))
ALL_DAYS = tuple(moment.date() for moment in EVER)


def earn(elder_book, volunteer_book, amount, key):
    return post_transfer(
        key=key,
        kind=TransferKind.EARN,
        source=elder_book,
        target=volunteer_book,
        amount=amount,
        happened_at=NOW,
        by=None,
    )


@pytest.mark.django_db
def test_a_corrected_service_counts_once_and_right():
    lin, guo = account("林细妹", 300), account("郑国忠")
    wrong = earn(lin, guo, 66, "wrong")
    earn(lin, guo, 30, "right")
    asks, decides = (personas.user(name, Role.COUNTY_OFFICIAL, region=personas.COUNTY) for name in ("甲", "乙"))
    request = open_request(transfer=wrong, by=asks, at=NOW, reason="多记了", repost_amount=51)
    close_request(request=request, by=decides, at=NOW, approve=True)
    assert earned_between(guo.person_id, *EVER) == 81
    assert served_totals([personas.COUNTY], *ALL_DAYS) == {"minutes": 81, "services": 2}
    assert served_by_region(personas.COUNTY, *ALL_DAYS, digits=12) == {personas.VILLAGE: 81}
    guo.refresh_from_db()
    assert guo.balance == 81


@pytest.mark.django_db
def test_the_trial_balance_the_checkpoint_and_the_notice_board_say_the_same():
    lin, fan = account("林细妹", 300), account("范阿土", village=personas.OTHER_VILLAGE)
    post(lin, fan, 40, "a")
    sealed = seal_checkpoint(at=NOW)
    assert json.loads(sealed.body)["balances"]["MINUTE"] == trial_balance() == {"ISSUANCE": -300, "PERSON": 300}
    assert sum(trial_balance().values()) == 0
    county = day_figures(sealed, personas.COUNTY)
    assert (county.postings, county.came, county.went, county.total) == (2, 340, 40, 300)
    assert day_figures(sealed, personas.VILLAGE).total == 260
    post(lin, fan, 10, "after the seal")
    assert day_figures(sealed, personas.VILLAGE).total == 260


def test_the_pages_of_the_demo_tie_to_the_books(seeded_db):
    """Every sum shown to the public, the county and an organisation, against the entries themselves."""
    people = Entry.objects.filter(account__kind=AccountKind.PERSON, account__unit="MINUTE")
    balances = trial_balance()
    assert sum(balances.values()) == 0
    assert balances["PERSON"] == people.aggregate(total=Sum("amount"))["total"]

    standing = Q(transfer__kind=TransferKind.EARN, transfer__reversal=None, amount__gt=0)
    earned = people.filter(standing).aggregate(total=Sum("amount"))["total"]
    assert served_totals([""], *ALL_DAYS)["minutes"] == earned
    assert sum(served_by_region(personas.COUNTY, *ALL_DAYS, digits=9).values()) == earned

    seats = Assignment.objects.filter(status="CONFIRMED", organisation__kind__in=["SOCIAL_WORK", "VOLUNTEER_TEAM"])
    (organisation,) = {seat.organisation_id for seat in seats}
    rows = hours_by_member(organisation, *EVER)
    booked = people.filter(standing, transfer__reference_id__in=[seat.id for seat in seats])
    assert sum(row["credited"] for row in rows) == booked.aggregate(total=Sum("amount"))["total"] > 0

    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    today = people.filter(standing, transfer__happened_at__gte=midnight).aggregate(total=Sum("amount", default=0))
    assert figures_now().minutes_today == today["total"]


def test_a_passbook_page_shows_the_balance_of_the_books(seeded_db):
    reader = User.objects.get(username="volunteer")
    client = Client()
    client.force_login(reader, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/bank/", headers={"accept-language": "en"})
    book = Account.objects.get(person=reader.person, unit="MINUTE")
    assert page.context["balance"] == book.balance == sum(book.entries.values_list("amount", flat=True))
    months = page.context["calendar"].rows
    assert sum(month["came"] - month["went"] for month in months) == book.balance
