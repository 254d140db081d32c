"""What the registry knows of the elders that a few hundred rows speak of, read at once."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from accounts.elders.actions.record_facts import checked_value
from accounts.elders.models import Elder, Fact, Guardian, Supporter, VisitContact
from accounts.elders.queries.family import with_whereabouts


@dataclass
class Known:
    """An elder; field code → the fact in force, name → supporter, and the names of first visitor and guardian."""

    elder: Elder
    facts: dict[str, Fact] = field(default_factory=dict)
    supporters: dict[str, Supporter] = field(default_factory=dict)
    lead: str = ""
    guardian: str = ""

    def holds(self, code: str, said: Any, on: date) -> bool:
        """The dossier says the same already, and was told so on that day or later."""
        fact = self.facts.get(code)
        return fact is not None and fact.as_of >= on and fact.value == checked_value(code, said)


def known_of(ids: Sequence[UUID]) -> dict[UUID, Known]:
    """Elder → what is known. Six queries, whatever their number."""
    elders = Elder.objects.filter(id__in=ids).select_related("person__home")
    found = {elder.id: Known(elder) for elder in elders}
    for fact in Fact.objects.filter(elder__in=found, superseded_at=None):
        found[fact.elder_id].facts[fact.field] = fact
    supporters: defaultdict[UUID, dict[str, Supporter]] = defaultdict(dict)
    standing = Supporter.objects.filter(elder__in=found, ended_on=None).order_by("added_at", "id")
    for one in with_whereabouts(standing):
        supporters[one.elder_id][one.name] = one
    for key, by_name in supporters.items():
        found[key].supporters = by_name
    for contact in VisitContact.objects.filter(elder__in=found, until=None, lead=True):
        found[contact.elder_id].lead = contact.name
    for guardian in Guardian.objects.filter(elder__in=found, until=None):
        found[guardian.elder_id].guardian = guardian.name
    return found
