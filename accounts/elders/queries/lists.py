"""Lists of elders by what the rules found, and how many stand on each."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F, Func, Q, QuerySet

from accounts.elders.enums import Tier
from accounts.elders.models import Elder
from accounts.elders.rules.flags import FLAGS

LEFT_BEHIND, NOT_KNOWN = "left_behind", "not_known"
TIERS = {f"tier_{tier.lower()}": tier for tier in Tier}


def in_registry(codes: Iterable[str]) -> QuerySet[Elder]:
    """Elders of these region subtrees who have not left the registry."""
    reach = Q(pk__in=[])
    for code in codes:
        reach |= Q(person__home__code__startswith=code)
    return Elder.objects.filter(reach, left_on=None)


def counts(codes: Iterable[str]) -> Counter[str]:
    """How many elders stand on each list: the codes of FLAGS, of TIERS, LEFT_BEHIND and NOT_KNOWN. Two queries."""
    elders = in_registry(codes)
    found: Counter[str] = Counter()
    unnested = elders.annotate(flag=Func(F("flags"), function="unnest")).values_list("flag")
    found.update(dict(unnested.annotate(n=Count("id")).order_by()))
    kinds = {"all": Q(), LEFT_BEHIND: Q(left_behind=True), NOT_KNOWN: Q(left_behind=None)}
    kinds |= {name: Q(tier=tier) for name, tier in TIERS.items()}
    totals = elders.aggregate(**{f"n_{name}": Count("id", filter=condition) for name, condition in kinds.items()})
    found.update({name: totals[f"n_{name}"] for name in kinds})
    return found


def on_list(codes: Iterable[str], name: str) -> QuerySet[Elder]:
    """The elders of one list, the most endangered first, then village by village. Raises KeyError for no such list."""
    elders = in_registry(codes)
    if name == LEFT_BEHIND:
        elders = elders.filter(left_behind=True)
    elif name == NOT_KNOWN:
        elders = elders.filter(left_behind=None)
    elif name in TIERS:
        elders = elders.filter(tier=TIERS[name])
    else:
        elders = elders.filter(flags__contains=[FLAGS[name].code])
    return elders.select_related("person__home").order_by("person__home", "id")
