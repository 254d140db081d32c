"""Somebody who looks in on elders leaves: each of their elders goes to a successor, all at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.name_visit_contact import end_visit_contact, name_visit_contact
from accounts.elders.models import Elder, VisitContact
from accounts.people.models import Person
from accounts.refusals import Invalid
from services.visits.actions.events import tell
from services.visits.models import CallTurn
from services.visits.queries.succession import leaving, successors


class SomebodyLeftOut(Invalid):
    code = "succession_left_out"
    sentence = _("Every elder needs somebody: choose who takes each of them on.")


class NotAVisitor(Invalid):
    code = "succession_not_a_visitor"
    sentence = _("Choose somebody who may look in on elders there.")


def succeed_visitor(
    *, by: Any, at: datetime, visitor_id: UUID, to: Mapping[UUID, UUID], reason: str = ""
) -> list[VisitContact]:
    """End every pair of the visitor in the territory of ``by`` and name the successor (pair id → person id) instead.

    ``visitor_id`` is a person's, or of a pair that bears but a name. Windows and urgings follow by themselves: whoever
    comes first answers for them. All or nothing; the new pairs are returned. Raises NotAllowed, NotFound,
    SomebodyLeftOut, NotAVisitor, and what the two actions of a pair raise.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        leaver = leaving(by, visitor_id)
        # Elders first, in one order, as everywhere; nobody is named for them meanwhile.
        elders = (
            Elder.objects.select_for_update(of=("self",)).filter(id__in=leaver.pairs.values("elder")).order_by("id")
        )
        list(elders.values_list("id"))
        pairs = list(leaver.pairs)
        known = {one.id: one for one in successors(pairs, without=visitor_id)}
        if any(one.id not in to for one in pairs):
            raise SomebodyLeftOut
        if any(to[one.id] not in known for one in pairs):
            raise NotAVisitor
        made = []
        for one in pairs:
            end_visit_contact(by=by, at=at, contact_id=one.id, until=max(today, one.since), reason=reason)
            made.append(_name(one, known[to[one.id]], by=by, at=at))
        if leaver.person is not None:
            CallTurn.objects.filter(caller__person=leaver.person).delete()
        tell(
            "visitor.succeeded",
            at=at,
            by=by,
            kind="person" if leaver.person is not None else "visit_contact",
            key=visitor_id,
            region_code=leaver.person.home_id if leaver.person is not None else pairs[0].elder.person.home_id,
            elders=len(pairs),
            successors=sorted({str(one.person_id) for one in made}),
        )
    return made


def _name(one: VisitContact, successor: Person, *, by: Any, at: datetime) -> VisitContact:
    """Whoever helps there already stays a helper unless they come first now."""
    standing = VisitContact.objects.filter(elder=one.elder_id, person=successor.id, until=None).first()
    if standing is not None and (standing.lead or not one.lead):
        return standing
    return name_visit_contact(
        by=by,
        at=at,
        elder=one.elder,
        name=successor.name,
        kind=standing.kind if standing is not None else one.kind,
        phone=successor.phone,
        lead=one.lead,
        since=timezone.localdate(at),
        person=successor,
        organisation=one.organisation,
    )
