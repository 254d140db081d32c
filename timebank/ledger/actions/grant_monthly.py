"""The month's free minutes for elders with priority."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accounts.elders.models import Elder
from accounts.policies.queries import Rulebook, rulebooks
from accounts.policies.rules import BALANCE_CEILING, GRANT_AGE, GRANT_MONTHLY, GRANT_SOURCE
from accounts.regions.endings import is_running
from timebank.ledger.actions.open_account import open_person_accounts, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Account, Transfer

BATCH = 10_000
RULES = (GRANT_MONTHLY, GRANT_AGE, GRANT_SOURCE)


def grant_monthly(*, at: datetime, progress: Callable[[int], None] = lambda _done: None) -> int:
    """Grant every elder with priority the minutes of the month of ``at``; return how many postings were new.

    Priority: ``grant.age`` or older, or living alone. Once a person and month, so it may run again. From a pool that
    holds too little everybody gets the same smaller share. A ceiling is kept.
    """
    month = timezone.localdate(at).replace(day=1)
    elders = list(Elder.objects.filter(left_on=None).select_related("person").order_by("person__home", "id"))
    books = rulebooks({elder.person.home_id for elder in elders}, (*RULES, BALANCE_CEILING))
    by_county: defaultdict[str, list[tuple[Elder, Rulebook]]] = defaultdict(list)
    for elder in elders:
        book = books.at(elder.person.home_id, month)
        if has_priority(elder, book, on=month):
            by_county[elder.person.home_id[:6]].append((elder, book))
    posted = 0
    for county, chosen in by_county.items():
        if not is_running(county, at=at):
            continue
        for start in range(0, len(chosen), BATCH):
            posted += _grant(county, chosen[start : start + BATCH], month, at)
            progress(posted)
    return posted


def has_priority(elder: Elder, book: Rulebook, *, on: date) -> bool:
    """Whether the rules of the elder's home grant free minutes in the month that begins on that day."""
    if not book[GRANT_MONTHLY].value:
        return False
    age = elder.person.age_on(on)
    return elder.lives_alone or (age is not None and age >= book[GRANT_AGE].value)


def _grant(county: str, chosen: list[tuple[Elder, Rulebook]], month: date, at: datetime) -> int:
    with transaction.atomic():
        accounts = open_person_accounts(unit=Unit.MINUTE, person_ids=[elder.person_id for elder, _book in chosen])
        pool = open_region_account(unit=Unit.MINUTE, kind=AccountKind.POOL, region_code=county)
        issuance = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=county)
        ids = [pool.id, issuance.id, *(account.id for account in accounts.values())]
        locked = {a.id: a for a in Account.objects.filter(id__in=ids).order_by("id").select_for_update(no_key=True)}
        wanted = [
            (elder, book, locked[accounts[elder.person_id].id], book[GRANT_SOURCE].value == "POOL")
            for elder, book in chosen
            if locked[accounts[elder.person_id].id].closed_at is None
        ]
        share = _share_of_pool(locked[pool.id], [book for _elder, book, _account, from_pool in wanted if from_pool])
        postings = []
        for elder, book, account, from_pool in wanted:
            amount = min(_within_ceiling(account, book), share if from_pool else book[GRANT_MONTHLY].value)
            if amount > 0:
                postings.append(
                    Posting(
                        key=f"grant:{month:%Y-%m}:{elder.person_id}",
                        kind=TransferKind.GRANT,
                        source_id=pool.id if from_pool else issuance.id,
                        target_id=account.id,
                        amount=amount,
                        happened_at=at,
                        memo={"because": "monthly", "month": f"{month:%Y-%m}"},
                        rule=book.citing(RULES),
                    )
                )
        return post_batch(postings=_new(postings), by=None)


def _new(postings: list[Posting]) -> list[Posting]:
    """Without those of this month's earlier runs, whose amount may have been another."""
    known = set(Transfer.objects.filter(key__in=[p.key for p in postings]).values_list("key", flat=True))
    return [posting for posting in postings if posting.key not in known]


def _within_ceiling(account: Account, book: Rulebook) -> int:
    ceiling, wanted = book[BALANCE_CEILING].value, book[GRANT_MONTHLY].value
    return int(wanted if ceiling is None else min(wanted, max(0, ceiling - account.balance)))


def _share_of_pool(pool: Account, books: Iterable[Rulebook]) -> int:
    """What each may have of the pool: the rule's minutes, or an equal share of what is there."""
    wishes = [int(book[GRANT_MONTHLY].value) for book in books]
    if not wishes:
        return 0
    return max(wishes) if sum(wishes) <= pool.available else max(0, pool.available) // len(wishes)
