"""What is missing in many dossiers at once."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from accounts.elders.fields import FIELDS
from accounts.elders.models import Elder, Fact, Guardian, Supporter, VisitContact
from accounts.elders.queries.dossier import Completeness, Lack, completeness
from accounts.elders.queries.family import with_whereabouts


def missing_of(elders: Iterable[Elder], *, on: date) -> dict[UUID, list[Lack]]:
    """Elder → what the dossier does not know. Five queries whatever their number; needs ``person``."""
    return {key: found.missing for key, found in completeness_of(elders, on=on).items()}


def completeness_of(elders: Iterable[Elder], *, on: date) -> dict[UUID, Completeness]:
    """Elder → how whole the dossier is (without what was checked as it stands). Five queries; needs ``person``."""
    by_id = {elder.id: elder for elder in elders}
    facts: defaultdict[Any, dict[str, Fact]] = defaultdict(dict)
    for fact in Fact.objects.filter(elder__in=by_id, superseded_at=None, field__in=list(FIELDS)):
        if fact.value:
            facts[fact.elder_id][fact.field] = fact
    supporters: defaultdict[Any, list[Supporter]] = defaultdict(list)
    for one in with_whereabouts(Supporter.objects.filter(elder__in=by_id, ended_on=None)).order_by("added_at", "id"):
        supporters[one.elder_id].append(one)
    guardians = {one.elder_id: one for one in Guardian.objects.filter(elder__in=by_id, until=None)}
    contacts: defaultdict[Any, list[VisitContact]] = defaultdict(list)
    for contact in VisitContact.objects.filter(elder__in=by_id, until=None):
        contacts[contact.elder_id].append(contact)
    return {
        key: completeness(elder, facts[key], supporters[key], guardians.get(key), contacts[key], on)
        for key, elder in by_id.items()
    }
