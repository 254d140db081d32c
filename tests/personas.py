"""The people of the tests, made as small as they can be. Named, so that a test reads like a story.

Lin is an elder of Baiyan; Mei acts for her. Guo and Hua volunteer in the same township. Zhen lives elsewhere and has
no business with any of them.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.access.actions.give_role import give_role
from accounts.access.enums import BOUND, Department, Role
from accounts.elders.actions.give_mandate import give_mandate
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder
from accounts.organisations.enums import MemberRole, OrganisationKind, OrganisationStatus
from accounts.organisations.models import Member, Organisation
from accounts.people.enums import Gender, VolunteerStatus
from accounts.people.models import Person, User, Volunteer
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.catalogue.enums import Performer
from services.catalogue.models import Category, Item, ItemVersion
from services.orders.actions.place_order import Line, place_order
from services.orders.models import Order
from timebank.ledger.actions.grant_minutes import grant_minutes

COUNTY, TOWNSHIP, VILLAGE, OTHER_VILLAGE = "350425", "350425100", "350425100201", "350425101201"
NOW = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)  # Thursday, ten in the morning in Datian
PLACES = (
    ("35", "福建省", Level.PROVINCE, None),
    ("3504", "三明市", Level.PREFECTURE, "35"),
    (COUNTY, "大田县", Level.COUNTY, "3504"),
    (TOWNSHIP, "均溪镇", Level.TOWNSHIP, COUNTY),
    (VILLAGE, "白岩村", Level.VILLAGE, TOWNSHIP),
    ("350425101", "石牌镇", Level.TOWNSHIP, COUNTY),
    (OTHER_VILLAGE, "京口村", Level.VILLAGE, "350425101"),
)
_numbers = count(1)


def regions() -> None:
    """The few divisions the stories happen in. Every person asks for them: once they stand it is one query."""
    if Region.objects.filter(code=OTHER_VILLAGE).exists():
        return
    for code, name, level, parent in PLACES:
        Region.objects.get_or_create(
            code=code,
            defaults={"name": name, "level": level, "parent_id": parent, "pinyin": "", "initials": ""},
        )


def person(name: str, *, village: str = VILLAGE, born: date = date(1970, 5, 1), gender: str = Gender.FEMALE) -> Person:
    regions()
    return Person.objects.create(
        name=name, gender=gender, birth_on=born, home_id=village, phone="13800000000", address="3 组 27 号"
    )


def user(name: str, *roles: Role, village: str = VILLAGE, region: str | None = None) -> User:
    """A login with its person and roles; ``region`` is where territorial roles hold."""
    made = User.objects.create_user(f"user{next(_numbers)}", "Tea-hill-7", person=person(name, village=village))
    for role in roles:
        where = Region.objects.get(code=region) if region else None
        give_role(by=None, at=NOW - timedelta(days=1), user=made, role=role, region=where)
    return made


def hold(holder: User, role: Role, *, region: str = COUNTY) -> None:
    """Give any role: in a region, in an organisation made for it, or bound to nothing, as the role asks."""
    regions()
    if role == Role.DISPATCHER:
        house = organisation(user("某经理"), name="别家")
        give_role(by=None, at=NOW - timedelta(days=1), user=holder, role=role, organisation=house)
        return
    match BOUND.get(role):
        case "organisation":
            organisation(holder)
        case "region":
            where = Region.objects.get(code=region)
            department = Department.POLICE if role == Role.DEPARTMENT else ""
            since = NOW - timedelta(days=1)
            give_role(by=None, at=since, user=holder, role=role, region=where, department=department)
        case _:
            give_role(by=None, at=NOW - timedelta(days=1), user=holder, role=role)


def volunteer(name: str = "郑国忠", *, village: str = VILLAGE) -> User:
    """A verified volunteer with a login."""
    made = user(name, Role.VOLUNTEER, village=village)
    Volunteer.objects.create(person=made.person, status=VolunteerStatus.VERIFIED, verified_at=NOW)
    return made


def elder(name: str = "林细妹", *, village: str = VILLAGE, minutes: int = 300, gender: str = Gender.FEMALE) -> Elder:
    """An elder of 83 with minutes in the passbook."""
    made = register_elder(by=None, at=NOW, person=person(name, village=village, born=date(1943, 3, 1), gender=gender))
    if minutes:
        county = Region.objects.get(code=COUNTY)
        grant_minutes(
            by=None,
            at=NOW,
            person=made.person,
            county=county,
            amount=minutes,
            key=f"grant:{made.id}",
            reason="测试",
        )
    return made


def proxy(of: Elder, name: str = "林小梅", powers: tuple[Power, ...] = tuple(Power)) -> User:
    """Somebody with a mandate from the elder."""
    made = user(name, Role.PROXY)
    mandate(of, made, powers=powers)
    return made


def mandate(of: Elder, holder: User, *, powers: tuple[Power, ...] = tuple(Power), until: date | None = None) -> None:
    give_mandate(
        by=None,
        at=NOW,
        elder=of,
        proxy=holder.person,
        powers=powers,
        starts_on=date(2026, 1, 1),
        ends_on=until,
        consent=Consent.IN_PERSON,
    )


def item(code: str = "haircut", *, minutes: int = 30, **fields: object) -> Item:
    """Something on the menu of the county."""
    regions()
    category, _ = Category.objects.get_or_create(
        code="daily", defaults={"name_zh": "日常", "name_en": "Daily life", "icon": "haircut", "position": 1}
    )
    made, new = Item.objects.get_or_create(code=code, defaults={"category": category})
    if new:
        ItemVersion.objects.create(
            item=made,
            region_id=COUNTY,
            valid=DateRange(date(2020, 1, 1), None),
            **{
                "name_zh": "上门理发",
                "name_en": "Haircut",
                "summary_zh": "",
                "summary_en": "",
                "icon": "haircut",
                "typical_minutes": minutes,
                "price_minutes": minutes,
                "performers": [Performer.VOLUNTEER],
                **fields,
            },
        )
    return made


def order(
    by: User,
    for_elder: Elder,
    *,
    of: Item | None = None,
    at: datetime = NOW,
    hours: float = 2,
    quantity: int = 1,
) -> Order:
    """An open order that starts ``hours`` from ``at`` and lasts one hour."""
    starts_at = at + timedelta(hours=hours)
    return place_order(
        by=by,
        at=at,
        elder_id=for_elder.id,
        lines=[Line((of or item()).id, quantity)],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        again=True,
    )


def form_key(at: datetime = NOW) -> UUID:
    """The one-time key of a form drawn at that time: a UUIDv7 (RFC 9562)."""
    made, chance = int(at.timestamp() * 1000), uuid4().int
    return UUID(int=made << 80 | 7 << 76 | (chance >> 68 & 0xFFF) << 64 | 2 << 62 | chance & ((1 << 62) - 1))


def organisation(manager: User, *members: User, name: str = "禾田社工") -> Organisation:
    """An organisation with its manager and members."""
    made = Organisation.objects.create(
        kind=OrganisationKind.SOCIAL_WORK,
        status=OrganisationStatus.VERIFIED,
        name=name,
        region_id=COUNTY,
        verified_at=NOW,
    )
    Member.objects.create(organisation=made, person=manager.person, role=MemberRole.MANAGER, since_on=date(2026, 1, 1))
    for member in members:
        Member.objects.create(organisation=made, person=member.person, since_on=date(2026, 1, 1))
    give_role(by=None, at=NOW, user=manager, role=Role.ORGANISATION_MANAGER, organisation=made)
    return made
