"""Which events weigh how much, and what they are about. What is not named here is ordinary."""

from datetime import timedelta

from accounts.messaging.enums import News, Weight

STALE = timedelta(days=3)  # what waited so long for a carrier is history, and stands in the inbox

# Ignored by quiet hours and by what a person switched off. Of an incident all that makes somebody act.
URGENT = frozenset(
    {
        "services.incident.reported",
        "services.incident.escalated",
        "services.incident.repeated",
        "services.incident.handed_over",
        "services.incident.offered",
        "services.incident.police_told",
        "services.incident.burst",
        "services.order.wanted_now",
    }
)
# Somebody would stand at a locked door, or sit and wait.
IMPORTANT = frozenset(
    {
        "services.order.cancelled",
        "services.order.undone",
        "services.order.reopened",
        "services.order.expired",
        "services.order.missed",
        "services.order.assigned",
        "services.order.relieved",
        "services.order.handover_offered",
        "services.order.handed_over",
        "services.order.handover_objected",
        "services.handover.offered",
        "services.order.disputed",
        "services.order.call_back",
        "services.order.offered",
        "services.order.stand_in_wanted",
        "services.order.ring_round",
        "services.order.soon",
        "services.order.contested",
        "services.standing.refused",
        "services.incident.acknowledged",
        "services.incident.taken_over",
        "services.incident.closed",
        "services.incident.false_alarm",
        "services.incident.taken_back",
        "services.visit.worried",
        "services.association.worried",
        "services.meal.missed",
        "services.meals_round.published",
    }
)
# What an elder without a login hears by voice. That somebody ordered for them has its own sheet (services.orders).
SAID_ALOUD = frozenset(
    {
        "services.order.claimed",
        "services.order.assigned",
        "services.order.handover_offered",
        "services.order.handed_over",
        "services.order.reopened",
        "services.order.expired",
    }
)
ABOUT: tuple[tuple[str, News], ...] = (
    ("services.incident.", News.ALARM),
    ("services.order.", News.ORDERS),
    ("services.standing.", News.ORDERS),
    ("services.visit.", News.CARE),
    ("services.meal.", News.CARE),
    ("services.activity.", News.CARE),
    ("services.stay.", News.CARE),
    ("services.association.", News.CARE),
    ("services.referral.", News.CARE),
    ("accounts.elder.", News.CARE),
    ("accounts.mandate.", News.CARE),
    ("timebank.", News.BOOK),
)


def weight_of(name: str) -> Weight:
    """How much the event of that name matters."""
    if name in URGENT:
        return Weight.URGENT
    return Weight.IMPORTANT if name in IMPORTANT else Weight.ORDINARY


def news_of(name: str) -> News:
    """The group of news it belongs to."""
    return next((group for prefix, group in ABOUT if name.startswith(prefix)), News.WORK)
