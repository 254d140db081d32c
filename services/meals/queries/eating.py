"""What an elder may and may not eat, by the dossier, and what of a dish goes against it."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.elders.fields import ALLERGENS, DIETS
from accounts.elders.models import Fact
from services.meals.enums import ClashKind
from services.meals.models import Dish

FIELDS = ("allergies", "diets", "diet")


@dataclass(frozen=True)
class Eating:
    """Codes of allergies and diets, and what else the elder must not eat, in words; ``as_of`` the newest of them."""

    allergies: tuple[str, ...] = ()
    diets: tuple[str, ...] = ()
    words: str = ""
    as_of: date | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.allergies or self.diets or self.words)

    @property
    def allergy_words(self) -> list[str]:
        return [str(ALLERGENS[code]) for code in self.allergies if code in ALLERGENS]

    @property
    def diet_words(self) -> list[str]:
        return [str(DIETS[code]) for code in self.diets if code in DIETS]


@dataclass(frozen=True)
class Clash:
    """One dish that does not go with one thing that is known. ``code`` is of ``elders.fields``."""

    kind: ClashKind
    code: str
    dish: Dish = field(compare=False)

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    @property
    def words(self) -> str:
        """``花生过敏：宫保鸡丁``."""
        if self.kind == ClashKind.ALLERGY:
            return _("%(dish)s: allergic to %(what)s") % {"dish": self.dish.name, "what": ALLERGENS[self.code]}
        return _("%(dish)s: not “%(what)s”") % {"dish": self.dish.name, "what": DIETS[self.code]}


def eating_of(elder_ids: Collection[UUID]) -> dict[UUID, Eating]:
    """Elder → what is known; everybody asked for is in it. One query."""
    found: dict[UUID, dict[str, object]] = {elder_id: {} for elder_id in elder_ids}
    rows = Fact.objects.filter(elder__in=list(elder_ids), field__in=FIELDS, superseded_at=None)
    days: dict[UUID, date] = {}
    for fact in (one for one in rows if one.value):
        found[fact.elder_id][fact.field] = json.loads(fact.value)
        days[fact.elder_id] = max(fact.as_of, days.get(fact.elder_id, fact.as_of))
    return {elder_id: _eating(values, days.get(elder_id)) for elder_id, values in found.items()}


def clashes_of(eating: Eating, dishes: Iterable[Dish]) -> list[Clash]:
    """Everything that does not go together, allergies first."""
    dishes = list(dishes)
    bad = [
        Clash(ClashKind.ALLERGY, code, dish) for dish in dishes for code in dish.allergens if code in eating.allergies
    ]
    unfit = [Clash(ClashKind.DIET, code, dish) for dish in dishes for code in eating.diets if code not in dish.diets]
    return [*bad, *unfit]


def _eating(values: dict[str, object], as_of: date | None) -> Eating:
    allergies, diets = values.get("allergies", []), values.get("diets", [])
    return Eating(
        tuple(allergies) if isinstance(allergies, list) else (),
        tuple(diets) if isinstance(diets, list) else (),
        str(values.get("diet", "")),
        as_of,
    )
