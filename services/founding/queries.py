"""How far a county has come: what stands, and what comes next."""

from dataclasses import dataclass
from datetime import date

from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.access.queries import standing
from accounts.access.queries.vacancies import vacancies
from accounts.elders.models import Elder
from accounts.elders.queries import standing_mandates
from accounts.people.enums import VolunteerStatus
from accounts.people.models import User, Volunteer
from accounts.policies.models import Policy
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.catalogue.models import ListEdition
from services.orders.enums import OrderStatus
from services.orders.models import Order
from services.supervision.enums import BulletinState
from services.supervision.models import Bulletin
from timebank.ledger.queries.cohorts import owed_by_birth_year


@dataclass(frozen=True)
class Step:
    """``count`` of ``wanted`` are there; what nobody must do is ``optional``."""

    code: str
    count: int
    wanted: int = 1
    optional: bool = False

    @property
    def is_done(self) -> bool:
        return self.count >= self.wanted


def is_founded() -> bool:
    """Whether anybody signs in here."""
    return User.objects.exists()


def steps(county_code: str, *, on: date) -> list[Step]:
    """The way of a county's first day, in the order that works: ``minutes`` counts passbooks. A dozen small queries."""
    inside = {"region__code__startswith": county_code}
    homes = {"person__home__code__startswith": county_code}
    villages = Region.objects.filter(level=Level.VILLAGE, code__startswith=county_code).count()
    officials = Grant.objects.filter(standing(), role=Role.COUNTY_OFFICIAL, region=county_code)
    without = sum(Role.VILLAGE_ASSISTANT in one.missing for one in vacancies([county_code]))
    helpers = standing_mandates(on=on).filter(elder__person__home__code__startswith=county_code)
    confirmed = Order.objects.filter(status=OrderStatus.CONFIRMED, elder__person__home__code__startswith=county_code)
    return [
        Step("divisions", villages),
        Step("officials", officials.values("user").distinct().count(), 2),
        Step("rules", Policy.objects.filter(region__code__startswith=county_code).values("code").distinct().count()),
        Step("list", ListEdition.objects.filter(**inside).count()),
        Step("elders", Elder.objects.filter(**homes).count()),
        Step("minutes", sum(people for people, _minutes in owed_by_birth_year([county_code]).values())),
        Step("villages", villages - without, max(villages, 1), optional=True),
        Step("helpers", helpers.values("proxy").distinct().count()),
        Step("volunteers", Volunteer.objects.filter(status=VolunteerStatus.VERIFIED, **homes).count()),
        Step("order", confirmed[:1].count()),
        Step("bulletin", Bulletin.objects.filter(state=BulletinState.PUBLISHED, **inside).count()),
    ]
