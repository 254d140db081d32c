"""The assumptions under which one asks whether saved minutes can be paid back one day. None of them moves a minute."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import PER_CENT, SPAN_YEARS, YEARS, Group, Rule

G = Group.SUPERVISION
SPEND_FROM = Rule(
    "solvency.spend_from",
    75,
    Whole(YEARS, 50, 100),
    G,
    _("Solvency: people need help from"),
    _("It is assumed that people begin to spend what they saved at this age; those older have begun."),
)
SPEND_OVER = Rule(
    "solvency.spend_over",
    10,
    Whole(SPAN_YEARS, 1, 30),
    G,
    _("Solvency: spent over"),
    _("It is assumed that they spend it in equal parts over so many years."),
)
SERVE_UNTIL = Rule(
    "solvency.serve_until",
    75,
    Whole(YEARS, 50, 100),
    G,
    _("Solvency: people serve until"),
    _("It is assumed that people go on serving as in the last twelve months until this age."),
)
LEAVING = Rule(
    "solvency.leaving",
    5,
    Whole(PER_CENT, 0, 50),
    G,
    _("Solvency: leaving each year"),
    _("It is assumed that so many of a hundred people who serve stop or move away each year, and nobody new comes."),
)

ALL = (SPEND_FROM, SPEND_OVER, SERVE_UNTIL, LEAVING)
