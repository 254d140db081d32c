"""Name who keeps in touch with the elder: one lead and any number of others (1+N); and end it."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.actions.checking import checked_person
from accounts.elders.actions.keeping import keep_figures, lock_elder, not_after, tell, write_change
from accounts.elders.enums import VisitorKind
from accounts.elders.models import Elder, VisitContact
from accounts.organisations.models import Organisation
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound


def name_visit_contact(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    name: str,
    kind: VisitorKind | str,
    phone: str = "",
    lead: bool = False,
    since: date,
    person: Person | None = None,
    organisation: Organisation | None = None,
) -> VisitContact:
    """Add a visitor; a new lead makes the one before a helper from that day on. The same one again changes nothing.

    Whoever helps already, known as the same person, comes first from now on, or is of another kind, in the same row.
    ``organisation`` is the association that set the pair.
    Raises NotAllowed, NotFound, ElderLeft, NotYet and the refusals of ``person_values``. ``by`` None is the house.
    """
    values = checked_person({"name": name, "phone": phone})
    if kind not in VisitorKind.values:
        raise Invalid(field="kind")
    not_after(since, at, name="since")
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        standing = list(VisitContact.objects.select_for_update().filter(elder=locked, until=None))
        wanted = {**values, "kind": kind, "lead": lead}
        for one in standing:
            if all(getattr(one, field) == now for field, now in wanted.items()):
                return one
        if lead:
            VisitContact.objects.filter(id__in=[one.id for one in standing]).update(lead=False)
        contact = next((one for one in standing if person is not None and one.person_id == person.id), None)
        if contact is None:
            contact = VisitContact(elder=locked, person=person, since=since)
        contact.organisation = organisation or contact.organisation
        for field, now in wanted.items():
            setattr(contact, field, now)
        contact.save()
        write_change(
            by=by,
            at=at,
            elder=locked,
            about="VISITOR",
            about_id=contact.id,
            field="lead" if lead else "added",
            was=next((one.name for one in standing if one.lead), "") if lead else "",
            became=contact.name,
        )
        keep_figures(locked, at)
        tell("elder.visitor_named", by=by, at=at, elder=locked, contact=str(contact.id), kind=kind, lead=lead)
    elder.complete_percent = locked.complete_percent
    return contact


def end_visit_contact(*, by: Any, at: datetime, contact_id: UUID, until: date, reason: str = "") -> VisitContact:
    """From ``until`` on they do not come any more. Raises NotAllowed, NotFound, ElderLeft, NotYet, Invalid."""
    not_after(until, at, name="until")
    with transaction.atomic():
        found = VisitContact.objects.filter(id=contact_id).values_list("elder_id", flat=True).first()
        if found is None:
            raise NotFound
        elder = lock_elder(by=by, elder_id=found)
        contact = VisitContact.objects.select_for_update().get(id=contact_id)
        if contact.until is not None:
            return contact
        if until < contact.since:
            raise Invalid(field="until")
        contact.until = until
        contact.save(update_fields=["until"])
        write_change(
            by=by,
            at=at,
            elder=elder,
            about="VISITOR",
            about_id=contact.id,
            field="ended",
            was=contact.name,
            reason=reason,
        )
        keep_figures(elder, at)
        tell("elder.visitor_ended", by=by, at=at, elder=elder, contact=str(contact.id))
    return contact
