"""What calls for attention: duties of the family left undone, and help an elder seems entitled to and does not get."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Where
from accounts.elders.rules.picture import Picture
from accounts.people.enums import Relation

HEALTH_MANAGEMENT_FROM_YEARS = 65  # D59 N79: 为65岁以上农村留守老年人提供健康管理服务
HEALTH_CHECK_DAYS = 365
AGREEMENT_ENDS_DAYS = 30
AT_HAND = (Where.TOGETHER, Where.COUNTY)


class About(models.TextChoices):
    """Whom a flag calls."""

    FOCUS = "FOCUS", pgettext_lazy("flag", "An eye on them")
    FAMILY = "FAMILY", pgettext_lazy("flag", "The family's duty")
    ABSENT = "ABSENT", pgettext_lazy("flag", "Entitled, but not there")
    CARE = "CARE", pgettext_lazy("flag", "Nobody is named")


@dataclass(frozen=True)
class Flag:
    """One thing; ``clause`` is where the notices ask for it."""

    code: str
    about: About
    title: Any
    sentence: Any
    clause: str


FOCUS = Flag(
    "focus",
    About.FOCUS,
    _("Somebody has an eye on them"),
    _("The village named a helper, the next step and a day to look again."),
    "N29",
)
FOCUS_DUE = Flag(
    "focus_due",
    About.FOCUS,
    _("Time to look again"),
    _("The day on which somebody was to look again is over."),
    "N67",
)
NO_CHILD_HOME = Flag(
    "no_child_home",
    About.FAMILY,
    _("Dependent, and no child at home"),
    _("Gravely ill or dependent: at least one child should stay. Talk to the family."),
    "N25",
)
UNREACHABLE = Flag(
    "unreachable",
    About.FAMILY,
    _("A supporter cannot be reached"),
    _("Nobody knows where a supporter is, or there is no phone number."),
    "N24",
)
AGREEMENT_OVER = Flag(
    "agreement_over",
    About.FAMILY,
    _("The care agreement has ended"),
    _("Entrusted care without an agreement that holds."),
    "N23",
)
AGREEMENT_ENDS = Flag(
    "agreement_ends",
    About.FAMILY,
    _("The care agreement ends soon"),
    _("It ends within 30 days: ask the family whether it goes on."),
    "N23",
)
NO_AGREEMENT = Flag(
    "no_agreement",
    About.FAMILY,
    _("No care agreement"),
    _("No supporter lives with the elder or nearby, and nobody is entrusted in writing."),
    "N23",
)
NO_GUARDIAN = Flag("no_guardian", About.CARE, _("No guardian"), _("Nobody is named who looks after them."), "N08")
NO_VISITOR = Flag("no_visitor", About.CARE, _("Nobody visits"), _("Nobody is named who keeps in touch."), "D11")
NO_MEDICAL_AID = Flag(
    "no_medical_aid",
    About.ABSENT,
    _("Not in medical aid"),
    _("Poor and ill, but not in medical aid."),
    "D19",
)
NO_POVERTY_FILE = Flag(
    "no_poverty_file",
    About.ABSENT,
    _("Not in the poverty file"),
    _("In hardship, but not in the poverty file."),
    "D61",
)
NO_DOCTOR = Flag(
    "no_doctor", About.ABSENT, _("No family doctor"), _("No contract with a family doctor that holds."), "N65"
)
NO_HEALTH_CHECK = Flag(
    "no_health_check",
    About.ABSENT,
    _("No health check"),
    _("65 or older, and no health check within a year."),
    "D59",
)
HOUSE_UNRATED = Flag(
    "house_unrated", About.ABSENT, _("House not rated"), _("Nobody has rated how safe the house is."), "D21"
)
HOUSE_UNSAFE = Flag(
    "house_unsafe", About.ABSENT, _("Unsafe house"), _("Rated C or D: belongs into the renovation programme."), "D21"
)
NO_ALARM = Flag("no_alarm", About.ABSENT, _("No smoke alarm"), _("There is no smoke alarm in the house."), "D51")
HARDSHIP = Flag(
    "hardship",
    About.ABSENT,
    _("Perhaps in need of relief"),
    _("Gravely ill and just above the minimum living allowance: ask for temporary relief."),
    "D18",
)
LONELY = Flag(
    "lonely", About.ABSENT, _("Lonely"), _("Somebody noted that they are lonely: ask for counselling."), "N03"
)
WANTS_LAW = Flag(
    "wants_law", About.ABSENT, _("Wants legal advice"), _("Legal advice is among what they regularly need."), "D38"
)

FLAGS: dict[str, Flag] = {
    flag.code: flag
    for flag in (
        FOCUS,
        FOCUS_DUE,
        NO_CHILD_HOME,
        UNREACHABLE,
        AGREEMENT_OVER,
        AGREEMENT_ENDS,
        NO_AGREEMENT,
        NO_GUARDIAN,
        NO_VISITOR,
        NO_MEDICAL_AID,
        NO_POVERTY_FILE,
        NO_DOCTOR,
        NO_HEALTH_CHECK,
        HOUSE_UNRATED,
        HOUSE_UNSAFE,
        NO_ALARM,
        HARDSHIP,
        LONELY,
        WANTS_LAW,
    )
}
POOR = ("EXTREME", "LOW_INCOME")


def flags(picture: Picture) -> tuple[Flag, ...]:
    """Everything that calls for attention on the day of the picture, in the order of ``FLAGS``."""
    values = picture.values
    poor = values.get("poverty") in POOR
    ill = bool(values.get("serious_illness") or values.get("illnesses"))
    found = {
        FOCUS: picture.focus_review is not None,
        FOCUS_DUE: picture.focus_review is not None and picture.focus_review < picture.on,
        NO_CHILD_HOME: _no_child_home(picture),
        UNREACHABLE: any(kin.where == Where.UNKNOWN or not kin.reachable for kin in picture.kin),
        AGREEMENT_OVER: picture.had_agreement and picture.agreement_until is None,
        AGREEMENT_ENDS: picture.agreement_until is not None
        and (picture.agreement_until - picture.on).days <= AGREEMENT_ENDS_DAYS,
        NO_AGREEMENT: _no_agreement(picture),
        NO_GUARDIAN: not picture.has_guardian,
        NO_VISITOR: not picture.has_visitor,
        NO_MEDICAL_AID: poor and ill and values.get("medical_aid") is not True,
        NO_POVERTY_FILE: poor and values.get("poverty_file") is not True,
        NO_DOCTOR: not values.get("family_doctor") or _over(values.get("family_doctor_until"), picture.on),
        NO_HEALTH_CHECK: picture.age is not None
        and picture.age >= HEALTH_MANAGEMENT_FROM_YEARS
        and _over(values.get("health_check_on"), picture.on - timedelta(days=HEALTH_CHECK_DAYS), missing=True),
        HOUSE_UNRATED: "house_rating" not in values,
        HOUSE_UNSAFE: values.get("house_rating") in ("C", "D"),
        NO_ALARM: values.get("smoke_alarm") is False,
        HARDSHIP: values.get("poverty") == "EDGE" and values.get("serious_illness") is True,
        LONELY: values.get("lacks_comfort") is True,
        WANTS_LAW: "LEGAL" in (values.get("needs") or ()),
    }
    return tuple(flag for flag in FLAGS.values() if found[flag])


def _no_child_home(picture: Picture) -> bool:
    dependent = (
        picture.values.get("self_care") == "UNABLE"
        or picture.values.get("serious_illness") is True
        or picture.ability in ("SEVERE", "COMPLETE")
    )
    children = [kin for kin in picture.kin if kin.relation == Relation.CHILD]
    return dependent and bool(children) and all(kin.where != Where.TOGETHER for kin in children)


def _no_agreement(picture: Picture) -> bool:
    """Children away and never an agreement (N23). Without children there is nobody to ask."""
    written = picture.had_agreement or picture.agreement_until is not None
    return not written and bool(picture.kin) and not any(kin.where in AT_HAND for kin in picture.kin)


def _over(day: str | None, on: date, *, missing: bool = False) -> bool:
    """Whether an ISO date lies before ``on``; ``missing`` is the answer where there is none."""
    return missing if day is None else date.fromisoformat(day) < on
