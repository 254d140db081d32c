"""What an answer of a visit asks for: the thing on the menu that would help most. Pure; a suggestion, one tap away."""

from collections.abc import Mapping

from services.visits.enums import Food, Health, Mood, Safety

# Answer of the visit → code of the item in services/catalogue/data/items.toml.
WANTS: dict[tuple[str, str], str] = {
    ("health", Health.ILL.value): "escort",
    ("health", Health.WEAKER.value): "checkup",
    ("food", Food.NOTHING_THERE.value): "errand",
    ("food", Food.LITTLE.value): "lunch",
    ("mood", Mood.TROUBLED.value): "comfort",
    ("mood", Mood.LONELY.value): "company",
    ("safety", Safety.FIRE.value): "safety",
    ("safety", Safety.HOUSE.value): "repair",
    ("safety", Safety.PEOPLE.value): "fraud",
}


def wanted(answers: Mapping[str, str] | None) -> list[str]:
    """Codes of items, in the order of the questions; empty when all is well."""
    said = answers or {}
    return [code for (name, value), code in WANTS.items() if said.get(name) == value]
