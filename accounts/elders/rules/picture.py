"""What the rules look at: the elder, their family and the values of the dossier, as they stand on a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta

from accounts.elders.enums import Tier, Where
from accounts.people.enums import Relation

VILLAGE_COMMITTEES_FROM = 200  # the last three digits of a village's code: 001–199 are urban committees (居委会)


@dataclass(frozen=True)
class Stay:
    """Where a supporter has been since a day."""

    where: Where
    since: date


@dataclass(frozen=True)
class Kin:
    """A supporter as the rules see one. ``stays`` are confirmed, oldest first, and begin on or before the day."""

    name: str
    relation: Relation
    able: bool = True
    reachable: bool = True  # there is a phone number
    stays: Sequence[Stay] = ()

    @property
    def where(self) -> Where:
        return self.stays[-1].where if self.stays else Where.UNKNOWN

    @property
    def away_since(self) -> date | None:
        """Since when without a break outside the county; None when they are not, or nobody knows.

        A move from one city to another does not break it, and neither does a visit home: the notices say nothing of
        visits, and only stays are recorded.
        """
        since = None
        for stay in reversed(self.stays):
            if stay.where != Where.AWAY:
                break
            since = stay.since
        return since


@dataclass(frozen=True)
class Picture:
    """All of it. ``values`` are the dossier's values in force by field code, as their kinds store them."""

    on: date
    birth_on: date | None
    home_code: str
    registered_code: str
    kin: Sequence[Kin] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    has_guardian: bool = False
    has_visitor: bool = False
    agreement_until: date | None = None  # last day covered by care agreements, when one holds on the day
    had_agreement: bool = False  # one held before, or was taken back
    ability: str = ""  # grade of the last ability assessment that still holds, if any
    override: Tier | None = None
    focus_review: date | None = None  # when somebody looks again, if the village has an eye on them

    @property
    def age(self) -> int | None:
        """Full years on the day; None when the birthday is unknown."""
        return None if self.birth_on is None else relativedelta(self.on, self.birth_on).years

    @property
    def rural(self) -> bool:
        """Lives under a village committee (村委会), as the statistical code says."""
        last = self.home_code[9:12]
        return len(last) == 3 and int(last) >= VILLAGE_COMMITTEES_FROM
