"""Write down a training or an honour of a volunteer (order no. 67, Art 8)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.models import Organisation
from accounts.organisations.queries import is_member
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound, Refusal
from services.orders.enums import EntryKind
from services.orders.models import PersonalEntry

MOST_MINUTES = 60 * 24 * 60  # of one training: sixty days


class EntryIncomplete(Invalid):
    code = "entry_incomplete"
    sentence = _("A training has a name, a day in the past and a length; an honour a name and a day.")


class EnteredAlready(Refusal):
    code = "entered_already"
    sentence = _("This was written down before.")


class OwnEntry(Refusal):
    code = "own_entry"
    sentence = _("Nobody writes down their own training or honour. Somebody else must.")
    status = 403


def enter_personal(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    person_id: UUID,
    kind: EntryKind,
    title: str,
    held_on: date,
    minutes: int | None = None,
) -> PersonalEntry:
    """Enter it for a member of an organisation the actor runs; ``minutes`` for a training only.

    Raises NotAllowed, NotFound, OwnEntry, EntryIncomplete, EnteredAlready.
    """
    demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    today = timezone.localdate(at)
    if not is_member(organisation_id, person_id, on=today):
        raise NotFound
    if by.person_id == person_id:
        raise OwnEntry
    training = kind == EntryKind.TRAINING
    if not title.strip() or held_on > today or (training and not 0 < (minutes or 0) <= MOST_MINUTES):
        raise EntryIncomplete(field="title")
    person = Person.objects.get(id=person_id)
    try:
        with transaction.atomic():
            entry = PersonalEntry.objects.create(
                person=person,
                kind=kind,
                title=title.strip()[:120],
                held_on=held_on,
                minutes=minutes if training else None,
                organiser=Organisation.objects.get(id=organisation_id).name,
                recorded_at=at,
                recorded_by=by,
            )
            emit(
                "services.record.personal_entered",
                at=at,
                by=by,
                subject_kind="person",
                subject_id=person.id,
                region_code=person.home_id,
                detail={"entry": str(entry.id), "kind": kind},
                deliver=False,
            )
    except IntegrityError as error:
        raise EnteredAlready from error
    return entry
