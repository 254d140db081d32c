"""Set up a programme and its budget."""

import re
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region
from timebank.ledger.actions.open_account import open_programme as open_budget_account
from timebank.subsidies.actions.events import tell
from timebank.subsidies.enums import BudgetLevel, ProgrammeKind
from timebank.subsidies.models import Budget, Programme

CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class BadProgramme(Invalid):
    code = "bad_programme"
    sentence = _("Give a code of small letters, digits and hyphens, and a name.")


class ProgrammeExists(Refusal):
    code = "programme_exists"
    sentence = _("There is a programme with this code here already.")


def open_programme(
    *,
    by: Any,
    at: datetime,
    region: Region,
    code: str,
    kind: ProgrammeKind | str,
    name_zh: str,
    name_en: str = "",
    group: str = "",
) -> Programme:
    """Open an empty programme with a budget of its own; editions say who is entitled to what.

    Raises NotAllowed, NotFound, BadProgramme, ProgrammeExists. ``by`` None is the house.
    """
    if by is not None:
        demand(by, Permission.SUBSIDY_RUN, region_code=region.code)
    code, name_zh, name_en = code.strip(), name_zh.strip(), name_en.strip()
    if not CODE.fullmatch(code):
        raise BadProgramme(field="code")
    if not name_zh or len(name_zh) > 40 or len(name_en) > 80:
        raise BadProgramme(field="name_zh")
    try:
        with transaction.atomic():
            budget = Budget.objects.create(
                region=region,
                level=BudgetLevel.PROGRAMME,
                name=name_zh,
                account=open_budget_account(region=region),
                opened_at=at,
                opened_by=by,
            )
            programme = Programme.objects.create(
                code=code,
                region=region,
                kind=ProgrammeKind(kind),
                name_zh=name_zh,
                name_en=name_en or name_zh,
                group=group.strip(),
                budget=budget,
                opened_at=at,
                opened_by=by,
            )
            tell("programme.opened", at=at, by=by, subject_id=programme.id, region_code=region.code, code=code)
    except IntegrityError as error:
        raise ProgrammeExists(field="code") from error
    return programme
