"""Name the member who goes."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.queries import is_member
from accounts.people.models import Person
from accounts.refusals import NotFound, Refusal
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_assignment
from services.orders.actions.seating import NotEligible, overlap_of
from services.orders.enums import AssignmentStatus
from services.orders.lifecycle import StateChanged
from services.orders.matching import reasons_against
from services.orders.models import Assignment
from services.orders.queries.candidates import adults_of, candidate_for, task_of


class NotAMember(Refusal):
    code = "not_a_member"
    sentence = _("This person does not belong to your organisation.")


def assign_member(*, by: Any, at: datetime, assignment_id: UUID, person_id: UUID) -> Assignment:
    """Name, or replace, the member who serves a seat the organisation holds, before check-in.

    Raises NotAllowed, NotFound, NotAMember, NotEligible (papers, overlap, kin…), StateChanged.
    """
    with transaction.atomic():
        if not Person.objects.select_for_update(no_key=True).filter(id=person_id).exists():
            raise NotFound
        assignment, order = lock_assignment(assignment_id)
        if assignment.organisation_id is None:
            raise NotFound
        demand(by, Permission.ORDER_DISPATCH, organisation_id=assignment.organisation_id)
        if assignment.status != AssignmentStatus.CLAIMED:
            raise StateChanged(status=assignment.get_status_display())
        if not is_member(assignment.organisation_id, person_id, on=timezone.localdate(at)):
            raise NotAMember(field="person")
        candidate = candidate_for(person_id, at=at, organisation_id=assignment.organisation_id)
        task = replace(task_of(order), adults=adults_of(order, beside=assignment.id))
        against = reasons_against(candidate, task, for_organisation=True)
        if assignment.person_id != person_id and against:
            raise NotEligible(against[0])
        before = assignment.person_id
        try:
            with transaction.atomic():
                assignment.person_id = person_id
                assignment.save(update_fields=["person"])
        except IntegrityError as error:
            raise overlap_of(error) from error
        emit_order(
            order,
            "assigned",
            at=at,
            by=by,
            assignment=str(assignment.id),
            person=str(person_id),
            before=str(before or ""),
        )
    return assignment
