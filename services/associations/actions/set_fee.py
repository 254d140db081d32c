"""What the association asks of its members for a year."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.organisations.actions.keeping import demand_standing, lock_organisation
from accounts.refusals import Invalid, NotFound
from services.associations.actions.keeping import BadYear
from services.associations.enums import OF_ELDERS
from services.associations.models import Fee, FeeRule

MOST_FEN, LONGEST_GROUND = 100_000, 200  # a thousand yuan: dearer is no membership fee of a village


class BadFee(Invalid):
    code = "bad_fee"
    sentence = _("A year costs between nothing and 1,000 yuan, and somebody decided it on some day: say who and when.")


class YearHasReceipts(Invalid):
    code = "year_has_receipts"
    sentence = _("Members have given for %(year)s already. Let the change begin with a later year.")


def set_fee(*, by: Any, at: datetime, organisation_id: UUID, from_year: int, fen: int, ground: str) -> FeeRule:
    """Ask ``fen`` a year from ``from_year`` on; 0 ends it. Written again for a year for which nobody has given, it
    replaces the line. ``ground``: who decided it and when.

    Raises NotAllowed, NotFound, NotStanding, BadFee, BadYear, YearHasReceipts.
    """
    with transaction.atomic():
        demand(by, Permission.ORGANISATION_RUN, organisation_id=organisation_id)
        house = lock_organisation(organisation_id)
        if house.kind not in OF_ELDERS:
            raise NotFound
        demand_standing(house)
        words = ground.replace("\x00", "").strip()[:LONGEST_GROUND]
        if not words:
            raise BadFee(field="ground")
        if not 0 <= fen <= MOST_FEN:
            raise BadFee(field="fen")
        this = timezone.localdate(at).year
        if not this - 1 <= from_year <= this + 1:
            raise BadYear(field="from_year")
        if Fee.objects.filter(organisation=house, year__gte=from_year, stands=True).exists():
            raise YearHasReceipts(field="from_year", year=from_year)
        written: dict[str, Any] = {"fen": fen, "ground": words, "written_at": at, "written_by": by}
        rule, _new = FeeRule.objects.update_or_create(organisation=house, from_year=from_year, defaults=written)
    return rule
