"""What the inbox says of associations: somebody came home worried, or a round that was counted on has ended."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.elders.queries import call_name
from frontend.shell.wording import date_text, place_text
from services.associations.models import Look, Round

AssociationNews = Look | Round
ASSOCIATION_SENTENCES: dict[str, Any] = {
    "services.association.worried": gettext_lazy("A neighbour is worried about %(elder)s: look in"),
    "services.association.round_left": gettext_lazy("%(what)s sends nobody to %(elder)s any more; the order stands"),
}


def association_subjects(wanted: dict[str, list[UUID]]) -> Iterable[AssociationNews]:
    """What notices speak of. At most two queries."""
    if "association_look" in wanted:
        rows = Look.objects.filter(id__in=wanted["association_look"])
        yield from rows.select_related("elder__person__home", "organisation")
    if "association_round" in wanted:
        rounds = Round.objects.filter(id__in=wanted["association_round"])
        yield from rounds.select_related("elder__person__home", "organisation")


def association_line(subject: AssociationNews) -> tuple[dict[str, str], str, str]:
    """The facts of its sentence, the note below, and the address."""
    person = subject.elder.person
    facts = {"elder": call_name(person), "what": subject.organisation.name}
    note = place_text(person.home.name)
    if isinstance(subject, Look):
        note = f"{note} {date_text(subject.on)} {subject.words}".strip()
    return facts, note, reverse("associations:elder", args=[subject.elder_id])
