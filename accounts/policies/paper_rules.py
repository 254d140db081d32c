"""The rules about organisations: papers that run out, what counts as in time."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Ascending, Whole
from accounts.policies.shape import DAYS, MINUTES, Group, Rule

PAPER_WARNING = Rule(
    "paper.warning",
    [0, 7, 30, 60],
    Ascending(DAYS, 0, 365),
    Group.RECORDS,
    _("Warning of papers that run out"),
    _("So many days ahead the person and the organisation are told that a certificate or an insurance runs out."),
)

ON_TIME = Rule(
    "organisation.on_time",
    15,
    Whole(MINUTES, 0, 120),
    Group.ORDERS,
    _("What still counts as in time"),
    _("Whoever checks in so long after the planned start was still in time, on the score card."),
)

ALL = (PAPER_WARNING, ON_TIME)
