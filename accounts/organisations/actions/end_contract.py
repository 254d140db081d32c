"""A contract ends before its time."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.models import Contract, ContractPrice
from accounts.refusals import Invalid, NotFound, Refusal


class ContractOver(Refusal):
    code = "contract_over"
    sentence = _("This contract is over already.")


class BadLastDay(Invalid):
    code = "bad_last_day"
    sentence = _("Choose a day from today on, before the contract ends by itself.")


class ReasonWanted(Invalid):
    code = "reason_wanted"
    sentence = _("Say why, in a few words.")


def end_contract(*, by: Any, at: datetime, contract_id: UUID, last_on: date, reason: str) -> Contract:
    """End it with the day ``last_on``: what is done afterwards has no price any more, what was done keeps its own.

    Raises NotAllowed, NotFound, ContractOver, BadLastDay, ReasonWanted.
    """
    today = timezone.localdate(at)
    with transaction.atomic():
        contract = Contract.objects.select_for_update().select_related("organisation").filter(id=contract_id).first()
        demand(by, Permission.CONTRACT_KEEP)
        if contract is None:
            raise NotFound
        demand(by, Permission.CONTRACT_KEEP, region_code=contract.region_id)
        if contract.valid.isempty or contract.valid.upper <= today:
            raise ContractOver
        if not today <= last_on < contract.valid.upper - timedelta(days=1):
            raise BadLastDay(field="last_on")
        if not reason.strip():
            raise ReasonWanted(field="reason")
        begun = contract.valid.lower <= last_on
        contract.valid = (
            DateRange(contract.valid.lower, last_on + timedelta(days=1)) if begun else DateRange(empty=True)
        )
        contract.ended_on, contract.ended_reason = last_on, reason.strip()
        contract.save(update_fields=["valid", "ended_on", "ended_reason"])
        ContractPrice.objects.filter(contract=contract).update(valid=contract.valid)
        emit(
            "accounts.contract.ended",
            at=at,
            by=by,
            subject_kind="organisation",
            subject_id=contract.organisation_id,
            region_code=contract.region_id,
            detail={"contract": str(contract.id), "number": contract.number, "last_on": str(last_on)},
        )
    return contract
