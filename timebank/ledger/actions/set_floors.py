"""How far below zero an elder's passbook may go, as the rules of the day say."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.policies.queries import rulebooks
from accounts.policies.rules import SPEND_OVERDRAFT
from timebank.ledger.enums import AccountKind, Unit
from timebank.ledger.models import Account


def set_floors(*, at: datetime) -> int:
    """Bring the floor of every person's minute account to the rule of the day; return how many changed.

    Elders may go below zero by ``spend.overdraft`` of their home, everybody else not. An account that stands below
    its new floor keeps the old one until it has come up.
    """
    today = timezone.localdate(at)
    homes = list(Elder.objects.values_list("person_id", "person__home_id"))
    books = rulebooks({home for _person, home in homes}, [SPEND_OVERDRAFT])
    allowed: defaultdict[int, list[UUID]] = defaultdict(list)
    for person_id, home in homes:
        overdraft = int(books.at(home, today)[SPEND_OVERDRAFT].value)
        if overdraft:
            allowed[-overdraft].append(person_id)
    persons = Account.objects.filter(unit=Unit.MINUTE, kind=AccountKind.PERSON)
    with_overdraft = [person_id for people in allowed.values() for person_id in people]
    changed = persons.filter(floor__lt=0, balance__gte=F("held")).exclude(person__in=with_overdraft).update(floor=0)
    for floor, people in allowed.items():
        stands = Q(balance__gte=F("held") + floor)
        changed += persons.filter(stands, person__in=people).exclude(floor=floor).update(floor=floor)
    return changed
