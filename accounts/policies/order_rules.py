"""The rules of orders that come round by themselves."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, Group, Rule

STANDING_AHEAD = Rule(
    "standing.days_ahead",
    14,
    Whole(DAYS, 1, 60),
    Group.ORDERS,
    _("Standing orders"),
    _("What comes round regularly is put on the board so many days ahead, and its minutes are set aside then."),
)

ALL = (STANDING_AHEAD,)
