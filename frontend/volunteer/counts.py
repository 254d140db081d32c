"""How many tasks there are of what: counted from a bounded look, so never exact above it, and never slow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.people.queries import distance_m
from frontend.shell.wording import place_text
from frontend.volunteer.wishes import ANY, COUNTY, NEAR, RADIUS_M, TODAY, TOMORROW, TOWNSHIP, WALK, WEEKEND, Wish, days
from services.catalogue.queries import categories
from services.orders.matching import Candidate
from services.orders.queries.board import BoardFilter
from services.orders.queries.board_pages import Glance, Look, look

LOOK_AT = 300  # orders counted at most
MOST = 99

Test = Callable[[Glance], bool]


@dataclass(frozen=True)
class Option:
    """One choice of a filter: its value, words and icon, how many tasks it has, whether it is chosen, its address."""

    value: str
    words: str
    count: str
    chosen: bool
    href: str
    icon: str = ""


@dataclass(frozen=True)
class Counts:
    """Everything the filters say."""

    reaches: list[Option]
    days: list[Option]
    categories: list[Option]
    elders: str  # elders who wait, within everything chosen; empty for none
    number: int  # the same as a number, for the grammar


def count_text(number: int, *, capped: bool) -> str:
    """``7``, ``99+``; when more orders exist than were looked at ``7+``, and nothing for none found."""
    if number > MOST:
        return f"{MOST}+"
    if capped:
        return f"{number}+" if number else ""
    return str(number)


def count_tasks(wish: Wish, candidate: Candidate, *, on: date) -> Counts:
    """Count what each choice would show, the other choices kept. At most two reads of LOOK_AT orders, one of names."""
    only_for = candidate if wish.mine else None
    county = look(BoardFilter(region_code=wish.code[:6]), limit=LOOK_AT, only_for=only_for)
    here = (
        look(wish.as_filter(on=on, everything=True), limit=LOOK_AT, only_for=only_for)
        if county.more
        else Look([glance for glance in county.found if _within(wish, wish.reach)(glance)], more=False)
    )
    day, kind = _on_day(wish.day, on), _of_kind(wish.categories)
    waiting = len({glance.elder_id for glance in here.found if day(glance) and kind(glance)})
    return Counts(
        reaches=_reach_options(wish, [g for g in county.found if day(g) and kind(g)], capped=county.more),
        days=_day_options(wish, [g for g in here.found if kind(g)], on, capped=here.more),
        categories=_category_options(wish, [g for g in here.found if day(g)], capped=here.more),
        elders=count_text(waiting, capped=here.more) if waiting else "",
        number=waiting,
    )


def _within(wish: Wish, reach: str) -> Test:
    if reach in RADIUS_M and wish.centre is not None:
        latitude, longitude = wish.centre

        def near(glance: Glance) -> bool:
            metres = distance_m(latitude, longitude, glance.latitude, glance.longitude)
            return metres is not None and metres <= RADIUS_M[reach]

        return near
    prefix = wish.code[: 9 if reach == TOWNSHIP else 6]
    return lambda glance: glance.village_code.startswith(prefix)


def _on_day(day: str, on: date) -> Test:
    since, until = days(day, on)
    return lambda glance: since is None or until is None or since <= glance.starts_at < until


def _of_kind(codes: Iterable[str]) -> Test:
    wanted = set(codes)
    return lambda glance: not wanted or glance.category in wanted


def _tally(found: list[Glance], test: Test, *, capped: bool) -> str:
    return count_text(sum(map(test, found)), capped=capped)


def _reach_options(wish: Wish, found: list[Glance], *, capped: bool) -> list[Option]:
    names = {len(place.code): place_text(place.name) for place in wish.places}
    words = {
        WALK: _("On foot"),
        NEAR: _("Within 5 km"),
        TOWNSHIP: _("All of %(place)s") % {"place": names.get(9, "")},
        COUNTY: _("All of %(place)s") % {"place": names.get(6, place_text(wish.places[0].name))},
    }
    return [
        Option(
            value=reach,
            words=words[reach],
            count=_tally(found, _within(wish, reach), capped=capped),
            chosen=reach == wish.reach,
            href=wish.address(reach=reach),
        )
        for reach in wish.reaches
    ]


def _day_options(wish: Wish, found: list[Glance], on: date, *, capped: bool) -> list[Option]:
    words: dict[str, Any] = {
        ANY: pgettext("filter", "Any day"),
        TODAY: _("Today"),
        TOMORROW: _("Tomorrow"),
        WEEKEND: _("At the weekend"),
    }
    return [
        Option(
            value=day,
            words=text,
            count=_tally(found, _on_day(day, on), capped=capped),
            chosen=day == wish.day,
            href=wish.address(day=ANY if day == wish.day else day),
        )
        for day, text in words.items()
    ]


def _category_options(wish: Wish, found: list[Glance], *, capped: bool) -> list[Option]:
    options = []
    for category in categories():
        chosen = category.code in wish.categories
        number = sum(glance.category == category.code for glance in found)
        if not number and not chosen and not capped:
            continue
        others = tuple(code for code in wish.categories if code != category.code)
        options.append(
            Option(
                value=category.code,
                words=category.name,
                count=count_text(number, capped=capped),
                chosen=chosen,
                href=wish.address(categories=others if chosen else (*others, category.code)),
                icon=category.icon,
            )
        )
    return options
