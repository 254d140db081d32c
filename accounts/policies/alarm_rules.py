"""The clock of emergencies: how long each level has before the next one is told."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, HOURS, MINUTES, PER_CENT, REPORTS, Group, Rule

A_DAY = 24 * 60

INCIDENT_VILLAGE = Rule(
    "incident.village",
    10,
    Whole(MINUTES, 1, A_DAY),
    Group.ALARMS,
    _("The village answers within"),
    _("When nobody of the village answers a serious emergency for so long, the township is told."),
)
INCIDENT_TOWNSHIP = Rule(
    "incident.township",
    20,
    Whole(MINUTES, 1, A_DAY),
    Group.ALARMS,
    _("The township takes over within"),
    _("When the township has not taken a serious emergency over for so long, civil affairs of the county are told."),
)
INCIDENT_COUNTY = Rule(
    "incident.county",
    15,
    Whole(MINUTES, 1, A_DAY),
    Group.ALARMS,
    _("The county is told again after"),
    _("The alarm sounds again at the county after so long, until somebody takes the emergency over."),
)
INCIDENT_DANGER = Rule(
    "incident.danger",
    50,
    Whole(PER_CENT, 5, 100),
    Group.ALARMS,
    _("When a life is in danger"),
    _("Each level then has only this part of the time."),
)
INCIDENT_CALM = Rule(
    "incident.calm",
    600,
    Whole(PER_CENT, 100, 10_000),
    Group.ALARMS,
    _("When somebody should only look"),
    _("Each level then has this part of the time."),
)
INCIDENT_PAUSE = Rule(
    "incident.pause",
    60,
    Whole(MINUTES, 0, A_DAY, zero=pgettext_lazy("policy", "never")),
    Group.ALARMS,
    _("The clock may stand still for"),
    _("Who is on it may stop the clock with a reason, in all no longer than this."),
)
INCIDENT_TAKE_BACK = Rule(
    "incident.take_back",
    1,
    Whole(MINUTES, 0, 60, zero=pgettext_lazy("policy", "never")),
    Group.ALARMS,
    pgettext_lazy("policy", "Pressed by mistake"),
    _("Whoever reported something can take it back for so long, as long as nobody has answered."),
)
INCIDENT_BURST = Rule(
    "incident.burst",
    3,
    Whole(REPORTS, 2, 100),
    Group.ALARMS,
    _("Too many of a kind"),
    _("When so many reports of one kind come from one township, township and county are warned."),
)
INCIDENT_BURST_HOURS = Rule(
    "incident.burst_hours",
    24,
    Whole(HOURS, 1, 24 * 30),
    Group.ALARMS,
    _("Counted over"),
    _("Reports of one kind count together when they come within so long."),
)

INCIDENT_NAMELESS = Rule(
    "incident.nameless",
    1095,
    Whole(DAYS, 30, 3650),
    Group.ALARMS,
    _("Words about somebody nobody knew"),
    _("Nobody found out whom it was about: so many days after its end, words, names, numbers and pictures are erased."),
)

ALL = (
    INCIDENT_VILLAGE,
    INCIDENT_TOWNSHIP,
    INCIDENT_COUNTY,
    INCIDENT_DANGER,
    INCIDENT_CALM,
    INCIDENT_PAUSE,
    INCIDENT_TAKE_BACK,
    INCIDENT_NAMELESS,
    INCIDENT_BURST,
    INCIDENT_BURST_HOURS,
)
