"""The rules of an organisation's own book-keeping and of the young people it sends."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import MINUTES, PER_CENT, YEARS, Group, Rule

HOURS_OVER = Rule(
    "hours.over",
    120,
    Whole(PER_CENT, 100, 300),
    Group.ORDERS,
    _("Hours that an organisation looks at"),
    _("A service that lasted longer than so many per cent of its plan is looked at before its hours are approved."),
)
MINORS = "志愿服务条例（国务院令第685号）第十六条"  # work suited to the age of whoever does it
MINOR_ACCOMPANIED = Rule(
    "minor.accompanied",
    18,
    Whole(YEARS, 0, 18, zero=_("nobody")),
    Group.ORDERS,
    _("Young people go with a grown-up"),
    _("Whoever is younger and sent by an organisation needs somebody grown up on the same order."),
    MINORS,
)
MINOR_DAY = Rule(
    "minor.day",
    120,
    Whole(MINUTES, 0, 480, zero=_("no work at all")),
    Group.ORDERS,
    _("Young people: minutes a day"),
    _("Nobody under age is sent for longer on one day."),
    MINORS,
)
MINOR_WEEK = Rule(
    "minor.week",
    360,
    Whole(MINUTES, 0, 2400, zero=_("no work at all")),
    Group.ORDERS,
    _("Young people: minutes a week"),
    _("Nobody under age is sent for longer in one week, Monday to Sunday."),
    MINORS,
)

ALL = (HOURS_OVER, MINOR_ACCOMPANIED, MINOR_DAY, MINOR_WEEK)
