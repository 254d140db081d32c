"""What a certificate states, before it has a number."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Row:
    """One line of the table: what was done, where mostly, how often, minutes."""

    zh: str
    en: str
    places: tuple[str, ...]
    services: int
    minutes: int


@dataclass(frozen=True)
class Facts:
    """Everything a certificate states. ``about`` holds what the person agreed to have said of them."""

    name: str
    since: date
    until: date
    services: int
    minutes: int
    issuer: str
    rows: tuple[Row, ...]
    records_sha256: str  # of the records it counts, in their order: which ones cannot be argued about later
    about: dict[str, str] = field(default_factory=dict)
    sealed: dict[str, Any] | None = None  # the last checkpoint of the books: number and root

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "since": self.since.isoformat(),
            "until": self.until.isoformat(),
            "services": self.services,
            "minutes": self.minutes,
            "issuer": self.issuer,
            "rows": [
                {"zh": r.zh, "en": r.en, "places": list(r.places), "services": r.services, "minutes": r.minutes}
                for r in self.rows
            ],
            "records_sha256": self.records_sha256,
            "about": self.about,
            "sealed": self.sealed,
        }
