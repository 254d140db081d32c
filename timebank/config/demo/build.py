"""The small demo, whole or not at all."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from accounts.elders.actions.count_registry import count_registry
from accounts.people.models import User
from accounts.refusals import Refusal
from accounts.regions.actions.import_regions import import_regions
from accounts.regions.models import Region
from services.catalogue.actions.load_items import load_items
from services.catalogue.queries import menu
from timebank.config.demo.alarms import alarms
from timebank.config.demo.associations import associations
from timebank.config.demo.desk import telephone
from timebank.config.demo.dossiers import write_dossiers
from timebank.config.demo.ending import ending_well
from timebank.config.demo.facilities import facilities
from timebank.config.demo.finding import finding, finding_plans
from timebank.config.demo.gauges import bulletins, gauges, look_again
from timebank.config.demo.honours import honours
from timebank.config.demo.house_work import house_work
from timebank.config.demo.houses import houses
from timebank.config.demo.kin import add_kin, gifts
from timebank.config.demo.lists import publish_lists
from timebank.config.demo.meals import canteens, meals_to_come
from timebank.config.demo.messages import tell_by_hand
from timebank.config.demo.money import money
from timebank.config.demo.orders import plans
from timebank.config.demo.papers import confirm_in_time, papers
from timebank.config.demo.people import BUREAUS, LOGINS, gather
from timebank.config.demo.places import place_regions
from timebank.config.demo.publications import publications
from timebank.config.demo.purses import purses
from timebank.config.demo.referrals import referrals
from timebank.config.demo.repeats import repeats
from timebank.config.demo.rounds import survey
from timebank.config.demo.rules import enact
from timebank.config.demo.supervising import supervising
from timebank.config.demo.timeline import play
from timebank.config.demo.twins import enter_twice
from timebank.config.demo.visits import keep_plan, visits
from timebank.config.demo.whats_on import whats_on

REGIONS = Path(__file__).parent / "regions-datian-350425.csv"
COUNTY = "350425"


class DatabaseInUse(Refusal):
    """Real people are in it: no demo login is ever created beside them."""

    code = "database_in_use"
    sentence = "This database has logins that are not of the demo. Seed an empty one."


def build(*, now: datetime, seed: int, password: str, say: Callable[[str], None]) -> bool:
    """Fill an empty database with the demo; False when it stands already, and nothing is changed then.

    The same ``seed`` and moment make the same demo, keys aside. One transaction: interrupted, it leaves
    nothing. Raises DatabaseInUse.
    """
    if User.objects.filter(username=LOGINS[0]["username"]).exists():
        return False
    if User.objects.exists():
        raise DatabaseInUse
    with transaction.atomic():
        say("Regions of Datian …")
        import_regions(file=REGIONS)
        place_regions()
        county = Region.objects.get(code=COUNTY)
        say("Service list …")
        load_items(by=None, at=now, region=county, starts_on=date(timezone.localdate(now).year - 1, 1, 1))
        say("Elders, volunteers, an organisation …")
        rng = Random(seed)  # noqa: S311 - the same demo each time, no secrets
        cast = gather(now, rng, make_password(password))
        say("Dossiers …")
        write_dossiers(cast)
        say("Rules, each with its ground …")
        enact(cast, county)
        confirm_in_time(cast, county)
        publish_lists(cast, county)
        say("Three months of orders …")
        versions = {v.item.code: v for v in menu(region_code=COUNTY, on=timezone.localdate(now))}
        made = [*plans(now, rng, cast.members), *finding_plans(now)]
        add_kin(cast)
        more = [*gifts(cast), *papers(cast), *telephone(cast), *survey(cast, county), *alarms(cast), *visits(cast)]
        more += [*repeats(cast, versions), *houses(cast, versions), *finding(cast)]
        more += [
            *house_work(cast),
            *canteens(cast),
            *facilities(cast),
            *whats_on(cast),
            *referrals(cast, county),
        ]
        more += [*gauges(cast), *bulletins(cast), *supervising(cast), *associations(cast)]
        play(cast, made, versions, county, say, more)
        say("Subsidies …")
        money(cast, versions, county)
        purses(cast, county)
        meals_to_come(cast)
        publications(cast, county)
        honours(cast)
        tell_by_hand(cast)
        ending_well(cast, county)
        enter_twice(at=now, keeper=cast.users["village"])
        count_registry(at=now)
        keep_plan(cast)
        look_again(cast)
    return True


def keep_password(password: str) -> None:
    """Make every demo login open with ``password``, whatever it was when the demo was made."""
    logins = [sheet["username"] for sheet in [*LOGINS, *BUREAUS]]
    if not User.objects.get(username=logins[0]).check_password(password):
        User.objects.filter(username__in=logins).update(password=make_password(password))
