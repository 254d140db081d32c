"""The volunteer lets their records say who they are, or takes that back."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import NotAllowed
from services.orders.actions.record_service import record_person
from services.orders.models import RecordedPerson, ServiceRecord


def change_record_consent(*, by: Any, at: datetime, given: bool) -> Person:
    """Give or withdraw one's own consent (order no. 67, Art 8 and 16); said twice it is said once.

    Given, it holds for every record there is and from now on. Withdrawn, what the records said of the person is
    deleted: the services, which need no consent, stay. Raises NotAllowed for a login without a person.
    """
    if by.person_id is None:
        raise NotAllowed
    with transaction.atomic():
        person = Person.objects.select_for_update(no_key=True, of=("self",)).select_related("home").get(id=by.person_id)
        if (person.record_consent_on is not None) == given:
            return person
        person.record_consent_on = timezone.localdate(at) if given else None
        person.save(update_fields=["record_consent_on"])
        if given:
            for record in ServiceRecord.objects.filter(person=person, superseded_by=None, person_part=None):
                record_person(record=record, person=person, at=at)
        else:
            RecordedPerson.objects.filter(record__person=person).delete()
        emit(
            "services.record.consent_given" if given else "services.record.consent_withdrawn",
            at=at,
            by=by,
            subject_kind="person",
            subject_id=person.id,
            region_code=person.home_id,
            deliver=False,
        )
    return person
