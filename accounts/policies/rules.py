"""The rules the house knows: what each decides, the type of its value, its default, and who says so."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies import (
    alarm_rules,
    dispatch_rules,
    finding_rules,
    gauge_rules,
    honour_rules,
    house_rules,
    meal_rules,
    news_rules,
    order_rules,
    paper_rules,
    place_rules,
    purse_rules,
    referral_rules,
    solvency_rules,
    subsidy_rules,
    visit_rules,
)
from accounts.policies.kinds import Ascending, Choice, Table, Whole
from accounts.policies.shape import (
    DAYS,
    HOURS,
    HOUSE,
    MINUTES,
    PER_CENT,
    POINTS,
    REPORTS,
    WORKING_DAYS,
    YEARS,
    Group,
    Rule,
)

__all__ = ["HOUSE", "REPORTS", "RULES", "Group", "Rule"]

ORDER_67 = "民政部令第67号（2020年）"
CENTURY = 100 * 365 * 24 * 60  # minutes: more than anybody can earn

NO_LIMIT = _("no limit")
ANY_AGE = _("any age")

EARN_ROUNDING = Rule(
    "earn.rounding",
    1,
    Whole(MINUTES, 1, 60),
    Group.EARNING,
    _("Rounding of the time worked"),
    _("From check-in to check-out, rounded to the nearest multiple of so many minutes. Travel does not count."),
)
EARN_DAILY_CAP = Rule(
    "earn.daily_cap",
    480,
    Whole(MINUTES, 1, 1440),
    Group.EARNING,
    _("Most in one day"),
    _("One person is credited no more than this on one day."),
)
EARN_OVERRUN = Rule(
    "earn.overrun",
    200,
    Whole(PER_CENT, 100, 1000),
    Group.EARNING,
    _("Longer than ordered"),
    _("Work that takes longer counts up to this part of the time that was ordered."),
)
EARN_AGE = Rule(
    "earn.age",
    0,
    Whole(YEARS, 0, 120, zero=ANY_AGE),
    Group.EARNING,
    _("Youngest age to earn"),
    _("Whoever is younger takes no tasks and earns no minutes, even with consent."),
)
EARN_GUARDIAN_AGE = Rule(
    "earn.guardian_age",
    18,
    Whole(YEARS, 0, 120, zero=ANY_AGE),
    Group.EARNING,
    _("On one's own from"),
    _("Whoever is younger earns only with a guardian's written consent."),
)
EARN_COEFFICIENT = Rule(
    "earn.coefficient",
    {},
    Table(1, 1000),
    Group.EARNING,
    _("What an hour is worth"),
    _("An hour of this kind of service costs and earns so much of an hour. 100 where nothing is said."),
)
EARN_KIN = Rule(
    "earn.kin",
    "DIRECT",
    Choice(
        (
            ("NONE", _("everybody earns")),
            ("DIRECT", _("direct kin earn nothing")),
            ("ALL", _("no relative earns")),
        )
    ),
    Group.EARNING,
    _("Helping one's own family"),
    _("Who earns nothing for helping a relative. Nobody ever earns for serving oneself."),
)
BALANCE_CEILING = Rule(
    "balance.ceiling",
    None,
    Whole(MINUTES, 60, CENTURY, optional=True, without=NO_LIMIT),
    Group.BALANCE,
    _("Most in one passbook"),
    _("A person's balance does not rise above this."),
)
BALANCE_EXCESS = Rule(
    "balance.excess",
    "POOL",
    Choice(
        (
            ("POOL", _("goes to the community pool")),
            ("RETIRED", _("is retired, with thanks")),
            ("REFUSE", _("is not credited")),
        )
    ),
    Group.BALANCE,
    _("What is above the most"),
    _("What happens to minutes earned above the most in one passbook."),
)
SPEND_AGE = Rule(
    "spend.age",
    0,
    Whole(YEARS, 0, 120, zero=ANY_AGE),
    Group.SPENDING,
    _("Spending from"),
    _("Own minutes pay for services from this age on."),
)
SPEND_OVERDRAFT = Rule(
    "spend.overdraft",
    0,
    Whole(MINUTES, 0, CENTURY, zero=_("not at all")),
    Group.SPENDING,
    _("Below zero"),
    _("So far below zero an elder's passbook may go."),
)
SPEND_WARNING = Rule(
    "spend.warning",
    60,
    Whole(MINUTES, 0, CENTURY),
    Group.SPENDING,
    _("Early warning"),
    _("When less than this is left to spend, the passbook says so in time."),
)
GIFT_TO = Rule(
    "gift.to",
    "KIN",
    Choice(
        (
            ("KIN", _("to one's own family")),
            ("ANYONE", _("to anybody")),
            ("NOBODY", _("to nobody")),
        )
    ),
    Group.GIVING,
    _("Giving minutes away"),
    _("To whom minutes may be given. Donating to the community pool is always possible."),
)
GIFT_MONTHLY_LIMIT = Rule(
    "gift.monthly_limit",
    None,
    Whole(MINUTES, 0, CENTURY, optional=True, without=NO_LIMIT),
    Group.GIVING,
    _("Most given in one month"),
    _("One person gives away no more than this in a calendar month."),
)
GRANT_MONTHLY = Rule(
    "grant.monthly",
    0,
    Whole(MINUTES, 0, 31 * 24 * 60, zero=_("none")),
    Group.GRANTS,
    _("Free minutes a month"),
    _("Each elder with priority is given this on the first of the month."),
)
GRANT_AGE = Rule(
    "grant.age",
    80,
    Whole(YEARS, 0, 120, zero=ANY_AGE),
    Group.GRANTS,
    _("Priority from"),
    _("Elders of this age or older, and those who live alone, have priority."),
)
GRANT_SOURCE = Rule(
    "grant.source",
    "ISSUANCE",
    Choice((("ISSUANCE", _("newly issued")), ("POOL", _("from the community pool")))),
    Group.GRANTS,
    _("Where free minutes come from"),
    _("Newly issued minutes, or those that people gave to the community pool."),
)
ORDER_AUTO_CONFIRM = Rule(
    "order.auto_confirm",
    None,
    Whole(HOURS, 1, 24 * 60, optional=True, without=_("never")),
    Group.ORDERS,
    _("Confirmed by itself"),
    _("When nobody confirms or disputes a well proven service for so long, it counts as confirmed."),
)
ORDER_EXPIRE_GRACE = Rule(
    "order.expire_grace",
    0,
    Whole(MINUTES, 0, 24 * 60),
    Group.ORDERS,
    pgettext_lazy("policy", "Nobody came"),
    _("An order to which nobody came ends so long after its planned end."),
)
CHECK_IN_EARLY = Rule(
    "assignment.check_in_early",
    120,
    Whole(MINUTES, 0, 24 * 60),
    Group.ORDERS,
    _("Check-in ahead of time"),
    _("So long before the start one can check in without being asked about it."),
)
FORGOTTEN_CHECK_OUT = Rule(
    "assignment.forgotten_check_out",
    480,
    Whole(MINUTES, 1, 48 * 60),
    Group.ORDERS,
    _("Forgotten check-out"),
    _("Whoever forgets to check out is checked out so long after the planned time is over."),
)
LATE_WITHDRAWAL = Rule(
    "assignment.late_withdrawal",
    60,
    Whole(MINUTES, 0, 7 * 24 * 60),
    Group.ORDERS,
    _("Late withdrawal"),
    _("Giving a task back less than this before the start is noted as late."),
)
HOLD_TIMEOUT = Rule(
    "hold.timeout",
    120,
    Whole(DAYS, 1, 3650),
    Group.ORDERS,
    _("Minutes set aside"),
    _("Minutes set aside for an order that never comes to an end are free again after so long."),
)
RECORD_DEADLINE = Rule(
    "record.deadline",
    10,
    Whole(WORKING_DAYS, 1, 60),
    Group.RECORDS,
    _("Time to record a service"),
    _("The record of a service is complete within so many working days after it."),
    citation=f"{ORDER_67}第十一条",
)
HONOUR_STARS = Rule(
    "honour.stars",
    [100, 300, 600, 1000, 1500],
    Ascending(HOURS, 1, 100_000),
    Group.HONOURS,
    _("Stars"),
    _("Hours of service for the first star, the second, and so on."),
)
ELDER_LEFT_BEHIND = Rule(
    "elder.left_behind",
    "DATIAN",
    Choice(
        (
            ("DATIAN", _("all supporters away half a year, living where registered")),
            ("NINGXIA", _("all children away half a year, nobody able at hand")),
        )
    ),
    Group.ELDERS,
    _("Who counts as left behind"),
    _("Both ask for 60 years or more and a life in the countryside; they differ in whose absence counts."),
    "田政办〔2020〕41号",
)
RISK_HIGH = Rule(
    "risk.high",
    7,
    Whole(POINTS, 1, 50),
    Group.ELDERS,
    _("High risk from"),
    _("An elder whose dossier adds up to so many points is visited most often."),
)
RISK_MIDDLE = Rule(
    "risk.middle",
    4,
    Whole(POINTS, 1, 50),
    Group.ELDERS,
    _("Medium risk from"),
    _("From so many points on an elder is at medium risk; below, at low risk."),
)

ELDER_KEEP_DAYS = Rule(
    "elder.keep_days",
    1825,
    Whole(DAYS, 30, 36_500),
    Group.ELDERS,
    _("How long a closed dossier is kept"),
    _("So many days after somebody died or moved away what the dossier says is erased. The passbook stays."),
)

OFFLINE_DAYS = Rule(
    "offline.days",
    14,
    Whole(DAYS, 1, 90),
    Group.OFFLINE,
    _("How late something may arrive"),
    _("What was written down without signal counts from when it was done, if it arrives within so many days."),
)
OFFLINE_CLOCK = Rule(
    "offline.clock",
    10,
    Whole(MINUTES, 1, 24 * 60),
    Group.OFFLINE,
    _("How wrong a phone's clock may be"),
    _("A phone whose clock is further off is believed less: somebody rings and asks."),
)
OFFLINE_WAIT = Rule(
    "offline.wait",
    24,
    Whole(HOURS, 0, 14 * 24),
    Group.OFFLINE,
    _("How long we wait for a phone without signal"),
    _("A task that somebody took stays open so long after its end: they may be at work without signal."),
)
PAPER_WAIT = Rule(
    "paper.wait",
    7,
    Whole(DAYS, 0, 30),
    Group.OFFLINE,
    _("How long we wait for a timesheet on paper"),
    _("A task that stands on a printed timesheet stays open so long after its end. What comes later is asked about."),
)

RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        EARN_ROUNDING,
        EARN_DAILY_CAP,
        EARN_OVERRUN,
        EARN_COEFFICIENT,
        EARN_AGE,
        EARN_GUARDIAN_AGE,
        EARN_KIN,
        BALANCE_CEILING,
        BALANCE_EXCESS,
        SPEND_AGE,
        SPEND_OVERDRAFT,
        SPEND_WARNING,
        GIFT_TO,
        GIFT_MONTHLY_LIMIT,
        GRANT_MONTHLY,
        GRANT_AGE,
        GRANT_SOURCE,
        ORDER_AUTO_CONFIRM,
        ORDER_EXPIRE_GRACE,
        CHECK_IN_EARLY,
        FORGOTTEN_CHECK_OUT,
        LATE_WITHDRAWAL,
        HOLD_TIMEOUT,
        RECORD_DEADLINE,
        HONOUR_STARS,
        ELDER_LEFT_BEHIND,
        RISK_HIGH,
        RISK_MIDDLE,
        ELDER_KEEP_DAYS,
        OFFLINE_DAYS,
        OFFLINE_CLOCK,
        OFFLINE_WAIT,
        PAPER_WAIT,
        *order_rules.ALL,
        *finding_rules.ALL,
        *meal_rules.ALL,
        *place_rules.ALL,
        *dispatch_rules.ALL,
        *house_rules.ALL,
        *honour_rules.ALL,
        *paper_rules.ALL,
        *visit_rules.ALL,
        *gauge_rules.ALL,
        *solvency_rules.ALL,
        *purse_rules.ALL,
        *subsidy_rules.ALL,
        *news_rules.ALL,
        *alarm_rules.ALL,
        *referral_rules.ALL,
    )
}
