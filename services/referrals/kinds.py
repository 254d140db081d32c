"""What each kind of referral is: whose it is, how long it takes, what the office is told, what the dossier learns."""

from dataclasses import dataclass
from typing import Any

from accounts.access.enums import Department
from accounts.elders.rules import flags as f
from accounts.policies import referral_rules as r
from accounts.policies.shape import Rule
from services.referrals.enums import Kind

D = Department


@dataclass(frozen=True)
class Matter:
    """A kind. ``facts``: fields of the dossier its office may be told. ``hidden``: not told to the family, which may be
    the other side. ``learns``: the field of the dossier that "done" answers. ``clause``: where the notices ask for it.
    """

    kind: Kind
    department: Department
    days: Rule
    facts: tuple[str, ...] = ()
    hidden: bool = False
    learns: str = ""
    clause: str = ""


MONEY = ("income", "pension_fen", "allowance_fen", "children_give_fen", "poverty")
ALL = (
    Matter(Kind.RELIEF, D.CIVIL_AFFAIRS, r.DAYS_RELIEF, (*MONEY, "serious_illness", "lives_with"), clause="D18"),
    Matter(
        Kind.MEDICAL_AID,
        D.MEDICAL_INSURANCE,
        r.DAYS_MEDICAL_AID,
        ("poverty", "illnesses", "serious_illness", "medical_insurance"),
        learns="medical_aid",
        clause="D19 D20",
    ),
    Matter(Kind.HOUSING, D.HOUSING, r.DAYS_HOUSING, ("house", "house_rating", "poverty", "lives_with"), clause="D21"),
    Matter(
        Kind.POVERTY_FILE,
        D.AGRICULTURE,
        r.DAYS_POVERTY_FILE,
        (*MONEY, "serious_illness", "disability"),
        learns="poverty_file",
        clause="D61 N15 N81",
    ),
    Matter(
        Kind.FAMILY_DOCTOR,
        D.HEALTH,
        r.DAYS_FAMILY_DOCTOR,
        ("illnesses", "self_care"),
        learns="family_doctor",
        clause="N65",
    ),
    Matter(
        Kind.HEALTH_CHECK,
        D.HEALTH,
        r.DAYS_HEALTH_CHECK,
        ("illnesses", "self_care", "health_check_on"),
        learns="health_check_on",
        clause="D59 N79",
    ),
    Matter(Kind.COUNSELLING, D.HEALTH, r.DAYS_COUNSELLING, ("lives_with", "lacks_comfort"), clause="N51"),
    Matter(Kind.LEGAL_AID, D.JUSTICE, r.DAYS_LEGAL_AID, ("poverty",), clause="D38 D54 N75"),
    Matter(Kind.DISPUTE, D.JUSTICE, r.DAYS_DISPUTE, hidden=True, clause="D40"),
    Matter(Kind.NEGLECT, D.JUSTICE, r.DAYS_NEGLECT, ("lacks_care", "self_care"), hidden=True, clause="N28"),
    Matter(Kind.POLICE, D.POLICE, r.DAYS_POLICE, hidden=True, clause="D41 D50 N74"),
    Matter(Kind.FALSE_CLAIM, D.CIVIL_AFFAIRS, r.DAYS_FALSE_CLAIM, hidden=True, clause="N26"),
    Matter(Kind.FIRE_SAFETY, D.FIRE_RESCUE, r.DAYS_FIRE_SAFETY, ("house", "smoke_alarm", "fire_risk"), clause="D51"),
    Matter(Kind.OTHER, D.CIVIL_AFFAIRS, r.DAYS_OTHER, clause="D49 N07 N09"),
)
MATTERS: dict[str, Matter] = {matter.kind: matter for matter in ALL}
HIDDEN = tuple(matter.kind for matter in ALL if matter.hidden)


@dataclass(frozen=True)
class Absent:
    """A list of those who probably qualify and go without: a flag that the rules set, and what it is referred as."""

    flag: f.Flag
    kind: Kind

    @property
    def code(self) -> str:
        return self.flag.code

    @property
    def title(self) -> Any:
        return self.flag.title

    @property
    def sentence(self) -> Any:
        return self.flag.sentence


ABSENT: dict[str, Absent] = {
    flag.code: Absent(flag, kind)
    for flag, kind in (
        (f.NO_MEDICAL_AID, Kind.MEDICAL_AID),
        (f.NO_POVERTY_FILE, Kind.POVERTY_FILE),
        (f.HOUSE_UNSAFE, Kind.HOUSING),
        (f.HARDSHIP, Kind.RELIEF),
        (f.NO_HEALTH_CHECK, Kind.HEALTH_CHECK),
        (f.NO_DOCTOR, Kind.FAMILY_DOCTOR),
        (f.LONELY, Kind.COUNSELLING),
        (f.WANTS_LAW, Kind.LEGAL_AID),
        (f.NO_ALARM, Kind.FIRE_SAFETY),
    )
}
