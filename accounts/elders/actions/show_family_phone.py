"""Show the phone of somebody around the elder, and leave a trace of having shown it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.access.actions.looking import count_looks
from accounts.access.enums import Permission, Shown
from accounts.access.models import Reveal
from accounts.access.queries import demand
from accounts.elders.models import CareAgreement, Elder, Guardian, Supporter, VisitContact

Kin = Supporter | Guardian | VisitContact | CareAgreement


def show_family_phone(*, by: Any, at: datetime, elder: Elder, kin: Kin) -> str:
    """Journal whose number ``by`` is shown in whose dossier, then return it. No row, no number.

    It counts like the elder's own (``reveal``): a dossier holds more numbers of the family than of the elder. Raises
    NotAllowed, NotFound (also outside the territory), LookedTooOften.
    """
    demand(by, Permission.PHONE_REVEAL)
    demand(by, Permission.PHONE_REVEAL, region_code=elder.person.home_id)
    kind = type(kin).__name__.lower()
    with transaction.atomic():
        count_looks(by=by, at=at)
        Reveal.objects.create(
            by=by, person=elder.person, shown=Shown.KIN_PHONE, purpose="dossier", reference=f"{kind}:{kin.id}", at=at
        )
    return kin.phone
