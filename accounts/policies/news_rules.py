"""Rules about telling people something: when nobody is disturbed, and how often."""

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, O_CLOCK, TEXTS, Group, Rule

NEWS_QUIET_FROM = Rule(
    "news.quiet_from",
    21,
    Whole(O_CLOCK, 0, 23),
    Group.NEWS,
    _("Quiet from"),
    _("From this hour on nobody is disturbed by news that can wait; alarms come at any hour. Everybody may choose."),
)
NEWS_QUIET_UNTIL = Rule(
    "news.quiet_until",
    7,
    Whole(O_CLOCK, 0, 23),
    Group.NEWS,
    _("Quiet until"),
    _("At this hour what waited overnight is sent, if it is still true."),
)
NEWS_SMS_DAILY = Rule(
    "news.sms_daily",
    4,
    Whole(TEXTS, 0, 50, optional=True, without=_("no limit"), zero=_("none")),
    Group.NEWS,
    _("Text messages a day"),
    _("One person gets no more text messages than this in a day; the rest waits in the inbox. Alarms do not count."),
)

NEWS_KEPT = Rule(
    "news.kept",
    730,
    Whole(DAYS, 90, 3650),
    Group.NEWS,
    _("How long it is kept who was told"),
    _("Whom a message reached, when and by which way is kept for so many days; then the rows are deleted."),
)

ALL = (NEWS_QUIET_FROM, NEWS_QUIET_UNTIL, NEWS_SMS_DAILY, NEWS_KEPT)
