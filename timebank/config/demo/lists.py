"""The published service list of the demo: a first edition, a second with something new, and a price still to come."""

from datetime import timedelta

from django.utils import timezone

from accounts.organisations.enums import OrganisationKind
from accounts.regions.models import Region
from services.catalogue.actions.edit_item import edit_item
from services.catalogue.actions.offer_item import offer_item
from services.catalogue.actions.publish_list import publish_list
from services.catalogue.enums import Performer
from services.catalogue.models import Item
from timebank.config.demo.people import Cast

DAY = timedelta(days=1)


def publish_lists(cast: Cast, county: Region) -> None:
    """Three editions: two that have begun, one that begins in three weeks."""
    by, year = cast.users["county"], cast.today.year
    first, second, lately = cast.since + DAY, cast.now - 40 * DAY, cast.now - 2 * DAY
    publish_list(
        by=by,
        at=first,
        region=county,
        starts_on=timezone.localdate(first),
        citation=f"田民〔{year}〕12号",
        words="第一份关爱服务清单：每个村都贴一张，家家看得到。",
    )
    sharpening = {
        "name_zh": "磨刀修锁",
        "name_en": "Knives and locks",
        "summary_zh": "师傅走村，菜刀剪子磨快，门锁修好。",
        "summary_en": "A craftsman goes from village to village for knives, scissors and locks.",
        "icon": "repair",
        "typical_minutes": 20,
        "price_minutes": 0,
        "price_fen": 800,
        "performers": [Performer.ORGANISATION],
        "houses": [OrganisationKind.COOPERATIVE, OrganisationKind.SHOP],
        "how_zh": "逢圩日到村口，或打 12349 约上门。",
        "how_en": "On market days at the village gate, or ring 12349 for a visit.",
        "citation": f"田民〔{year}〕31号",
    }
    starts_on = timezone.localdate(second)
    offer_item(by=by, at=second, region=county, category="repairs", starts_on=starts_on, values=sharpening)
    publish_list(
        by=by,
        at=second,
        region=county,
        starts_on=starts_on,
        citation=f"田民〔{year}〕31号",
        words="老人们说磨刀的师傅难找，合作社接下来了。",
    )
    starts_on = timezone.localdate(lately) + 21 * DAY
    edit_item(
        by=by,
        at=lately,
        item_id=Item.objects.get(code="housekeeper").id,
        region=county,
        starts_on=starts_on,
        changes={"price_fen": 5_500, "citation": f"田民〔{year}〕36号"},
    )
    publish_list(
        by=by,
        at=lately,
        region=county,
        starts_on=starts_on,
        citation=f"田民〔{year}〕36号",
        words="和家政公司谈下来了，请家政每次便宜五块。",
    )
