"""Purses of the demo: a son's gift for his mother's orders, the pool for an elder whom the county names, and the login
of the bureau that pays."""

from datetime import date, timedelta

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.people.enums import Gender
from accounts.people.models import Person, User
from accounts.regions.models import Region
from timebank.config.demo.people import Cast
from timebank.purses.actions.give_for_orders import give_for_orders
from timebank.purses.actions.grant_pool import grant_pool

FINANCE = "finance"
NAMED = ("范细妹",)  # may use the pool; whoever is shown first pays with minutes of their own
MOTHER, GIFT, A_MONTH = "黄秀金", 60, 120
DAYS_AGO = timedelta(days=2)


def purses(cast: Cast, county: Region) -> None:
    """After minutes were donated to the pool and the volunteer has earned some."""
    son = cast.users["volunteer"]
    assert son.person is not None
    give_for_orders(
        by=son,
        at=cast.now - DAYS_AGO,
        giver=son.person,
        elder=cast.elders[MOTHER],
        amount=GIFT,
        key="demo:orders",
        words="这个专门给您叫人打扫",
    )
    for name in NAMED:
        grant_pool(
            by=cast.users["county"],
            at=cast.now - DAYS_AGO,
            elder=cast.elders[name],
            minutes_a_month=A_MONTH,
            first_on=cast.today.replace(day=1),
            because="子女都在外地，身边没有帮手",
            citation="县民政局困难老人关爱会议纪要",
        )
    _bureau(cast, county)


def _bureau(cast: Cast, county: Region) -> None:
    """``finance``: sees what is paid, opens no dossier. Its password is that of the other demo logins."""
    person = Person.objects.create(
        name="施建华",
        gender=Gender.FEMALE,
        birth_on=date(cast.today.year - 38, 9, 12),
        home=cast.elders["池金土"].person.home,
    )
    user = User.objects.create_user(FINANCE, None, person=person)
    User.objects.filter(id=user.id).update(password=cast.users["county"].password)
    give_role(by=None, at=cast.since, user=user, role=Role.FINANCE, region=county)
