"""What a rule is: its code, the type of its value, its default, its words and who says so."""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import BadPolicyValue, Kind, Table

HOUSE = "TimeBank house default"
ORDER_67 = "民政部令第67号（2020年）"

MINUTES, HOURS, DAYS, WORKING_DAYS, YEARS = "minutes", "hours", "days", "working days", "years"
MONTHS = "months"
SPAN_YEARS = "years long"  # a span of time: in Chinese another word than an age
POINTS = "points"
CENTURY = 100 * 365 * 24 * 60  # minutes: more than anybody can earn
O_CLOCK, TEXTS = "o'clock", "texts"
REPORTS = "reports"
PEOPLE = "people"
VISITS, VISITORS, KM_H = "visits", "visitors", "km/h"
PER_CENT = "per cent"
MEALS = "meals"
KM = "km"


class Group(models.TextChoices):
    """What a rule is about; the order here is the order on the page."""

    EARNING = "EARNING", _("Earning")
    BALANCE = "BALANCE", pgettext_lazy("policy", "Saving")
    SPENDING = "SPENDING", _("Spending")
    GIVING = "GIVING", _("Giving")
    GRANTS = "GRANTS", _("Free minutes")
    ORDERS = "ORDERS", pgettext_lazy("policy", "Orders")
    RECORDS = "RECORDS", _("Records")
    HONOURS = "HONOURS", _("Honours")
    ELDERS = "ELDERS", _("Elders")
    NEWS = "NEWS", pgettext_lazy("policy", "Messages")
    OFFLINE = "OFFLINE", _("Without signal")
    VISITS = "VISITS", pgettext_lazy("policy", "Visits")
    ALARMS = "ALARMS", pgettext_lazy("policy", "Emergencies")
    MONEY = "MONEY", pgettext_lazy("policy", "Subsidies")
    MEALS = "MEALS", pgettext_lazy("policy", "Meals")
    PLACES = "PLACES", pgettext_lazy("policy", "Places")
    REFERRALS = "REFERRALS", pgettext_lazy("policy", "Referrals")
    SUPERVISION = "SUPERVISION", pgettext_lazy("policy", "Supervision")


@dataclass(frozen=True)
class Rule:
    """A rule. ``title`` names it, ``sentence`` explains it to somebody who has never read it, ``kind`` types it."""

    code: str
    default: Any
    kind: Kind
    group: Group
    title: Any
    sentence: Any
    citation: str = HOUSE

    @property
    def unit(self) -> str:
        """What the value counts; empty for choices."""
        return PER_CENT if isinstance(self.kind, Table) else getattr(self.kind, "unit", "")

    def check(self, value: Any) -> Any:
        """The value as it is stored. Raises BadPolicyValue whose field is the rule's code."""
        try:
            return self.kind.check(value)
        except BadPolicyValue as refusal:
            refusal.field = self.code
            raise
