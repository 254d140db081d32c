"""How long each level has, as the rules of the place say on that day."""

from dataclasses import dataclass
from datetime import date, timedelta

from accounts.policies.alarm_rules import (
    INCIDENT_CALM,
    INCIDENT_COUNTY,
    INCIDENT_DANGER,
    INCIDENT_TOWNSHIP,
    INCIDENT_VILLAGE,
)
from accounts.policies.queries import Rulebook, rulebook
from services.incidents.enums import Level, Severity

TURN = {Level.VILLAGE: INCIDENT_VILLAGE, Level.TOWNSHIP: INCIDENT_TOWNSHIP, Level.COUNTY: INCIDENT_COUNTY}


@dataclass(frozen=True)
class Clock:
    """The times of one incident. At the top it is the time until the alarm sounds again."""

    book: Rulebook
    severity: Severity

    def turn(self, level: Level | str) -> timedelta:
        """How long this level has; at least one minute, however great the danger."""
        minutes = int(self.book[TURN[Level(level)]].value)
        if self.severity == Severity.DANGER:
            minutes = minutes * int(self.book[INCIDENT_DANGER].value) // 100
        elif self.severity == Severity.CONCERN:
            minutes = minutes * int(self.book[INCIDENT_CALM].value) // 100
        return timedelta(minutes=max(1, minutes))


def clock_of(region_code: str, severity: Severity | str, *, on: date) -> Clock:
    """The clock that holds in a place on a day. One query."""
    return Clock(rulebook(region_code=region_code, on=on), Severity(severity))
