"""What somebody asks for when they start or change a standing order."""

from dataclasses import dataclass
from datetime import time

from accounts.elders.enums import Consent
from services.orders.actions.place_order import Line
from services.standing.rhythm import Rhythm


@dataclass(frozen=True)
class Wish:
    """``minutes`` is how long it lasts by the clock."""

    lines: tuple[Line, ...]
    rhythm: Rhythm
    clock: time
    minutes: int
    note: str = ""
    consent: Consent = Consent.IN_PERSON
