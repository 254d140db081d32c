"""The rules the house knows, each with its type, its default and where the default comes from."""

from dataclasses import dataclass

HOUSE = "TimeBank house default"


@dataclass(frozen=True)
class Rule:
    """An integer rule. ``unit`` says what it counts, for whoever reads or sets it."""

    code: str
    default: int
    unit: str
    citation: str = HOUSE


EARN_ROUNDING = Rule("earn.rounding", 1, "minutes")
EARN_DAILY_CAP = Rule("earn.daily_cap", 480, "minutes a person and day")
EARN_OVERRUN = Rule("earn.overrun", 200, "per cent of the time that was ordered")
ORDER_EXPIRE_GRACE = Rule("order.expire_grace", 0, "minutes after the planned end with nobody there")
CHECK_IN_EARLY = Rule("assignment.check_in_early", 120, "minutes before the start")
FORGOTTEN_CHECK_OUT = Rule("assignment.forgotten_check_out", 480, "minutes after the planned time is over")
LATE_WITHDRAWAL = Rule("assignment.late_withdrawal", 60, "minutes before the start")
