"""A draft tried on the past year, as the page tells it: sums, a picture, and the people it touches most."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.policies.models import PolicyDraft
from accounts.regions.queries import names_of
from frontend.shell.rule_words import kinds_of_service, period_text
from frontend.shell.wording import MINUS, minutes_text, name_text, place_text
from services.catalogue.models import Category
from services.orders.queries.simulation import Affected, Bar, Simulation, last_year, simulate

NAMED = 6  # people in the table on either side
KINDS = 3  # kinds of service named for each
ROOMY = 36  # of a column: wide enough for its figure
GAP = 40  # of the middle, where those without change stand


@dataclass(frozen=True)
class Column:
    """One bar of the picture, in the units of its view box."""

    x: float
    y: float
    width: float
    height: float
    middle: float
    people: int
    tick: str
    loses: bool


@dataclass(frozen=True)
class Fan:
    """The picture in one size: bars on either side of a dashed line."""

    width: int
    base: int
    middle: float
    columns: list[Column]

    @property
    def height(self) -> int:
        return self.base + 44


@dataclass(frozen=True)
class Touched:
    """Somebody in the table."""

    name: str
    where: str
    did: str
    before: int
    after: int
    difference: str
    loses: bool


@dataclass(frozen=True)
class Trial:
    """Everything the page says of a replay."""

    found: Simulation
    wide: Fan | None
    slim: Fan | None
    bars: list[tuple[str, int]]
    touched: list[Touched]
    aged: list[str]
    sum: str
    period: str
    summary: str


def trial_of(draft: PolicyDraft, *, at: datetime) -> Trial:
    """Replay the year up to yesterday under the draft. Changes nothing."""
    since, until = last_year(at)
    found = simulate(region_code=draft.region_id, changes=draft.changes, since=since, until=until)
    people = [*found.most_gaining[:NAMED], *found.most_losing[:NAMED]]
    towns = names_of({one.village_code[:9] for one in (*people, *found.aged_losing)})
    kinds = kinds_of_service()
    return Trial(
        found=found,
        wide=_fan(found.histogram, width=700, base=186) if found.histogram else None,
        slim=_fan(found.histogram, width=328, base=166) if found.histogram else None,
        bars=[(_range(bar), bar.people) for bar in found.histogram],
        touched=[_touched(one, towns, kinds) for one in people],
        aged=[_called(one, towns) for one in found.aged_losing],
        sum=signed(found.difference),
        period=period_text(since, until + timedelta(days=1)),
        summary=_summary(found),
    )


def signed(minutes: int) -> str:
    """``+5,310``, ``−90``, ``0``."""
    return f"{minutes:+,}".replace("-", MINUS) if minutes else "0"


def _summary(found: Simulation) -> str:
    """What the picture shows, for those who cannot see it."""
    facts = {"gaining": found.gaining, "losing": found.losing, "same": found.same}
    return _("%(gaining)s people are credited more, %(losing)s less, %(same)s the same.") % facts


def _fan(bars: tuple[Bar, ...], *, width: int, base: int) -> Fan:
    side = max(1, len(bars) // 2)
    step = (width - GAP) / 2 / side
    most = max(bar.people for bar in bars)
    columns = []
    for place, bar in enumerate(bars):
        left = place * step if place < side else width - (len(bars) - place) * step
        height = max(2.0, (base - 40) * bar.people / most) if bar.people else 0.0
        edge = bar.least if bar.least < 0 else bar.most
        outward = min(place, len(bars) - 1 - place)  # steps from the outer end: narrow pictures name every other one
        columns.append(
            Column(
                x=round(left + 3, 1),
                y=round(base - height, 1),
                width=round(step - 6, 1),
                height=round(height, 1),
                middle=round(left + step / 2, 1),
                people=bar.people,
                tick=signed(edge) if step > ROOMY or outward % 2 == 0 else "",
                loses=bar.least < 0,
            )
        )
    return Fan(width, base, width / 2, columns)


def _range(bar: Bar) -> str:
    least, most = signed(bar.least), signed(bar.most)
    return _("%(least)s to %(most)s") % {"least": least, "most": most} if least != most else least


def _touched(one: Affected, towns: Mapping[str, str], kinds: Mapping[str, Category]) -> Touched:
    did = [
        ngettext("%(kind)s, %(number)s time", "%(kind)s, %(number)s times", number)
        % {"kind": kinds[code].name if code in kinds else code, "number": number}
        for code, number in list(one.services.items())[:KINDS]
    ]
    return Touched(
        name=name_text(one.name),
        where=_place(one, towns),
        did=_("; ").join(did),
        before=one.before,
        after=one.after,
        difference=signed(one.difference),
        loses=one.difference < 0,
    )


def _place(one: Affected, towns: Mapping[str, str]) -> str:
    town = place_text(towns[one.village_code[:9]]) if one.village_code[:9] in towns else ""
    age = _("aged %(years)s") % {"years": one.years} if one.years is not None and one.years >= 60 else ""
    return _(", ").join(part for part in (town, age) if part)


def _called(one: Affected, towns: Mapping[str, str]) -> str:
    facts = {"name": name_text(one.name), "where": _place(one, towns), "time": minutes_text(-one.difference)}
    return _("%(name)s (%(where)s): %(time)s less") % facts
