"""The rules of gifts for orders, and of who may use the community pool."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Choice, Whole
from accounts.policies.shape import DAYS, MINUTES, Group, Rule

POOL_MONTHLY = Rule(
    "pool.monthly",
    0,
    Whole(MINUTES, 0, 31 * 24 * 60, zero=_("only whom an official lets")),
    Group.GRANTS,
    _("From the community pool in a month"),
    _("So many minutes of an elder's orders in one month the pool pays, as long as there is something in it."),
)
POOL_FOR = Rule(
    "pool.for",
    "PRIORITY",
    Choice(
        (
            ("PRIORITY", _("elders with priority")),
            ("LEFT_BEHIND", _("the left-behind")),
            ("EVERYBODY", _("every elder")),
        )
    ),
    Group.GRANTS,
    _("Who may use the pool"),
    _("Priority is by age or living alone, as for free minutes. Officials may let somebody else use it besides."),
)
GIFT_DAYS = Rule(
    "gift.days",
    180,
    Whole(DAYS, 7, 3650),
    Group.GIVING,
    _("How long a gift for orders waits"),
    _("Minutes given for somebody's orders and not used within so many days go back to whoever gave them."),
)
ALL = (POOL_MONTHLY, POOL_FOR, GIFT_DAYS)
