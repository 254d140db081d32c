"""The rules of supervision: from when on each of the four things counts as done, and how much of it is asked."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, MINUTES, PER_CENT, Group, Rule

G = Group.SUPERVISION
REGISTRY_COMPLETE = Rule(
    "gauge.registry_complete",
    90,
    Whole(PER_CENT, 1, 100),
    G,
    _("A dossier is whole from"),
    _("A dossier counts as known when so much of what the notice lists is written down."),
)
REGISTRY_DAYS = Rule(
    "gauge.registry_days",
    365,
    Whole(DAYS, 30, 1095),
    G,
    _("A dossier is fresh for"),
    _("And when somebody has looked within so many days whether it is still true."),
)
RISKS_DAYS = Rule(
    "gauge.risks_days",
    30,
    Whole(DAYS, 1, 366),
    G,
    _("Somebody was at the door within"),
    _("Every elder at high risk should have been met at the door within so many days. A phone call does not count."),
)
RESPONSE_MINUTES = Rule(
    "gauge.response_minutes",
    30,
    Whole(MINUTES, 1, 24 * 60),
    G,
    _("An emergency is answered within"),
    _("An emergency counts as answered in time when somebody took it on within so long after the report."),
)
RESPONSE_DAYS = Rule(
    "gauge.response_days",
    90,
    Whole(DAYS, 7, 366),
    G,
    _("Emergencies of the last"),
    _("So many days of emergencies are counted together, so that one alone does not turn a village red."),
)
EVIDENCE_DAYS = Rule(
    "gauge.evidence_days",
    30,
    Whole(DAYS, 7, 366),
    G,
    _("Visits and services of the last"),
    _("So many days of visits and services are looked at, whether there is proof that they were made."),
)
REGISTRY_GOAL = Rule(
    "gauge.registry_goal",
    98,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: dossiers known"),
    _("So many of a hundred elders should have a dossier that is whole and fresh."),
)
RISKS_GOAL = Rule(
    "gauge.risks_goal",
    100,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: elders at high risk met"),
    _("So many of a hundred elders at high risk should have been met in time."),
)
RESPONSE_GOAL = Rule(
    "gauge.response_goal",
    95,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: emergencies answered in time"),
    _("So many of a hundred emergencies should have been answered in time."),
)
EVIDENCE_GOAL = Rule(
    "gauge.evidence_goal",
    95,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: visits and services with proof"),
    _("So many of a hundred visits and services should have proof."),
)
COVERAGE_DAYS = Rule(
    "gauge.coverage_days",
    90,
    Whole(DAYS, 1, 366),
    G,
    _("Care has reached somebody within"),
    _("Every elder should have had a visit or a service within so many days. Whoever had none got nothing."),
)
COVERAGE_GOAL = Rule(
    "gauge.coverage_goal",
    95,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: elders reached"),
    _("So many of a hundred elders should have been reached."),
)
ORDERS_DAYS = Rule(
    "gauge.orders_days",
    30,
    Whole(DAYS, 7, 366),
    G,
    _("Orders of the last"),
    _("So many days of orders are looked at, whether somebody came."),
)
ORDERS_GOAL = Rule(
    "gauge.orders_goal",
    95,
    Whole(PER_CENT, 1, 100),
    G,
    _("Goal: orders done"),
    _("So many of a hundred orders should have been done."),
)
RED_BELOW = Rule(
    "gauge.red_below",
    10,
    Whole(PER_CENT, 0, 100),
    G,
    _("Red list"),
    _("A place stands on the red list when it is more than so much below the goal, and on the yellow list below it."),
)

ALL = (
    REGISTRY_COMPLETE,
    REGISTRY_DAYS,
    REGISTRY_GOAL,
    RISKS_DAYS,
    RISKS_GOAL,
    RESPONSE_MINUTES,
    RESPONSE_DAYS,
    RESPONSE_GOAL,
    EVIDENCE_DAYS,
    EVIDENCE_GOAL,
    COVERAGE_DAYS,
    COVERAGE_GOAL,
    ORDERS_DAYS,
    ORDERS_GOAL,
    RED_BELOW,
)
