"""Who by the dossier probably qualifies and is neither referred nor helped."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.elders.models import Elder
from accounts.elders.queries.lists import in_registry
from accounts.policies.queries import applied
from accounts.policies.referral_rules import AGAIN_AFTER
from services.referrals.enums import State
from services.referrals.kinds import ABSENT
from services.referrals.models import Referral

COUNTY_DIGITS = 6


def absent(codes: Iterable[str], name: str, *, on: date) -> QuerySet[Elder]:
    """Elders of these subtrees on the list ``name``, village by village: the rules flag them, nothing of its kind is
    open for them, and no office has refused it of late. Raises KeyError for no such list."""
    codes = list(codes)
    listed = ABSENT[name]
    days = applied(AGAIN_AFTER, region_code=min(codes, key=len, default="")[:COUNTY_DIGITS], on=on).value
    same = Referral.objects.filter(elder=OuterRef("pk"), kind=listed.kind)
    lately = same.filter(Q(is_open=True) | Q(state=State.REFUSED, answered_at__date__gt=on - timedelta(days=days)))
    elders = in_registry(codes).filter(~Exists(lately), flags__contains=[listed.code])
    return elders.select_related("person__home__parent").order_by("person__home", "id")


def absent_counts(codes: Iterable[str], *, on: date) -> dict[str, int]:
    """Name of the list → how many stand on it. A query for each list."""
    codes = list(codes)
    return {name: absent(codes, name, on=on).count() for name in ABSENT}


def by_village(codes: Iterable[str], name: str, *, on: date) -> list[tuple[str, str, int]]:
    """(code, name of the village, how many) of those villages that have any, most first. One query."""
    rows = absent(codes, name, on=on).order_by().values_list("person__home", "person__home__name")
    counted = Counter(rows)
    return sorted(((code, place, n) for (code, place), n in counted.items()), key=lambda one: (-one[2], one[0]))


def waiting(codes: Iterable[str], name: str) -> int:
    """How many of the flagged have been referred and wait for the answer."""
    same = Referral.objects.filter(elder=OuterRef("pk"), kind=ABSENT[name].kind, is_open=True)
    return in_registry(codes).filter(Exists(same), flags__contains=[name]).count()
