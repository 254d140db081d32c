"""The rules of places: how near one should be, how often its safety is looked at, when an agreement is renewed."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, KM, MONTHS, Group, Rule

PLACE_REACH = Rule(
    "place.reach",
    3,
    Whole(KM, 1, 50),
    Group.PLACES,
    _("How near a place should be"),
    _("A village counts as reached when a canteen, home or centre is within so far of its middle, in a straight line."),
)
PLACE_CHECK = Rule(
    "place.check",
    12,
    Whole(MONTHS, 1, 60),
    Group.PLACES,
    _("How often fire safety is checked"),
    _("So long after a check of a place or a shared dwelling the next one is due."),
)
PLACE_CHECK_LOW = Rule(
    "place.check_low",
    3,
    Whole(MONTHS, 1, 60),
    Group.PLACES,
    _("How often where the grade is low"),
    _("Where the last check found the fire grade low, the next one is due after so long."),
)
PLACE_TERMS_END = Rule(
    "place.terms_end",
    60,
    Whole(DAYS, 7, 366),
    Group.PLACES,
    _("When an agreement is to be renewed"),
    _("So long before the terms end by which somebody runs a place, it is listed for the township and the county."),
)
ALL = (PLACE_REACH, PLACE_CHECK, PLACE_CHECK_LOW, PLACE_TERMS_END)
