"""How often a county chooses whom it honours, how long names are on notice, and what the record must show at least."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import HOURS, MONTHS, REPORTS, SPAN_YEARS, VISITS, WORKING_DAYS, Group, Rule

G = Group.HONOURS
EVERY_YEARS = Rule(
    "honour.every_years",
    2,
    Whole(SPAN_YEARS, 1, 10),
    G,
    _("Honours every"),
    _("Excellent filial care workers and families that honour their elders are chosen once in so many years."),
    "田政办〔2020〕41号：“孝老敬亲家庭”“优秀孝老员”评选活动，每两年评选表彰一次",
)
NOTICE_DAYS = Rule(
    "honour.notice_days",
    5,
    Whole(WORKING_DAYS, 1, 30),
    G,
    _("Names are on public notice for"),
    _("Before anybody is honoured the names are on public notice for so many working days, and anybody may object."),
)
LEAST_HOURS = Rule(
    "honour.least_hours",
    20,
    Whole(HOURS, 0, 10_000),
    G,
    _("Confirmed service for the list, at least"),
    _("Whoever has served less in the period is not drawn for the list; a township may still name them by hand."),
)
LASTING_MONTHS = Rule(
    "honour.lasting_months",
    6,
    Whole(MONTHS, 2, 24),
    G,
    _("A lasting pair"),
    _("A volunteer and an elder are a lasting pair when they met in so many different months of the period."),
)
MOST_NO_SHOWS = Rule(
    "honour.most_no_shows",
    2,
    Whole(REPORTS, 0, 100),
    G,
    _("Promises not kept, at most"),
    _("Whoever did not come more often than this in the period is left out of the list, with the reason."),
)
LEAST_VISITS = Rule(
    "honour.least_visits",
    3,
    Whole(VISITS, 1, 50),
    G,
    _("Visits that asked about the family, at least"),
    _("A family is drawn for the list when so many visits wrote down what its members do."),
)

ALL = (EVERY_YEARS, NOTICE_DAYS, LEAST_HOURS, LASTING_MONTHS, MOST_NO_SHOWS, LEAST_VISITS)
