"""An uneaten meal is a sign: the village is quietly asked to look in."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.policies.meal_rules import MEAL_DECLINED_ALARM, MEAL_MISSED_ALARM
from accounts.policies.queries import applied
from services.incidents.actions.report_incident import report_incident
from services.incidents.enums import OPEN, Channel, Kind, Level, Severity
from services.incidents.models import Incident
from services.meals.enums import UNEATEN, Because, MealStatus
from services.meals.models import Meal
from services.meals.queries.away import away_on

LOOKED_BACK = 20
HOUSE_LANGUAGE = "zh-hans"


def alarm(meal: Meal, *, at: datetime) -> Incident | None:
    """Report it to the village as something to look into, when the rules of the place say so; the incident.

    Nobody is alarmed for an elder known to be away, and no second time while somebody still looks into the first. A
    meal that came back and one that nobody took count together: whoever does not eat does not eat. Inside a
    transaction that has locked the elder.
    """
    if meal.because == Because.AWAY or away_on([meal.elder_id], meal.on):
        return None
    rule = MEAL_DECLINED_ALARM if meal.status == MealStatus.DECLINED else MEAL_MISSED_ALARM
    wanted = applied(rule, region_code=meal.elder.person.home_id, on=meal.on).value
    number = uneaten_in_a_row(meal)
    if not wanted or number < wanted:
        return None
    running = Meal.objects.filter(elder=meal.elder_id, incident__state__in=OPEN).exclude(incident=None)
    before = running.select_related("incident").order_by("-on").first()
    incident = before.incident if before is not None else _report(meal, number, at)
    meal.incident = incident
    meal.save(update_fields=["incident"])
    return incident


def uneaten_in_a_row(meal: Meal) -> int:
    """How many meals up to this one the elder has not eaten, one after the other; called off ones do not count."""
    rows = Meal.objects.filter(elder=meal.elder_id, menu__starts_at__lte=meal.menu.starts_at).exclude(
        status__in=[MealStatus.CANCELLED, MealStatus.BOOKED]
    )
    number = 0
    for status in rows.order_by("-menu__starts_at").values_list("status", flat=True)[:LOOKED_BACK]:
        if status not in UNEATEN:
            break
        number += 1
    return number


def _report(meal: Meal, number: int, at: datetime) -> Incident:
    with override(HOUSE_LANGUAGE):
        words = _("%(canteen)s: %(sitting)s on %(on)s was not eaten (%(why)s). %(number)s in a row.") % {
            "canteen": meal.menu.canteen.name,
            "sitting": meal.get_sitting_display(),
            "on": meal.on.isoformat(),
            "why": meal.get_because_display() or meal.get_status_display(),
            "number": number,
        }
    return report_incident(
        by=None,
        at=at,
        kind=Kind.OTHER,
        to=Level.VILLAGE,
        severity=Severity.CONCERN,
        card_token=meal.elder.card_token,  # the house itself reports it, of an elder it knows
        words=words,
        channel=Channel.APP,
    )
