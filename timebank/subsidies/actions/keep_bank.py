"""Where somebody's allowance goes."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, NotFound
from timebank.subsidies.actions.events import tell
from timebank.subsidies.models import Enrolment

DIGITS = range(8, 31)


class BadBankAccount(Invalid):
    code = "bad_bank_account"
    sentence = _("Enter the account number in digits.")


def keep_bank(*, by: Any, at: datetime, enrolment_id: UUID, bank: str, bank_account: str) -> Enrolment:
    """Write down bank and account; empty: no longer known. Raises NotAllowed, NotFound, BadBankAccount."""
    demand(by, Permission.SUBSIDY_ENROL)
    account = "".join(bank_account.split())
    if account and not (account.isascii() and account.isdigit() and len(account) in DIGITS):
        raise BadBankAccount(field="bank_account")
    with transaction.atomic():
        enrolment = Enrolment.objects.select_for_update(no_key=True, of=("self",)).filter(id=enrolment_id)
        found = enrolment.select_related("elder__person").first()
        if found is None:
            raise NotFound
        home = found.elder.person.home_id
        demand(by, Permission.SUBSIDY_ENROL, region_code=home)
        found.bank, found.bank_account, found.has_bank_account = bank.strip()[:60], account, bool(account)
        found.save(update_fields=["bank", "bank_account", "has_bank_account"])
        tell("enrolment.bank_kept", at=at, by=by, subject_id=found.id, region_code=home)
    return found
