"""What the reader may do in a place, and the days figures begin on; where that is says ``frontend.shell.ground``."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from accounts.access.enums import Permission
from accounts.access.queries import may
from frontend.shell.calendar import month_of
from frontend.shell.ground import TOWNSHIP, VILLAGE, Ground, ground

__all__ = ["TOWNSHIP", "VILLAGE", "Ground", "Powers", "first_of_month", "ground", "midnight", "powers"]


@dataclass(frozen=True)
class Powers:
    """What the reader may do about elders and orders of a place."""

    act: bool  # order, confirm, cancel for anybody; see who they are
    decide: bool  # settle disputes
    catalogue: bool
    roles: bool  # give and take roles
    certificates: bool = False  # withdraw certificates
    books: bool = False  # keep passbooks: correct, hand over, close
    organisations: bool = False  # verify organisations, sign contracts
    associations: bool = False  # elders' own, and who belongs
    subsidies: bool = False  # programmes, who gets them, what they cost
    budgets: bool = False
    places: bool = False
    checks: bool = False  # fire safety of places


def powers(user: Any, code: str) -> Powers:
    """The reader's powers over a region subtree."""
    return Powers(
        act=may(user, Permission.ORDER_FOR_ANYONE, region_code=code),
        decide=may(user, Permission.VOLUNTEER_VERIFY, region_code=code),
        catalogue=may(user, Permission.CATALOGUE_EDIT, region_code=code),
        roles=may(user, Permission.ACCESS_EDIT, region_code=code),
        certificates=may(user, Permission.CERTIFICATE_REVOKE, region_code=code),
        books=may(user, Permission.BOOKS_KEEP, region_code=code),
        organisations=may(user, Permission.ORGANISATION_VERIFY, region_code=code),
        associations=may(user, Permission.ELDER_REGISTER, region_code=code),
        subsidies=may(user, Permission.SUBSIDY_SEE, region_code=code),
        budgets=may(user, Permission.BUDGET_KEEP, region_code=code),
        places=may(user, Permission.PLACE_KEEP, region_code=code),
        checks=may(user, Permission.PLACE_CHECK, region_code=code),
    )


def first_of_month(text: str) -> date:
    """``2026-11`` → its first day; this month for anything else."""
    return month_of(text) or timezone.localdate().replace(day=1)


def midnight(day: date) -> datetime:
    """The moment a day begins here."""
    return timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001 - made aware here
