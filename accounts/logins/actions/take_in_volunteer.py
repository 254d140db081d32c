"""Somebody wants to help: the village writes it down, the township says yes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Permission, Role
from accounts.access.queries import demand, may
from accounts.journal.actions.emit import emit
from accounts.people.enums import VolunteerStatus
from accounts.people.models import User, Volunteer
from accounts.refusals import Invalid, NotFound

OF_AGE = 18


class BirthdayWanted(Invalid):
    code = "birthday_wanted"
    sentence = _("Write down the birthday first: minors serve in a team, with their guardian's consent.")


class TooYoungAlone(Invalid):
    code = "too_young_alone"
    sentence = _("Whoever is under 18 joins a team of an organisation, which keeps the guardian's consent.")


def take_in_volunteer(*, by: Any, at: datetime, user_id: UUID) -> Volunteer:
    """Put the owner of a login down as a volunteer; verified at once by whoever verifies volunteers there.

    A suspended one is verified again by the same people. Raises NotAllowed, NotFound, BirthdayWanted, TooYoungAlone.
    """
    demand(by, Permission.LOGIN_GIVE)
    with transaction.atomic():
        user = User.objects.select_for_update(no_key=True, of=("self",)).select_related("person").filter(id=user_id)
        login = user.first()
        if login is None or login.person is None:
            raise NotFound
        home = login.person.home_id
        demand(by, Permission.LOGIN_GIVE, region_code=home)
        age = login.person.age_on(timezone.localdate(at))
        if age is None:
            raise BirthdayWanted(field="birth_on")
        if age < OF_AGE:
            raise TooYoungAlone(field="birth_on")
        row, _made = Volunteer.objects.get_or_create(person=login.person)
        verifies = may(by, Permission.VOLUNTEER_VERIFY, region_code=home)
        if verifies and row.status != VolunteerStatus.VERIFIED:
            row.status, row.verified_at = VolunteerStatus.VERIFIED, at
            row.save(update_fields=["status", "verified_at"])
            give_role(by=None, at=at, user=login, role=Role.VOLUNTEER)
        emit(
            f"accounts.volunteer.{'verified' if row.status == VolunteerStatus.VERIFIED else 'applied'}",
            at=at,
            by=by,
            subject_kind="person",
            subject_id=login.person.id,
            region_code=home,
            deliver=False,
        )
    return row
