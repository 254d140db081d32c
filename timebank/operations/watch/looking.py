"""The doctor's last look, kept for a minute: it asks other programs and reads keys, too slow for every page."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone, translation

from timebank.operations.doctor import Finding, Level
from timebank.operations.doctor.examine import examine

KEPT_SECONDS = 60


@dataclass(frozen=True)
class Look:
    """What was found, in one language, and when."""

    at: datetime
    findings: tuple[Finding, ...]

    def count(self, level: Level) -> int:
        return sum(one.level == level for one in self.findings)


def last_look(language: str) -> Look:
    """At most a minute old. All processes that share a cache share it."""
    found = cache.get(_key(language))
    if found is None:
        with translation.override(language):
            found = Look(timezone.now(), tuple(examine()))
        cache.set(_key(language), found, KEPT_SECONDS)
    return found


def forget_look() -> None:
    """Look anew when asked next."""
    cache.delete_many([_key(language) for language in ("zh-hans", "en")])


def _key(language: str) -> str:
    return f"operations.look.{language}"
