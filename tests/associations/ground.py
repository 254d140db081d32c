"""Baiyan's association: Chen runs it, Lin is 83 and belongs, He is 63 and well."""

from datetime import date
from typing import Any

from accounts.access.enums import Role
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from accounts.people.models import User
from services.associations.actions.join_association import join_association
from services.associations.models import Membership
from services.associations.queries.reach import Seen
from tests import personas
from tests.personas import NOW, VILLAGE

TODAY = date(2026, 11, 19)


def association(manager: User, *, name: str = "白岩村老年协会", region: str = VILLAGE) -> Organisation:
    house = personas.organisation(manager, name=name)
    house.kind, house.region_id = OrganisationKind.ELDERS_ASSOCIATION, region
    house.save(update_fields=["kind", "region"])
    return house


def ground() -> tuple[User, Organisation]:
    manager = personas.user("陈会长")
    return manager, association(manager)


def aged(name: str, years: int, *, village: str = VILLAGE) -> Elder:
    return register_elder(by=None, at=NOW, person=personas.person(name, village=village, born=date(2026 - years, 1, 1)))


def clerk(region: str = VILLAGE, name: str = "林文书") -> User:
    return personas.user(name, Role.VILLAGE_WORKER, region=region)


def joined(by: Any, house: Organisation, elder: Elder, **more: Any) -> Membership:
    given: dict[str, Any] = {"joined_on": TODAY, "consent": Consent.SIGNED, **more}
    return join_association(by=by, at=NOW, organisation_id=house.id, name=elder.person.name, **given)


def whole(house: Organisation) -> Seen:
    return Seen(house, runs=True, keeps_till=True)
