"""What the rules of eligibility look at, for many elders at once."""

import json
from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from accounts.elders.models import Elder, Fact
from timebank.subsidies.enums import RuleKind
from timebank.subsidies.models import Edition
from timebank.subsidies.rules import Profile

DERIVE = ("categories", "poverty", "disability", "lives_with")
MANY = 5_000


def fields_of(edition: Edition) -> tuple[str, ...]:
    """The fields of the dossier that an edition's rules ask for. Needs ``rules`` and ``tiers``."""
    rules = list(edition.rules.all())
    wanted = [rule.field for rule in rules if rule.kind == RuleKind.FACT]
    by_category = any(rule.kind == RuleKind.CATEGORY for rule in rules) or any(t.category for t in edition.tiers.all())
    return tuple(sorted({*wanted, *(DERIVE if by_category else ())}))


def profiles(elders: QuerySet[Elder], fields: Collection[str]) -> dict[UUID, Profile]:
    """Elder id → profile. Two queries, the second only where an answer of the dossier is asked for."""
    rows = list(
        elders.values_list(
            "id", "person__birth_on", "person__home_id", "person__registered_id", "lives_alone", "left_behind"
        )
    )
    values: defaultdict[UUID, dict[str, Any]] = defaultdict(dict)
    if fields:
        ids = [row[0] for row in rows]
        for start in range(0, len(ids), MANY):
            facts = Fact.objects.filter(
                elder__in=ids[start : start + MANY], field__in=fields, superseded_at=None
            ).values_list("elder_id", "field", "value")
            for elder_id, name, value in facts:
                if value:
                    values[elder_id][name] = json.loads(value)
    return {key: Profile(born, home, reg or "", alone, left, values[key]) for key, born, home, reg, alone, left in rows}
