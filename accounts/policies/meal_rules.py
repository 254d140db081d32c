"""The rules of meals: when orders end, when somebody should look, what an uneaten meal costs."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import Whole
from accounts.policies.shape import HOURS, MEALS, MINUTES, PER_CENT, Group, Rule

NEVER = pgettext_lazy("policy", "never")

MEAL_CUT_OFF = Rule(
    "meal.cut_off",
    2,
    Whole(HOURS, 0, 72),
    Group.MEALS,
    _("When orders end"),
    _("Meals are ordered and called off until so many hours before the sitting begins, unless a menu says otherwise."),
)
MEAL_MISSED_ALARM = Rule(
    "meal.missed_alarm",
    1,
    Whole(MEALS, 0, 10, zero=NEVER),
    Group.MEALS,
    _("Nobody took the meal"),
    _("After so many meals in a row that nobody took, the village is asked to look in on the elder."),
)
MEAL_DECLINED_ALARM = Rule(
    "meal.declined_alarm",
    2,
    Whole(MEALS, 0, 10, zero=NEVER),
    Group.MEALS,
    _("The elder did not want to eat"),
    _("After so many uneaten meals in a row, the last of them declined, the village is asked to look in."),
)
MEAL_CLOSES = Rule(
    "meal.closes",
    60,
    Whole(MINUTES, 0, 600),
    Group.MEALS,
    _("When a meal counts as not taken"),
    _("So long after the end of the sitting, a meal nobody has ticked counts as not taken."),
)
MEAL_CHARGE = Rule(
    "meal.charge_uneaten",
    0,
    Whole(PER_CENT, 0, 100),
    Group.MEALS,
    _("What an uneaten meal costs"),
    _("Of a meal that came back, or was called off too late, the payer owes so many per cent."),
)

MEAL_CARRYING = Rule(
    "meal.carrying",
    0,
    Whole(MINUTES, 0, 60, zero=pgettext_lazy("policy", "no minutes")),
    Group.MEALS,
    _("Minutes for whoever brings a meal"),
    _(
        "For each door of a round a volunteer has so long, and earns what the service “bring a canteen meal” earns, "
        "out of the elder's passbook. Staff who are paid earn none."
    ),
)

ALL = (MEAL_CUT_OFF, MEAL_MISSED_ALARM, MEAL_DECLINED_ALARM, MEAL_CLOSES, MEAL_CHARGE, MEAL_CARRYING)
