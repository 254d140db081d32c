"""The rules of finding somebody: whom the house asks, how long it waits for an answer, when it reminds."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, HOURS, MINUTES, O_CLOCK, PEOPLE, PER_CENT, Group, Rule

OFFER_MINUTES = Rule(
    "finding.offer_minutes",
    120,
    Whole(MINUTES, 10, 2880),
    Group.ORDERS,
    _("Time to answer when somebody is asked"),
    _("So long a place is kept for whoever was asked, quiet hours not counted; never beyond half the time left."),
)
ASKED_AT_MOST = Rule(
    "finding.asked_at_most",
    3,
    Whole(PEOPLE, 1, 20),
    Group.ORDERS,
    _("Asked one after another"),
    _("When so many have declined or not answered, the task stands on the board for everybody."),
)
ASK_AFTER = Rule(
    "finding.ask_after",
    None,
    Whole(HOURS, 1, 240, optional=True, without=pgettext_lazy("policy", "the house asks nobody")),
    Group.ORDERS,
    _("The house asks somebody"),
    _("A task that nobody took for so long is offered to whoever fits best."),
)
STAND_INS = Rule(
    "finding.stand_ins",
    5,
    Whole(PEOPLE, 0, 50, zero=pgettext_lazy("policy", "nobody in particular")),
    Group.ORDERS,
    _("Called when somebody drops out"),
    _("When a place comes free again, so many of those who fit best are told at once."),
)
RING_WITHIN = Rule(
    "finding.ring_within",
    24,
    Whole(HOURS, 0, 240),
    Group.ORDERS,
    _("When a call has to find somebody"),
    _("When a place comes free less than this before the start, the village is told and rings round."),
)
NEWCOMER_MINUTES = Rule(
    "finding.newcomer_minutes",
    0,
    Whole(MINUTES, 0, 1440, zero=pgettext_lazy("policy", "no head start")),
    Group.ORDERS,
    _("Head start for newcomers"),
    _("So long a share of new tasks can be taken only by newcomers and by those who know the elder."),
)
NEWCOMER_SHARE = Rule(
    "finding.newcomer_share",
    20,
    Whole(PER_CENT, 0, 100),
    Group.ORDERS,
    _("Tasks with a head start for newcomers"),
    _("This part of the tasks that begin no sooner than the day after, drawn by lot."),
)
REMIND_EVENING = Rule(
    "finding.remind_evening",
    18,
    Whole(O_CLOCK, 12, 23),
    Group.NEWS,
    _("Reminder on the evening before"),
    _("From this hour on whoever comes tomorrow, and the elder's side, are reminded."),
)
REMIND_HOURS = Rule(
    "finding.remind_hours",
    2,
    Whole(HOURS, 0, 24, zero=pgettext_lazy("policy", "no reminder")),
    Group.NEWS,
    _("Reminder before the start"),
    _("So long before it begins whoever comes is reminded once more."),
)
CONTEST_DAYS = Rule(
    "finding.contest_days",
    15,
    Whole(DAYS, 0, 365, zero=pgettext_lazy("policy", "not at all")),
    Group.ORDERS,
    _("Objecting after it was booked"),
    _("So long after the minutes were booked the elder's side may still object; taking them back needs two officials."),
)

ALL = (
    OFFER_MINUTES,
    ASKED_AT_MOST,
    ASK_AFTER,
    STAND_INS,
    RING_WITHIN,
    NEWCOMER_MINUTES,
    NEWCOMER_SHARE,
    REMIND_EVENING,
    REMIND_HOURS,
    CONTEST_DAYS,
)
