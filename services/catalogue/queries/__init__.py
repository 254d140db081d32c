"""What can be ordered, here and on that day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, QuerySet, Value, When

from accounts.policies.queries import applied
from accounts.policies.rules import EARN_COEFFICIENT
from services.catalogue.models import Category, ItemVersion


def menu(*, region_code: str, on: date) -> QuerySet[ItemVersion]:
    """Versions offered to somebody living in the region on a day, in the order of the service list.

    Where a county and a township in it both offer an item, the nearest wins. Each comes with the
    ``category_percent`` that the policy gives its kind of service there and then.
    """
    worth = applied(EARN_COEFFICIENT, region_code=region_code, on=on).value
    ancestors = [region_code[:length] for length in (2, 4, 6, 9, 12) if len(region_code) >= length]
    nearest = (
        ItemVersion.objects.filter(region__in=ancestors, valid__contains=on)
        .order_by("item", "-region")  # codes are prefixes of each other: the longest sorts last
        .distinct("item")
    )
    return (
        ItemVersion.objects.filter(id__in=nearest.values("id"))
        .select_related("item__category")
        .annotate(
            policy_percent=Case(
                *(When(item__category=code, then=Value(per_cent)) for code, per_cent in worth.items()),
                default=Value(100),
                output_field=IntegerField(),
            )
        )
        .order_by("item__category__position", "item__position", "item__code")
    )


def offered(codes: Iterable[str], *, region_code: str, on: date) -> list[ItemVersion]:
    """What is offered there and then of these item codes, in the order of the codes."""
    order = {code: place for place, code in enumerate(codes)}
    found = menu(region_code=region_code, on=on).filter(item__code__in=order) if order else ()
    return sorted(found, key=lambda version: order[version.item.code])


def versions_of(item_ids: Iterable[UUID], *, region_code: str, on: date) -> dict[UUID, ItemVersion]:
    """Item id → the version that holds; items not offered there and then are left out."""
    found = menu(region_code=region_code, on=on).filter(item__in=list(item_ids))
    return {version.item_id: version for version in found}


def categories() -> QuerySet[Category]:
    return Category.objects.order_by("position")


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code → name, of classes and of items as they are called last; in the order of the service list. Two queries."""
    wanted = set(codes)
    if not wanted:
        return {}
    found = {one.code: one.name for one in categories() if one.code in wanted}
    versions = ItemVersion.objects.filter(item__code__in=wanted).select_related("item")
    for version in versions.order_by("item__category__position", "item__position", "valid"):
        found[version.item.code] = version.name
    return found


def history(item_id: UUID) -> QuerySet[ItemVersion]:
    """Every version of an item, newest first."""
    return ItemVersion.objects.filter(item=item_id).select_related("item__category", "region").order_by("-id")
