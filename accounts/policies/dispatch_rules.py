"""The rules of an organisation's day: when it goes out, how long a way takes, who rests."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import KM_H, MINUTES, O_CLOCK, PER_CENT, Group, Rule

DAY_BEGINS = Rule(
    "dispatch.day_begins",
    7,
    Whole(O_CLOCK, 0, 23),
    Group.ORDERS,
    _("The day of those who are sent begins"),
    _("The dispatch board proposes nobody before."),
)
DAY_ENDS = Rule(
    "dispatch.day_ends",
    19,
    Whole(O_CLOCK, 1, 24),
    Group.ORDERS,
    _("The day of those who are sent ends"),
    _("The dispatch board proposes nothing that lasts longer."),
)
BREAK = Rule(
    "dispatch.break",
    30,
    Whole(MINUTES, 0, 180, zero=_("no break")),
    Group.ORDERS,
    _("A break around noon"),
    _("Whoever is proposed for a whole day gets so long a rest between eleven and two."),
)
DETOUR_FACTOR = Rule(
    "dispatch.detour_factor",
    140,
    Whole(PER_CENT, 100, 400),
    Group.ORDERS,
    _("Roads are longer than straight lines"),
    _("Where no road map is asked, a way counts as so many per cent of the straight line between the villages."),
)
SPEED = Rule(
    "dispatch.speed",
    25,
    Whole(KM_H, 5, 100),
    Group.ORDERS,
    _("How fast one gets from door to door"),
    _("By this the board says whether somebody can be there in time."),
)
EVEN = Rule(
    "dispatch.even",
    15,
    Whole(PER_CENT, 0, 100, zero=_("the shortest ways count alone")),
    Group.ORDERS,
    _("Hours evened out"),
    _("For a fair share of the work the computer lets all ways of a day together be so much longer."),
)

ALL = (DAY_BEGINS, DAY_ENDS, BREAK, DETOUR_FACTOR, SPEED, EVEN)
