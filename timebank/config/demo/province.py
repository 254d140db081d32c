"""A whole province beside the demo's county: the counties of Ningxia with their real villages and invented people.

A million elders, a hundred thousand who serve, ten million orders of the last year and the minutes they moved. Python
enters the people of a county while the database writes the year of the one before.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import connection
from django.utils import timezone

from accounts.organisations.enums import PAID_KINDS
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.regions.actions.import_regions import import_regions
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.catalogue.actions.load_items import load_items
from timebank.config.demo.county_people import employ
from timebank.config.demo.county_year import TABLES
from timebank.config.demo.crowd import settle
from timebank.config.demo.province_year import CountyYear
from timebank.ledger.actions.open_account import open_account, open_person_accounts
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.enums import AccountKind, Unit

REGIONS = Path(__file__).parent / "regions-ningxia-64.csv"
PROVINCE = "64"
A_YEAR_EACH = 10.35  # orders of an elder
ACCOUNTS_AT_ONCE = 10_000
WRITERS = 2  # counties whose year is written at the same time


@dataclass(frozen=True)
class Scale:
    """How much comes to the province: elders, those who serve, orders of an elder in the year."""

    elders: int = 950_000
    volunteers: int = 95_000
    organisations: int = 1_100
    orders_each: float = A_YEAR_EACH


def spread(
    *, now: datetime, seed: int, say: Callable[[str], None], scale: Scale | None = None, within: str = PROVINCE
) -> int:
    """Fill the counties of the province, or of a part of it, up to ``scale``; return how many orders came.

    County by county, a county's orders in blocks of their own transactions: interrupted, the next run goes on.
    """
    scale = scale or Scale()
    import_regions(file=REGIONS)
    province = Region.objects.get(code=PROVINCE)
    load_items(by=None, at=now, region=province, starts_on=date(timezone.localdate(now).year - 1, 1, 1))
    counties = list(Region.objects.filter(level=Level.COUNTY, code__startswith=within).order_by("code"))
    came, at_work = 0, list[Future[int]]()
    with ThreadPoolExecutor(WRITERS) as writers:
        for number, county in enumerate(counties):
            _people(county, _share(scale, number, len(counties)), now=now, seed=seed + number, say=say)
            year = CountyYear(
                county.code,
                prefix_of(county.code),
                now=now,
                seed=seed + number,
                orders_each=scale.orders_each,
            )
            at_work.append(writers.submit(_apart, year))
        for county, done in zip(counties, at_work, strict=True):
            came += done.result()
            say(f"  {came:,} orders, {county.name} done")
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLES}, ledger_account, people_person, people_user, elders_elder")
    say("Sealing the books of the year …")
    seal_checkpoint(at=now)
    return came


def _apart(year: CountyYear) -> int:
    """In a thread of its own, so with a connection of its own."""
    try:
        return year.write()
    finally:
        connection.close()


def _share(scale: Scale, number: int, counties: int) -> Scale:
    def part(whole: int) -> int:
        return whole * (number + 1) // counties - whole * number // counties

    return Scale(part(scale.elders), part(scale.volunteers), part(scale.organisations), scale.orders_each)


def _people(county: Region, share: Scale, *, now: datetime, seed: int, say: Callable[[str], None]) -> None:
    """The elders of a county, those who serve them, and everybody's passbook."""
    settle(share.elders, now=now, seed=seed, say=lambda line: None, within=county.code)
    prefix = prefix_of(county.code)
    employ(
        now=now,
        seed=seed,
        volunteers=share.volunteers,
        organisations=share.organisations,
        within=county.code,
        prefix=prefix,
    )
    people = list(Person.objects.filter(home__code__startswith=county.code).values_list("id", flat=True))
    for start in range(0, len(people), ACCOUNTS_AT_ONCE):
        open_person_accounts(unit=Unit.MINUTE, person_ids=people[start : start + ACCOUNTS_AT_ONCE])
    for body in Organisation.objects.filter(region__code__startswith=county.code, kind__in=PAID_KINDS):
        open_account(unit=Unit.MINUTE, kind=AccountKind.ORGANISATION, organisation=body)
    say(f"  {county.name}: {share.elders:,} elders, {share.volunteers:,} volunteers")


def prefix_of(county_code: str) -> str:
    """How user names of a county's crowd begin."""
    return f"province-{county_code}-"
