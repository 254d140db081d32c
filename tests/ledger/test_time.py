"""Minutes are exact and birthdays stay where they are, also around summer time (VERIFICATION 12)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.people.models import Person
from services.orders.matching import round_minutes
from tests import personas
from tests.ledger.books import account
from tests.sizes import sized
from timebank.ledger.actions.post_transfer import post_transfer
from timebank.ledger.canon import moment, transfer_digest
from timebank.ledger.enums import TransferKind
from timebank.ledger.models import Transfer
from timebank.ledger.queries import months_of
from timebank.ledger.statement import facts_of

SHANGHAI = ZoneInfo("Asia/Shanghai")
# Around every change of the clock that Shanghai had: 1940, 1941, 1986 to 1991; around months and midnights.
EDGES = [
    datetime.fromisoformat(text)
    for text in (
        "1940-06-01", "1940-10-13", "1986-05-04T02:00", "1986-09-14T02:00", "1991-04-14T02:00", "1991-09-15T02:00",
        "2024-02-29", "2026-12-31T23:59", "2026-03-01", "2056-11-22T23:59:59.999999",
    )
]  # fmt: skip
edges = st.sampled_from(EDGES)
around = st.timedeltas(timedelta(hours=-3), timedelta(hours=3))
SLOW = settings(max_examples=sized(60, 2000), deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.verifies(12)
@SLOW
@given(edge=edges, shift=around, worked=st.integers(0, 600))
def test_minutes_are_those_that_passed(edge, shift, worked):
    start = edge.replace(tzinfo=SHANGHAI).astimezone(UTC) + shift
    end = start + timedelta(minutes=worked)
    passed = end.astimezone(SHANGHAI).astimezone(UTC) - start.astimezone(SHANGHAI).astimezone(UTC)
    assert round_minutes(passed, step=1) == worked


@pytest.mark.verifies(12)
@SLOW
@given(born=st.one_of(edges.map(lambda edge: edge.date()), st.dates(date(1900, 1, 1), date(2026, 1, 1))))
def test_birthdays_are_dates(db, born):
    person = personas.person("林细妹", born=born)
    assert Person.objects.get(id=person.id).birth_on == born


@pytest.mark.verifies(12)
@SLOW
@given(edge=edges, shift=around)
def test_a_posting_keeps_its_moment_and_its_month(db, edge, shift):
    at = edge.replace(tzinfo=SHANGHAI).astimezone(UTC) + shift
    lin, fan = account("林细妹", 10), account("范阿土")
    post_transfer(key=str(fan.id), kind=TransferKind.GIFT, source=lin, target=fan, amount=1, happened_at=at, by=None)
    stored = Transfer.objects.get(key=str(fan.id))
    assert stored.happened_at == at
    assert transfer_digest(facts_of(stored)) == bytes(stored.digest)
    (month,) = months_of(fan.person_id)
    local = timezone.localtime(at)
    assert (month["month"].year, month["month"].month) == (local.year, local.month)


def test_moments_are_told_in_utc():
    assert moment(datetime(1986, 5, 4, 3, tzinfo=SHANGHAI)) == "1986-05-03T18:00:00.000000Z"
