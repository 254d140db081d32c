"""Record that an elder lets somebody act for them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder, Mandate
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.refusals import Invalid, Refusal


class MandateStands(Refusal):
    code = "mandate_stands"
    sentence = _("This person already acts for the elder. Take the old mandate back first.")


class MandatePeriodBackwards(Invalid):
    code = "mandate_period_backwards"
    sentence = _("The mandate would end before it starts.")


def give_mandate(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    proxy: Person,
    powers: Sequence[Power],
    starts_on: date,
    ends_on: date | None,
    consent: Consent,
) -> Mandate:
    """Record a mandate with its powers, period and the way consent was given.

    Raises NotAllowed, NotFound, MandateStands, MandatePeriodBackwards. ``by`` None is the house itself.
    """
    if ends_on is not None and ends_on < starts_on:
        raise MandatePeriodBackwards(field="ends_on")
    with transaction.atomic():
        if by is not None:
            demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
        try:
            with transaction.atomic():
                mandate = Mandate.objects.create(
                    elder=elder,
                    proxy=proxy,
                    powers=sorted(powers),
                    starts_on=starts_on,
                    ends_on=ends_on,
                    consent=consent,
                    granted_by=by,
                )
        except IntegrityError as error:
            raise MandateStands from error
        emit(
            "accounts.mandate.given",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            detail={"mandate": str(mandate.id), "powers": sorted(powers)},
            deliver=False,
        )
    return mandate
