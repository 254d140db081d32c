"""The gauges: four for the failures of the notice, two for whom the care reaches. Each is defined here alone.

A gauge is one statement over one county on one day that gives every *case* of the denominator, whether it reached
what is asked, and the facts by which that was decided. Numerator and denominator are counts of those cases.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies import gauge_rules as rules
from accounts.policies.queries import Rulebook
from accounts.policies.shape import Rule
from accounts.policies.visit_rules import SIGN_BURST
from services.orders.enums import STRONG_EVIDENCE
from services.supervision import enums
from services.supervision.gauges import coverage, evidence, orders, registry, response, risks


@dataclass(frozen=True)
class Gauge:
    """One gauge. ``sentence`` and ``counted`` take the values of ``rules`` by the last part of their code.

    ``dated``: every row it looks at carries its own dates, so that a day gone by can still be drawn honestly.
    ``late_sql``: what is known of the same day now; None where nothing can arrive late.
    """

    code: enums.Gauge
    failure: str  # the notice's own word
    four: bool  # one of the four failures
    short: Any  # for the head of a column
    denominator: Any
    numerator: Any
    counted: Any
    goal: Rule
    rules: tuple[Rule, ...]
    sql: str
    late_sql: str | None
    dated: bool

    @property
    def name(self) -> Any:
        return self.code.label

    def rules_of(self, book: Rulebook) -> list[dict[str, Any]]:
        """What a reading stores of the rules that it applied: value and citation of each."""
        return book.citing(self.rules)

    def params(self, book: Rulebook, *, county: str, day: date, known: datetime) -> dict[str, Any]:
        """What the statement is given: the county, the day's end, and the limits that hold there on that day."""
        until = end_of(day)
        values = limits(self.rules_of(book))
        return {
            "inside": f"{county}%",
            "day": day,
            "until": until,
            "known": known,
            "zone": settings.TIME_ZONE,
            "since": until - timedelta(days=values.get("days", 0)),
            "fresh_since": day - timedelta(days=values.get("days", 0)),
            "strong": STRONG_EVIDENCE,
            **values,
        }


def limits(rule: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The limits by the last part of their code, from what a reading stores of the rules: ``{"days": 30}``."""
    return {re.split(r"[._]", one["code"])[-1]: one["value"] for one in rule}


def end_of(day: date) -> datetime:
    """The moment a day is over here."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


REGISTRY = Gauge(
    code=enums.Gauge.REGISTRY,
    failure="底数不清",
    four=True,
    short=pgettext_lazy("gauge column", "Known"),
    denominator=_("elders in the registry"),
    numerator=_("with a dossier that is whole and was looked at within %(days)s days"),
    counted=_(
        "Counted are all elders who stood in the registry at the end of the day, where they lived. One counts as known "
        "when at least %(complete)s%% of what the notice lists is written down, and somebody looked within %(days)s "
        "days whether it is still true."
    ),
    goal=rules.REGISTRY_GOAL,
    rules=(rules.REGISTRY_COMPLETE, rules.REGISTRY_DAYS),
    sql=registry.SQL,
    late_sql=None,
    dated=False,
)
RISKS = Gauge(
    code=enums.Gauge.RISKS,
    failure="风险隐患排查不扎实",
    four=True,
    short=pgettext_lazy("gauge column", "Met"),
    denominator=_("elders at high risk"),
    numerator=_("met at the door within %(days)s days"),
    counted=_(
        "Counted are all elders whom the rules put at high risk at the end of the day. One counts as met after a visit "
        "at the door or on a joint round within the last %(days)s days on which they were met. Telephone calls, doors "
        "that stayed shut, visits whose clocks do not agree and visits the elder denies do not count."
    ),
    goal=rules.RISKS_GOAL,
    rules=(rules.RISKS_DAYS,),
    sql=risks.SQL,
    late_sql=risks.LATE_SQL,
    dated=False,
)
RESPONSE = Gauge(
    code=enums.Gauge.RESPONSE,
    failure="突发事件处置不及时",
    four=True,
    short=pgettext_lazy("gauge column", "Answered"),
    denominator=_("emergencies of the last %(days)s days"),
    numerator=_("taken on within %(minutes)s minutes"),
    counted=_(
        "Counted are the emergencies reported in the last %(days)s days whose %(minutes)s minutes were over or that "
        "somebody had answered, false alarms among them; not those reported twice or taken back. One counts as in time "
        "when somebody took it on within %(minutes)s minutes after the report."
    ),
    goal=rules.RESPONSE_GOAL,
    rules=(rules.RESPONSE_MINUTES, rules.RESPONSE_DAYS),
    sql=response.SQL,
    late_sql=None,
    dated=True,
)
EVIDENCE = Gauge(
    code=enums.Gauge.EVIDENCE,
    failure="关爱服务流于形式",
    four=True,
    short=pgettext_lazy("gauge column", "Proven"),
    denominator=_("visits and services of the last %(days)s days"),
    numerator=_("with proof that holds"),
    counted=_(
        "Counted are the visits of the last %(days)s days on which an elder was met, and the services that ended in "
        "them. A visit holds when the clocks agree, the elder did not deny it, its picture was not used before, and "
        "the visitor was not at %(burst)s doors or more within ten minutes. A service holds with a card or a spoken "
        "code, or when the elder's side confirmed it; not when its clocks differ, its end was forgotten, or it was "
        "found void."
    ),
    goal=rules.EVIDENCE_GOAL,
    rules=(rules.EVIDENCE_DAYS, SIGN_BURST),
    sql=evidence.SQL,
    late_sql=evidence.SQL,
    dated=True,
)
COVERAGE = Gauge(
    code=enums.Gauge.COVERAGE,
    failure="关爱服务全面开展",
    four=False,
    short=pgettext_lazy("gauge column", "Reached"),
    denominator=_("elders in the registry"),
    numerator=_("got a visit or a service within %(days)s days"),
    counted=_(
        "Counted are all elders who stood in the registry at the end of the day. One counts as reached after a visit "
        "on which they were met, by telephone too, or a service that was done, within the last %(days)s days. The "
        "others got nothing."
    ),
    goal=rules.COVERAGE_GOAL,
    rules=(rules.COVERAGE_DAYS,),
    sql=coverage.SQL,
    late_sql=None,
    dated=False,
)
ORDERS = Gauge(
    code=enums.Gauge.ORDERS,
    failure="老人点的有没有人做",
    four=False,
    short=pgettext_lazy("gauge column", "Done"),
    denominator=_("orders of the last %(days)s days"),
    numerator=pgettext_lazy("gauge", "done"),
    counted=_(
        "Counted are the orders that should have been over by the end of the day and began in the last %(days)s days, "
        "not those taken back a day ahead or when somebody had taken them. Missing are those nobody took, to which "
        "nobody came, and those taken back on the last day because nobody had taken them."
    ),
    goal=rules.ORDERS_GOAL,
    rules=(rules.ORDERS_DAYS,),
    sql=orders.SQL,
    late_sql=None,
    dated=True,
)
GAUGES: Mapping[str, Gauge] = {
    gauge.code.value: gauge for gauge in (REGISTRY, RISKS, RESPONSE, EVIDENCE, COVERAGE, ORDERS)
}
FOUR = tuple(code for code, gauge in GAUGES.items() if gauge.four)


def said(words: Any, applied: Mapping[str, Any]) -> str:
    """A sentence of a gauge with the limits that were applied: name, as in ``params``, → value."""
    return str(words) % applied if "%" in str(words) else str(words)
