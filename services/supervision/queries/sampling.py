"""Drawing elders so that anybody who knows the seed draws the same, and nobody can choose."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db.models import Q

from accounts.elders.models import Elder


def drawn(villages: Iterable[str], *, each: int, seed: str, on: date) -> list[tuple[str, UUID]]:
    """``each`` elders of every village who stand in the registry: (village, elder), village by village. One query.

    The order within a village is that of SHA-256 over ``seed:elder id``, in hexadecimal; the first ones are drawn.
    """
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    rows = Elder.objects.filter(Q(left_on=None) | Q(left_on__gt=on), person__home__in=list(villages), merged_into=None)
    for elder_id, code in rows.values_list("id", "person__home_id"):
        found[str(code)].append(elder_id)
    return [
        (code, elder_id)
        for code in sorted(found)
        for elder_id in sorted(found[code], key=lambda one: sha256(f"{seed}:{one}".encode()).hexdigest())[:each]
    ]
