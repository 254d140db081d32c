"""Enter an elder."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid

OLD_FROM_YEARS = 60  # 《老年人权益保障法》第二条


class NotAnElder(Invalid):
    code = "not_an_elder"
    sentence = _("The registry is for people of 60 or older.")


def register_elder(*, by: Any, at: datetime, person: Person, lives_alone: bool = False) -> Elder:
    """Enter a person of 60 or older as an account holder; needs no login, phone or e-mail of theirs.

    Raises NotAllowed or NotFound outside the actor's territory, NotAnElder. ``by`` None is the house itself.
    """
    with transaction.atomic():
        if by is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=person.home_id)
        demand_age(person, at)
        elder = Elder.objects.create(person=person, lives_alone=lives_alone, registered_at=at, registered_by=by)
        emit(
            "accounts.elder.registered",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=person.home_id,
            deliver=False,
        )
    return elder


def demand_age(person: Person, at: datetime) -> None:
    """Raise NotAnElder for somebody who is known not to be 60 yet."""
    age = person.age_on(timezone.localdate(at))
    if age is not None and age < OLD_FROM_YEARS:
        raise NotAnElder(field="person")
