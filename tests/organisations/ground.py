"""An organisation that works, and what it takes to enter one."""

from datetime import time

from accounts.access.enums import Role
from accounts.organisations.actions.apply_organisation import apply_organisation
from accounts.organisations.credit_code import check_character
from accounts.organisations.models import Member
from tests import personas
from tests.personas import COUNTY, NOW, TOWNSHIP, VILLAGE

FIRST = "52350425MJ0000000"
CODE = FIRST + check_character(FIRST)
MORNINGS = {day: (time(8), time(12)) for day in range(5)}


def apply(by, **more):
    facts = {
        "kind": "HOME_CARE",
        "name": "清晨家政",
        "region_code": TOWNSHIP,
        "phone": "0598-7223344",
        "credit_code": CODE,
    }
    return apply_organisation(by=by, at=NOW, **{**facts, **more})


def official(region=COUNTY):
    role = Role.COUNTY_OFFICIAL if region == COUNTY else Role.TOWNSHIP_OFFICIAL
    personas.regions()
    return personas.user("民政", role, region=region)


def team(*names, village=VILLAGE):
    """An organisation with its manager and members; manager, organisation, memberships by name."""
    manager = personas.user("连晓雯")
    users = [personas.user(name, village=village) for name in names]
    organisation = personas.organisation(manager, *users)
    members = {one.person.name: one for one in Member.objects.filter(organisation=organisation)}
    return manager, organisation, members
