"""What a seal says of every place: counted once, right, and found again without summing the books."""

from collections import defaultdict
from datetime import date, timedelta
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access.enums import Role
from tests import personas
from tests.ledger.books import account, post
from tests.personas import NOW
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.actions.reversing import close_request, open_request
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Checkpoint, Entry, SealedPlace, ServedDay, Transfer
from timebank.ledger.queries import served_by_region, served_totals
from timebank.ledger.queries.checkpoints import SealedFigures, day_figures

pytestmark = pytest.mark.django_db
LENGTHS = (2, 4, 6, 9, 12)


def by_hand(checkpoint: Checkpoint) -> dict[str, SealedFigures]:
    """Of every place, from the lines themselves."""
    counted = defaultdict(lambda: [set(), 0, 0, 0])
    lines = Entry.objects.filter(id__lte=checkpoint.last_entry, account__kind="PERSON", account__unit="MINUTE")
    for key, transfer, amount, home in lines.values_list("id", "transfer", "amount", "account__person__home"):
        for length in LENGTHS:
            place = counted[home[:length]]
            place[3] += amount
            if key > checkpoint.after_entry:
                place[0].add(transfer)
                place[1] += max(0, amount)
                place[2] += max(0, -amount)
    return {code: SealedFigures(len(one), *rest) for code, (one, *rest) in counted.items()}


def test_seals_of_days_by_chance_say_what_the_lines_say():
    rng = Random(8)
    villages = [personas.VILLAGE, personas.OTHER_VILLAGE]
    books = [account(f"老人{n}", 300, village=rng.choice(villages)) for n in range(6)]
    expected = {}
    for day in range(5):
        for number in range(rng.randrange(4)):
            source, target = rng.sample(books, 2)
            source.refresh_from_db()
            post(source, target, rng.randint(1, 20), f"{day}:{number}")
        sealed = seal_checkpoint(at=NOW)
        expected[sealed] = by_hand(sealed)
    post(books[0], books[1], 5, "after the last seal")
    for sealed, places in expected.items():
        assert {code: day_figures(sealed, code) for code in places} == places


def test_a_quiet_night_repeats_what_is_saved_in_one_row_of_the_province():
    account("林细妹", 300)
    seal_checkpoint(at=NOW)
    quiet = seal_checkpoint(at=NOW)
    assert day_figures(quiet, personas.VILLAGE) == SealedFigures(0, 0, 0, 300)
    assert [row.region_code for row in quiet.places.all()] == ["35"]


def test_a_place_where_nobody_saves_has_nothing():
    account("林细妹", 300)
    assert day_figures(seal_checkpoint(at=NOW), personas.OTHER_VILLAGE) == SealedFigures(0, 0, 0, 0)


def test_a_seal_that_was_not_counted_is_counted_with_the_next(monkeypatch):
    """As after an upgrade from a release that kept no figures."""
    account("林细妹", 300)
    monkeypatch.setattr("timebank.ledger.actions.seal_checkpoint.count_sealed", lambda: 0)
    old = seal_checkpoint(at=NOW)
    assert day_figures(old, personas.VILLAGE) is None
    monkeypatch.undo()
    account("范阿土", 40)
    new = seal_checkpoint(at=NOW)
    assert day_figures(old, personas.VILLAGE) == SealedFigures(1, 300, 0, 300)
    assert day_figures(new, personas.VILLAGE) == SealedFigures(1, 40, 0, 340)


def test_whoever_looks_sums_no_books(client):
    personas.item()
    account("林细妹", 300)
    seal_checkpoint(at=NOW)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/checkpoints/1/?village={personas.VILLAGE}").context["figures"]
    assert not [query["sql"] for query in asked if "ledger_entry" in query["sql"]]


def test_minutes_served_are_the_same_before_and_after_each_seal():
    """Served, taken back, corrected, in two villages on three days, sealed now and then; some that nobody sealed."""
    rng = Random(9)
    elders = [account(f"老人{n}", 5000, village=[personas.VILLAGE, personas.OTHER_VILLAGE][n % 2]) for n in range(4)]
    guo = account("郑国忠")
    asks, decides = (personas.user(name, Role.COUNTY_OFFICIAL, region=personas.COUNTY) for name in ("甲", "乙"))
    services = []
    for number in range(40):
        served = post_transfer(
            key=f"s{number}", kind=TransferKind.EARN, source=rng.choice(elders), target=guo, amount=rng.randint(10, 60),
            happened_at=NOW - timedelta(days=rng.randrange(3)), by=None,
        )  # fmt: skip
        services.append(served)
        if number % 5 == 4:  # often one that was sealed already
            wrong = services.pop(rng.randrange(len(services)))
            request = open_request(transfer=wrong, by=asks, at=NOW, reason="多记了", repost_amount=rng.choice([0, 7]))
            close_request(request=request, by=decides, at=NOW, approve=True)
        if number % 9 == 0:
            seal_checkpoint(at=NOW)
        expected = standing()
        today = timezone.localdate(NOW)
        for back in range(3):
            day = today - timedelta(days=back)
            for village in (personas.VILLAGE, personas.OTHER_VILLAGE):
                amounts = expected[(village, day)]
                found = served_totals([village], day, day + timedelta(days=1))
                assert found == {"minutes": sum(amounts), "services": len(amounts)}
        whole = served_by_region(personas.COUNTY, today - timedelta(days=2), today + timedelta(days=1), 12)
        assert sum(whole.values()) == sum(sum(amounts) for amounts in expected.values())
    seal_checkpoint(at=NOW)
    request = open_request(transfer=services[0], by=asks, at=NOW, reason="没有来")
    close_request(request=request, by=decides, at=NOW, approve=True)
    seal_checkpoint(at=NOW)
    taken_back = ServedDay.objects.get(services__lt=0)
    assert taken_back.minutes == -services[0].amount


def standing() -> dict[tuple[str, date], list[int]]:
    """Village and day → minutes of each service that stands, from the postings themselves."""
    found = defaultdict(list)
    for served in Transfer.objects.filter(kind="EARN", reversal=None).select_related("source__person"):
        found[(served.source.person.home_id, timezone.localdate(served.happened_at))].append(served.amount)
    return found


def test_nobody_changes_what_was_counted():
    account("林细妹", 300)
    seal_checkpoint(at=NOW)
    with pytest.raises(Exception, match="append"):
        SealedPlace.objects.update(total=1)
