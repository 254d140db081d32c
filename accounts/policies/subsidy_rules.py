"""The rules of subsidies that are no matter of one programme."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, MONTHS, Group, Rule

SUBSIDY_UNSEEN = Rule(
    "subsidy.unseen",
    60,
    Whole(DAYS, 7, 730),
    Group.MONEY,
    _("Paid, but not seen"),
    _("Whoever gets money and was not seen or spoken to for so many days is listed before the month is paid."),
)
SUBSIDY_ARREARS = Rule(
    "subsidy.arrears",
    12,
    Whole(MONTHS, 0, 60),
    Group.MONEY,
    _("Missed months"),
    _("So many months back a missed month of a cash allowance is paid later, at the amount of that month."),
)
ALL = (SUBSIDY_UNSEEN, SUBSIDY_ARREARS)
