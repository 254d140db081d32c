"""What a draft would have made of gifts and of the monthly grants; for the simulation."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from accounts.elders.models import Elder
from accounts.people.models import Person
from accounts.people.queries import kin_of
from accounts.policies.queries import Rulebook, Rulebooks
from accounts.policies.rules import GIFT_MONTHLY_LIMIT, GIFT_TO, GRANT_MONTHLY
from services.orders.queries.finished import midnight
from timebank.ledger.actions.grant_monthly import has_priority
from timebank.ledger.queries.history import Posted, gifts_between

BATCH = 2000


@dataclass(frozen=True)
class Gifts:
    """Gifts that were made, and those among them that the draft would not have let through, in minutes."""

    number: int = 0
    minutes: int = 0
    refused: int = 0
    refused_minutes: int = 0


@dataclass(frozen=True)
class Grants:
    """What the rules grant to the elders of today over the whole months of the period, in minutes."""

    elders_before: int = 0
    elders_after: int = 0
    before: int = 0
    after: int = 0


def replay_gifts(draft: Rulebooks, region_code: str, since: date, until: date) -> Gifts:
    """Ask every gift of the period of the draft: to whom, and how much in the month so far."""
    given: Counter[tuple[UUID, int, int]] = Counter()
    number = minutes = refused = refused_minutes = 0
    for posted, home, related in _gifts(region_code, since, until):
        if posted.giver_id is None or posted.reversed:
            continue
        day = timezone.localdate(posted.happened_at)
        month = (posted.giver_id, day.year, day.month)
        number, minutes = number + 1, minutes + posted.amount
        if gift_passes(draft.at(home, day), related=related, already=given[month], amount=posted.amount):
            given[month] += posted.amount
        else:
            refused, refused_minutes = refused + 1, refused_minutes + posted.amount
    return Gifts(number, minutes, refused, refused_minutes)


def gift_passes(book: Rulebook, *, related: bool, already: int, amount: int) -> bool:
    """Whether the rules let a gift through that follows ``already`` minutes given in the same month."""
    to, limit = book[GIFT_TO].value, book[GIFT_MONTHLY_LIMIT].value
    if to == "NOBODY" or (to == "KIN" and not related):
        return False
    return limit is None or already + amount <= limit


def replay_grants(present: Rulebooks, draft: Rulebooks, region_code: str, since: date, until: date) -> Grants:
    """Count the monthly grants of the first days of months in the period, with the elders as they are registered now.

    What a pool could not pay and what a ceiling cut off is not looked at.
    """
    months = list(_firsts(since, until))
    elders = Elder.objects.filter(person__home__code__startswith=region_code).select_related("person")
    before = after = 0
    granted_before, granted_after = set(), set()
    for elder in elders.iterator(chunk_size=BATCH):
        for month in months:
            if timezone.localdate(elder.registered_at) > month:
                continue
            now, then = present.at(elder.person.home_id, month), draft.at(elder.person.home_id, month)
            if has_priority(elder, now, on=month):
                before += now[GRANT_MONTHLY].value
                granted_before.add(elder.id)
            if has_priority(elder, then, on=month):
                after += then[GRANT_MONTHLY].value
                granted_after.add(elder.id)
    return Grants(len(granted_before), len(granted_after), before, after)


def _gifts(region_code: str, since: date, until: date) -> Iterator[tuple[Posted, str, bool]]:
    """Gifts with the giver's home and whether the two are related, two queries a batch."""
    batch: list[Posted] = []
    for posted in gifts_between(region_code, midnight(since), midnight(until + timedelta(days=1))):
        batch.append(posted)
        if len(batch) == BATCH:
            yield from _with_kin(batch)
            batch = []
    yield from _with_kin(batch)


def _with_kin(batch: list[Posted]) -> Iterator[tuple[Posted, str, bool]]:
    givers = {posted.giver_id for posted in batch if posted.giver_id}
    homes = dict(Person.objects.filter(id__in=givers).values_list("id", "home_id"))
    kin = kin_of(givers)
    for posted in batch:
        if posted.giver_id:
            known = kin[posted.giver_id]
            related = posted.receiver_id in known.direct or posted.receiver_id in known.others
            yield posted, homes[posted.giver_id], related


def _firsts(since: date, until: date) -> Iterator[date]:
    """The first days of months from ``since`` to ``until``."""
    day = since if since.day == 1 else (since.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= until:
        yield day
        day = (day + timedelta(days=32)).replace(day=1)
