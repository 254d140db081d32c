"""The rules about papers that run out."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Ascending
from accounts.policies.shape import DAYS, Group, Rule

PAPER_WARNING = Rule(
    "paper.warning",
    [0, 7, 30, 60],
    Ascending(DAYS, 0, 365),
    Group.RECORDS,
    _("Warning of papers that run out"),
    _("So many days ahead the person and the organisation are told that a certificate or an insurance runs out."),
)

ALL = (PAPER_WARNING,)
