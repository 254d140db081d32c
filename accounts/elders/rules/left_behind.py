"""Who counts as an elder left behind (农村留守老年人), by the definition of the notice that holds in the region.

Datian 2020 (田政办〔2020〕41号): 60 or older; children or other supporters *all* outside the county for half a year or
more; living in the countryside at the place of household registration.
Ningxia 2018 (宁民发〔2018〕105号): 60 or older; children all out for half a year or more; living in the countryside,
wherever registered; no supporter at hand, or only such as cannot support.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dateutil.relativedelta import relativedelta
from django.utils.translation import gettext_lazy as _

from accounts.elders.enums import Where
from accounts.elders.rules.picture import Kin, Picture
from accounts.people.enums import Relation

DATIAN, NINGXIA = "DATIAN", "NINGXIA"
OLD_FROM_YEARS = 60
AWAY_MONTHS = 6
AT_HAND = (Where.TOGETHER, Where.COUNTY)


@dataclass(frozen=True)
class Reason:
    """One condition and how it stands: True met, False not met, None not known. ``sentence`` says it in words."""

    code: str
    met: bool | None
    sentence: Any
    facts: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return str(self.sentence) % self.facts if self.facts else str(self.sentence)


@dataclass(frozen=True)
class Verdict:
    """Left behind or not; None while a condition is not known. ``since`` is the first day on which all were met."""

    holds: bool | None
    since: date | None
    reasons: tuple[Reason, ...]


def left_behind(picture: Picture, *, definition: str) -> Verdict:
    """Judge by ``definition`` (DATIAN or NINGXIA) on the day of the picture; every condition is named."""
    reasons = [_age(picture), _countryside(picture)]
    if definition == DATIAN:
        away = list(picture.kin)
        reasons += [_registered(picture), _away(away, picture.on, of_children=False)]
    else:
        away = [kin for kin in picture.kin if kin.relation == Relation.CHILD]
        reasons += [_away(away, picture.on, of_children=True), _nobody_at_hand(picture)]
    met = [reason.met for reason in reasons]
    holds = False if False in met else None if None in met else True
    return Verdict(holds, _since(picture, away) if holds else None, tuple(reasons))


def _age(picture: Picture) -> Reason:
    if picture.age is None:
        return Reason("age", None, _("The birthday is not known."))
    if picture.age < OLD_FROM_YEARS:
        return Reason("age", False, _("%(age)s years old, not yet 60."), {"age": picture.age})
    return Reason("age", True, _("%(age)s years old."), {"age": picture.age})


def _countryside(picture: Picture) -> Reason:
    if picture.rural:
        return Reason("countryside", True, _("Lives in the countryside."))
    return Reason("countryside", False, _("Lives in a town."))


def _registered(picture: Picture) -> Reason:
    if not picture.registered_code:
        return Reason("registered", None, _("Where the household is registered is not known."))
    if picture.registered_code == picture.home_code:
        return Reason("registered", True, _("Lives where the household is registered."))
    return Reason("registered", False, _("Lives elsewhere than where the household is registered."))


def _away(kin: Sequence[Kin], on: date, *, of_children: bool) -> Reason:
    """All of them outside the county for half a year: known to be so, known not to be so, or not known."""
    if not kin:
        words = _("No children are known.") if of_children else _("No supporters are known.")
        return Reason("away", False, words)
    for one in kin:
        if one.where in AT_HAND:
            return Reason("away", False, _("%(name)s lives in the county."), {"name": one.name})
    for one in kin:
        if one.away_since is not None and one.away_since + relativedelta(months=AWAY_MONTHS) > on:
            return Reason("away", False, _("%(name)s has not been away for half a year."), {"name": one.name})
    for one in kin:
        if one.where == Where.UNKNOWN:
            return Reason("away", None, _("Nobody knows where %(name)s is."), {"name": one.name})
    words = (
        _("All children have been outside the county for half a year or more.")
        if of_children
        else _("All supporters have been outside the county for half a year or more.")
    )
    return Reason("away", True, words)


def _nobody_at_hand(picture: Picture) -> Reason:
    at_hand = [kin for kin in picture.kin if kin.where in AT_HAND]
    able = [kin for kin in at_hand if kin.able]
    if able:
        return Reason("at_hand", False, _("%(name)s is at hand and can support."), {"name": able[0].name})
    if at_hand:
        return Reason("at_hand", True, _("Who is at hand cannot support."))
    return Reason("at_hand", True, _("No supporter is at hand."))


def _since(picture: Picture, away: Sequence[Kin]) -> date | None:
    """The day on which the last condition that has a date was met."""
    days = [one.away_since + relativedelta(months=AWAY_MONTHS) for one in away if one.away_since is not None]
    if picture.birth_on is not None:
        days.append(picture.birth_on + relativedelta(years=OLD_FROM_YEARS))
    return max(days, default=None)
