"""What a visit says about the dossier: proposals that whoever keeps the registry accepts with one tap."""

from services.visits.enums import Food, Mood, Safety
from services.visits.models import Finding, Visit

# Answer of the visit → field of the dossier, and what it would become.
SAYS: dict[tuple[str, str], tuple[str, object]] = {
    ("food", Food.NOTHING_THERE.value): ("lacks_care", True),
    ("mood", Mood.LONELY.value): ("lacks_comfort", True),
    ("mood", Mood.GOOD.value): ("lacks_comfort", False),
    ("safety", Safety.FIRE.value): ("fire_risk", "HIGH"),
    ("safety", Safety.PEOPLE.value): ("lacks_safety", True),
}


def propose_findings(visit: Visit) -> None:
    """One proposal for each answer that says something else than the dossier does."""
    in_force = dict(visit.elder.facts.filter(superseded_at=None).values_list("field", "value"))
    for name, value in (visit.answers or {}).items():
        if (name, value) not in SAYS:
            continue
        field, becomes = SAYS[name, value]
        if in_force.get(field) != _text(becomes):
            Finding.objects.create(visit=visit, elder_id=visit.elder_id, field=field, value=becomes)


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"'
