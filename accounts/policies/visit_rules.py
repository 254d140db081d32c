"""The rules of visits: how often somebody looks in, how early and late it counts, when the family answers."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, HOURS, KM_H, VISITORS, VISITS, Group, Rule

VISIT_HIGH = Rule(
    "visit.interval_high",
    7,
    Whole(DAYS, 1, 366),
    Group.VISITS,
    _("At high risk"),
    _("Somebody looks in on an elder at high risk every so many days, by telephone or at the door."),
)
VISIT_MIDDLE = Rule(
    "visit.interval_middle",
    30,
    Whole(DAYS, 1, 366),
    Group.VISITS,
    _("At medium risk"),
    _("Somebody looks in on an elder at medium risk every so many days."),
)
VISIT_LOW = Rule(
    "visit.interval_low",
    90,
    Whole(DAYS, 1, 366),
    Group.VISITS,
    _("At low risk"),
    _("Somebody looks in on every other elder every so many days."),
)
VISIT_OPENS = Rule(
    "visit.opens_before",
    3,
    Whole(DAYS, 0, 90),
    Group.VISITS,
    _("How early a visit counts"),
    _("A visit stands on the list so many days before it is due, and may be made from then on."),
)
VISIT_EXPIRES = Rule(
    "visit.expires_after",
    7,
    Whole(DAYS, 0, 90),
    Group.VISITS,
    _("When a visit is missed"),
    _("So many days after it was due a visit counts as missed; at the latest after half the time between two visits."),
)
VISIT_RETRY = Rule(
    "visit.retry",
    2,
    Whole(DAYS, 1, 30),
    Group.VISITS,
    _("After nobody was met"),
    _("Nobody at home, no answer, or a visit missed: the next one is due after so many days."),
)
VISIT_AFTER_CHANGE = Rule(
    "visit.after_change",
    24,
    Whole(HOURS, 1, 240),
    Group.VISITS,
    _("After something changed"),
    _("After an incident, a stay in hospital, a move or a rise in risk somebody looks in within so many hours."),
)
VISIT_COOLDOWN = Rule(
    "visit.cooldown",
    20,
    Whole(HOURS, 0, 240, zero=_("none")),
    Group.VISITS,
    _("Between two calls"),
    _("Nobody is rung again from the call list before so many hours have passed."),
)
VISIT_BACKDATE = Rule(
    "visit.backdate",
    31,
    Whole(DAYS, 1, 366),
    Group.VISITS,
    _("Written down later"),
    _("A visit can be written down up to so many days after it was made."),
)
VISIT_UNHEARD = Rule(
    "visit.unheard",
    90,
    Whole(DAYS, 7, 1000),
    Group.VISITS,
    _("Long unheard"),
    _("A child or other supporter who has not rung or come for so many days stands on a list."),
)
URGING_ANSWER = Rule(
    "urging.answer",
    7,
    Whole(DAYS, 1, 90),
    Group.VISITS,
    _("Answer of the family"),
    _("Whoever of the family was urged answers within so many days; then the township looks at it."),
)

SIGN_BURST = Rule(
    "sign.burst",
    5,
    Whole(VISITS, 2, 100),
    Group.VISITS,
    _("Too many doors at once"),
    _("So many home visits of one visitor within ten minutes are a sign that somebody should ring and ask about."),
)
SIGN_SPEED = Rule(
    "sign.speed",
    80,
    Whole(KM_H, 10, 500),
    Group.VISITS,
    _("Too fast from door to door"),
    _("From one door to the next faster than so many kilometres an hour is a sign."),
)
SIGN_BACKFILLED = Rule(
    "sign.backfilled",
    8,
    Whole(VISITS, 2, 100),
    Group.VISITS,
    _("Filled in afterwards"),
    _("So many visits of days ago written down within one hour are a sign. Sheets of paper are not counted."),
)
SIGN_ALIKE = Rule(
    "sign.alike",
    8,
    Whole(VISITS, 2, 100),
    Group.VISITS,
    _("The same words"),
    _("So many visits with the same answers in the same words are a sign."),
)
SIGN_ROUND_TIMES = Rule(
    "sign.round_times",
    10,
    Whole(VISITS, 4, 200),
    Group.VISITS,
    _("Times on the quarter hour"),
    _("From so many visits on, nearly all of them exactly on the quarter hour are a sign."),
)
SIGN_SIGNERS = Rule(
    "sign.signers",
    3,
    Whole(VISITORS, 2, 50),
    Group.VISITS,
    _("One telephone for many"),
    _("So many visitors writing on one telephone are a sign."),
)

ALL = (
    VISIT_HIGH,
    VISIT_MIDDLE,
    VISIT_LOW,
    VISIT_OPENS,
    VISIT_EXPIRES,
    VISIT_RETRY,
    VISIT_AFTER_CHANGE,
    VISIT_COOLDOWN,
    VISIT_BACKDATE,
    VISIT_UNHEARD,
    URGING_ANSWER,
    SIGN_BURST,
    SIGN_SPEED,
    SIGN_BACKFILLED,
    SIGN_ALIKE,
    SIGN_ROUND_TIMES,
    SIGN_SIGNERS,
)
