"""Show the phone of somebody around the elder, and leave a trace of having shown it."""

from datetime import datetime
from typing import Any

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import CareAgreement, Elder, Guardian, Supporter, VisitContact

Kin = Supporter | Guardian | VisitContact | CareAgreement


def show_family_phone(*, by: Any, at: datetime, elder: Elder, kin: Kin) -> str:
    """Journal whose number ``by`` is shown in whose dossier, then return it. No row, no number.

    Raises NotAllowed, NotFound (also outside the territory).
    """
    demand(by, Permission.PHONE_REVEAL)
    demand(by, Permission.PHONE_REVEAL, region_code=elder.person.home_id)
    kind = type(kin).__name__.lower()
    reveal_person(by=by, at=at, person=elder.person, purpose="dossier", reference=f"{kind}:{kin.id}")
    return kin.phone
