"""The rules of places: how near one should be, how often its safety is looked at, when an agreement is renewed."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, KM, MINUTES, MONTHS, Group, Rule

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
ACTIVITY_HOSTING = Rule(
    "activity.hosting",
    0,
    Whole(MINUTES, 0, 480, zero=pgettext_lazy("policy", "no minutes")),
    Group.PLACES,
    _("Minutes for whoever leads an activity"),
    _(
        "A volunteer who leads an activity earns its time, so long at most, by the service “to class together” in the "
        "name of one guest who can pay: out of gifts, the pool or the passbook. Staff who are paid earn none."
    ),
)
ALL = (PLACE_REACH, PLACE_CHECK, PLACE_CHECK_LOW, PLACE_TERMS_END, ACTIVITY_HOSTING)
