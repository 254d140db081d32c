"""What is bought from whom, at which price, on a day."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from accounts.organisations.models import Contract, ContractPrice

Key = tuple[UUID, str, str, date]  # organisation, item, where it is done, when


def contract_price(organisation_id: UUID, item_code: str, *, region_code: str, on: date) -> ContractPrice | None:
    """The price of the nearest contract that covers the place on that day: the village's before the county's."""
    key = (organisation_id, item_code, region_code, on)
    return contract_prices([key])[key]


def contract_prices(keys: Iterable[Key]) -> dict[Key, ContractPrice | None]:
    """``contract_price`` for many at once, with their contracts. One query."""
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return {}
    days = [on for *_rest, on in wanted]
    rows = ContractPrice.objects.filter(
        organisation__in={organisation for organisation, *_rest in wanted},
        item_code__in={item for _organisation, item, *_rest in wanted},
        region__in={code[:length] for _o, _i, code, _on in wanted for length in (2, 4, 6, 9, 12)},
        valid__overlap=(min(days), None),
    ).select_related("contract")
    found: dict[tuple[UUID, str], list[ContractPrice]] = {}
    for row in rows:
        found.setdefault((row.organisation_id, row.item_code), []).append(row)
    return {key: _nearest(found.get(key[:2], []), key[2], key[3]) for key in wanted}


def _nearest(prices: Collection[ContractPrice], code: str, on: date) -> ContractPrice | None:
    covering = [one for one in prices if code.startswith(one.region_id) and on in one.valid]
    return max(covering, key=lambda one: len(one.region_id), default=None)


def contracts_of(organisation_id: UUID) -> QuerySet[Contract]:
    """Its contracts with their prices, the newest first."""
    prices = Prefetch("prices", ContractPrice.objects.order_by("item_code"))
    return (
        Contract.objects.filter(organisation=organisation_id)
        .select_related("region")
        .prefetch_related(prices)
        .order_by("-signed_on", "-id")
    )


def contracts_within(codes: Iterable[str]) -> QuerySet[Contract]:
    """What these territories and those below them have bought, the newest first."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(region__code__startswith=code)
    return (
        Contract.objects.filter(inside)
        .select_related("region", "organisation")
        .prefetch_related("prices")
        .order_by("-signed_on", "-id")
    )
