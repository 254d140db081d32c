"""Who fits a task best, and why: every point has its sentence. Pure: facts in, points out; no database, no clock.

Whether somebody may take a task at all is ``matching``; this only puts those who may into an order. What counts, most
first: a lasting pair, a familiar face that was liked, the same dialect, near home, few hours so far this month.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

WALK_M_A_MINUTE = 70  # an unhurried step, uphill and down
NEWCOMER_UNTIL = 3  # services: whoever has done fewer is new here
WALK_M, RIDE_M, FAR_M = 1_500, 4_000, 10_000
LIKED, DISLIKED = 4, 2  # mean of the elder's ratings, of 5
FULL_MONTH = 40 * 60  # minutes: from here on others go first


@dataclass(frozen=True)
class Facts:
    """What ranking knows of one person and one elder."""

    paired: bool = False  # keeps in touch with the elder for good
    times: int = 0  # services done at this elder's
    rating: float | None = None  # mean of what the elder's side gave for them, of 5
    same_dialect: bool | None = None  # None: not known of both
    distance_m: int | None = None
    minutes_this_month: int = 0
    services_ever: int = 0
    is_man: bool = False  # the elder


@dataclass(frozen=True)
class Part:
    """Some points, and what they are for. ``code`` is stable."""

    code: str
    points: int
    sentence: str


@dataclass(frozen=True)
class Score:
    """All parts, the weightiest first."""

    parts: tuple[Part, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def because(self) -> list[str]:
        """What speaks for it, as sentences, the weightiest first."""
        return [part.sentence for part in self.parts if part.points > 0]

    @property
    def familiar(self) -> bool:
        """True when the elder knows the face."""
        return any(part.code in ("pair", "familiar") for part in self.parts)


def is_newcomer(services_ever: int) -> bool:
    return services_ever < NEWCOMER_UNTIL


def score(facts: Facts) -> Score:
    """The points of one person for one elder's task."""
    found = [*_face(facts), *_speech(facts), *_way(facts), *_load(facts)]
    return Score(tuple(sorted(found, key=lambda part: -part.points)))


def _face(facts: Facts) -> Iterable[Part]:
    if facts.paired:
        words = _("You are paired with him for good.") if facts.is_man else _("You are paired with her for good.")
        yield Part("pair", 60, words)
    if facts.times and facts.rating is not None and facts.rating <= DISLIKED:
        yield Part("not_liked", -40, _("The last time did not go well."))
    elif facts.times:
        liked = 10 if facts.rating is not None and facts.rating >= LIKED else 0
        yield Part("familiar", min(20 + 5 * facts.times, 40) + liked, _times(facts))


def _times(facts: Facts) -> str:
    if facts.is_man:
        text = ngettext("You have been to him once.", "You have been to him %(n)s times.", facts.times)
    else:
        text = ngettext("You have been to her once.", "You have been to her %(n)s times.", facts.times)
    return text % {"n": facts.times}


def _speech(facts: Facts) -> Iterable[Part]:
    if facts.same_dialect:
        words = _("You speak his dialect.") if facts.is_man else _("You speak her dialect.")
        yield Part("dialect", 15, words)


def _way(facts: Facts) -> Iterable[Part]:
    metres = facts.distance_m
    if metres is None:
        return
    if metres <= WALK_M:
        minutes = max(1, round(metres / WALK_M_A_MINUTE))
        text = ngettext("It is %(n)s minute on foot.", "It is %(n)s minutes on foot.", minutes)
        yield Part("near", 20, text % {"n": minutes})
    elif metres <= RIDE_M:
        yield Part("near", 12, _("It is a short ride from home."))
    elif metres > FAR_M:
        yield Part("far", -15, _("It is far from home."))


def _load(facts: Facts) -> Iterable[Part]:
    if facts.minutes_this_month >= FULL_MONTH:
        yield Part("load", -15, _("You have done a great deal this month already."))
    elif facts.minutes_this_month == 0:
        yield Part("load", 6 if is_newcomer(facts.services_ever) else 8, _fresh(facts))
    else:
        yield Part("load", -(facts.minutes_this_month * 10 // FULL_MONTH), "")


def _fresh(facts: Facts) -> str:
    if is_newcomer(facts.services_ever):
        return _("A good one to begin with.")
    return _("You have not been out this month yet.")


def best_first(scored: Iterable[tuple[Any, Score, Any]]) -> list[tuple[Any, Score]]:
    """Rows by points, most first; equal ones by the third value, so that whoever was asked longest ago comes first."""
    ordered = sorted(scored, key=lambda row: (-row[1].points, row[2]))
    return [(row, its) for row, its, _tie in ordered]


# What somebody who picks reads, in a word or two.
PART_WORDS = {
    "pair": pgettext_lazy("fits", "paired for good"),
    "familiar": pgettext_lazy("fits", "familiar face"),
    "dialect": pgettext_lazy("fits", "same dialect"),
    "near": pgettext_lazy("fits", "lives near"),
    "load": pgettext_lazy("fits", "has time"),
}
