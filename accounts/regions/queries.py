"""Reads of the division tree."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.regions.models import Region


def children(code: str = "") -> QuerySet[Region]:
    """Divisions directly below ``code``; without one, the topmost that were loaded."""
    if code:
        return Region.objects.filter(parent=code)
    return Region.objects.filter(parent__isnull=True)


def path(code: str) -> list[Region]:
    """The division and everything above it, topmost first; empty when unknown."""
    prefixes = [code[:length] for length in (2, 4, 6, 9, 12) if len(code) >= length]
    return list(Region.objects.filter(code__in=prefixes).order_by("code"))


def full_name(region: Region, *, above: int = 6) -> str:
    """Name with its parents below the county, the Chinese way: 均溪镇白岩村."""
    return "".join(r.name for r in path(region.code) if len(r.code) > above) or region.name


def search(text: str, *, within: str = "", limit: int = 20) -> list[Region]:
    """Divisions by name, pinyin or initials (``jx``, ``junxi``, ``均溪``), shorter codes first."""
    text = text.strip().lower().replace(" ", "")
    if not text:
        return []
    match = Q(name__contains=text) | Q(pinyin__startswith=text) | Q(initials__startswith=text)
    found = Region.objects.filter(match, code__startswith=within).select_related("parent")
    return sorted(found[: limit * 3], key=lambda region: (len(region.code), region.code))[:limit]


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Code → name of these divisions, in one query."""
    return dict(Region.objects.filter(code__in=list(codes)).values_list("code", "name"))


def within(codes: Iterable[str]) -> QuerySet[Region]:
    """These divisions and everything below them, by code."""
    inside = Q(pk__in=[])
    for code in codes:
        inside |= Q(code__startswith=code)
    return Region.objects.filter(inside).order_by("code")


def village_committee(division: str) -> str:
    """The village committee by the division's name, which often names it already: 白岩村 → 白岩村民委员会."""
    if division.endswith("委会"):
        return division
    return f"{division.removesuffix('村')}村民委员会"
