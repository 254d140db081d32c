"""What is wrong or missing on this machine, in plain words, and what to do about it.

Each check looks at one thing and yields findings; ``manage.py doctor`` prints them, the status page and the metrics
count them. A check that fails itself is a finding too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """How bad it is: all right, unwise, or broken."""

    GOOD, WARN, BAD = range(3)


@dataclass(frozen=True)
class Finding:
    """``about``: the check's own name, for programs. ``words``: what is so. ``do``: what helps, or empty."""

    about: str
    level: Level
    words: str
    do: str = ""


Check = Callable[[], Iterator[Finding]]
