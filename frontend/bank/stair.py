"""The half-year chart: a terrace for each month, as high as what came in. Pure, drawn on the server."""

from dataclasses import dataclass
from datetime import date

from frontend.bank.period import Calendar, Period
from frontend.shell.wording import minutes_column, minutes_text, month_text

MONTHS = 6
WIDE, HIGH = 57, 92  # of one terrace and of the tallest, in the units of the drawing
FLOOR = 122
ROOM = 30  # above the tallest terrace, for its figure


@dataclass(frozen=True)
class Terrace:
    """One month: where it stands, how high it is, and its words."""

    left: int
    top: int
    height: int
    month: str
    figure: str
    words: str

    @property
    def middle(self) -> int:
        return self.left + 27

    @property
    def row(self) -> tuple[int, int]:
        """Where its row of tea begins and ends."""
        return self.left + 5, self.left + 52


@dataclass(frozen=True)
class Stair:
    """The terraces, oldest month first, and what they say to somebody who does not see them."""

    terraces: list[Terrace]

    @property
    def words(self) -> str:
        return "，".join(terrace.words for terrace in self.terraces)


def stair(calendar: Calendar, today: date) -> Stair | None:
    """Minutes that came in, in each of the last months; None when nothing ever came."""
    if not any(row["came"] for row in calendar.rows):
        return None
    months = [divmod(today.year * 12 + today.month - 1 - back, 12) for back in reversed(range(MONTHS))]
    came = [calendar.sums(Period(year, month + 1)).came for year, month in months]
    most = max(max(came), 1)
    terraces = []
    for place, ((year, month), minutes) in enumerate(zip(months, came, strict=True)):
        height = round(minutes * HIGH / most)
        name = month_text(date(year, month + 1, 1))
        terraces.append(
            Terrace(
                left=2 + WIDE * place,
                top=FLOOR - height,
                height=height,
                month=name,
                figure=minutes_column(minutes),
                words=f"{name} {minutes_text(minutes)}",
            )
        )
    return Stair(terraces)
