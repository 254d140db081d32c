"""Days and months as addresses carry them: ``?day=2026-11-19``, ``?month=2026-11``."""

from datetime import date, timedelta

YEARS = range(2000, 2101)  # what anybody may ask for; a day in the year 9999 has no day after it


def day_of(text: str) -> date | None:
    """``2026-11-19``; None for anything that is no day of this century."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def month_of(text: str) -> date | None:
    """``2026-11`` → its first day; None for anything else."""
    return day_of(f"{text}-01")


def next_month(month: date) -> date:
    """First day of the month after the one that begins on ``month``."""
    return (month + timedelta(days=32)).replace(day=1)
