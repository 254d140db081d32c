"""The first day: an empty database becomes the house of a county."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.journal.actions.emit import emit
from accounts.logins.actions.choose_password import choose_password
from accounts.logins.actions.open_login import Newcomer, open_login
from accounts.people.enums import Gender
from accounts.people.models import User
from accounts.refusals import Invalid, Refusal
from accounts.regions.actions.import_regions import import_regions
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.catalogue.actions.load_items import load_items

ONE_AT_A_TIME = 350_425_001  # key of the advisory lock: two founders at once are one founder and one refusal


class FoundedAlready(Refusal):
    code = "founded_already"
    sentence = _("Somebody signs in here already. The first day is over.")


class WhichCounty(Invalid):
    code = "which_county"
    sentence = _("The file has %(number)s counties. Write down the code of yours, six digits.")


class NoVillages(Invalid):
    code = "no_villages"
    sentence = _("The file has no village of this county. Orders and visits need villages.")


def found_county(
    *,
    at: datetime,
    divisions: Path,
    county_code: str,
    name: str,
    gender: Gender | str,
    phone: str,
    username: str,
    password: str,
) -> User:
    """Load the divisions and the service list, and make the first login: administrator and county official.

    ``divisions`` as ``import_regions`` reads them; ``county_code`` may be empty if there is one county in them.
    All of it or nothing. Raises FoundedAlready, WhichCounty, NoVillages, BadRegionFile and what ``open_login`` refuses.
    The first official may hold both roles because nobody else is there; money and rules still take a second person.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if User.objects.exists():
            raise FoundedAlready
        import_regions(file=divisions)
        county = _county(county_code.strip())
        if not Region.objects.filter(level=Level.VILLAGE, code__startswith=county.code).exists():
            raise NoVillages(field="divisions")
        load_items(by=None, at=at, region=county, starts_on=timezone.localdate(at))
        who = Newcomer(name=name, gender=gender, phone=phone, home_code=county.code)
        user = open_login(by=None, at=at, who=who, username=username).user
        user.set_password(password)
        user.save(update_fields=["password"])
        choose_password(by=user)
        for role in (Role.ADMIN, Role.COUNTY_OFFICIAL):
            give_role(by=None, at=at, user=user, role=role, region=county)
        emit(
            "services.county.founded",
            at=at,
            by=user,
            subject_kind="user",
            subject_id=user.id,
            region_code=county.code,
            deliver=False,
        )
    user.refresh_from_db()
    return user


def _county(code: str) -> Region:
    counties = Region.objects.filter(level=Level.COUNTY)
    found = counties.filter(code=code) if code else counties
    if len(found) != 1:
        raise WhichCounty(field="county_code", number=counties.count())
    return found[0]
