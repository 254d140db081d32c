"""Somebody would like to belong to an organisation."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.journal.actions.emit import emit
from accounts.organisations.actions.keeping import demand_standing, lock_organisation
from accounts.organisations.enums import JoinStatus
from accounts.organisations.models import JoinRequest, Organisation
from accounts.organisations.queries import is_member
from accounts.refusals import NotAllowed, Refusal

LONGEST_WORDS = 300


class AlreadyOneOfThem(Refusal):
    code = "already_one_of_them"
    sentence = _("You belong to this organisation already.")


class AlreadyAsked(Refusal):
    code = "already_asked"
    sentence = _("You have asked already. They will answer you here.")


def ask_to_join(*, by: Any, at: datetime, organisation_id: UUID, words: str = "") -> JoinRequest:
    """Ask an organisation to take one in. Raises NotAllowed, NotFound, NotStanding, AlreadyOneOfThem, AlreadyAsked."""
    if by.person_id is None:
        raise NotAllowed
    with transaction.atomic():
        organisation = lock_organisation(organisation_id)
        demand_standing(organisation)
        if is_member(organisation.id, by.person_id, on=timezone.localdate(at)):
            raise AlreadyOneOfThem
        mine = JoinRequest.objects.filter(organisation=organisation, person=by.person_id, status=JoinStatus.WAITING)
        if mine.exists():
            raise AlreadyAsked
        asked = JoinRequest.objects.create(
            organisation=organisation,
            person_id=by.person_id,
            words=words.replace("\x00", "").strip()[:LONGEST_WORDS],
            asked_at=at,
        )
        tell_of_joining(asked, organisation, "asked", at=at, by=by)
    return asked


def tell_of_joining(asked: JoinRequest, organisation: Organisation, happened: str, *, at: datetime, by: Any) -> None:
    """Emit ``accounts.joining.<happened>``."""
    emit(
        f"accounts.joining.{happened}",
        at=at,
        by=by,
        subject_kind="organisation",
        subject_id=organisation.id,
        region_code=organisation.region_id,
        detail={"request": str(asked.id), "person": str(asked.person_id)},
    )
