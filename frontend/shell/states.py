"""How each state looks and what it is called: of orders, assignments, corrections and certificates."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import pgettext_lazy


@dataclass(frozen=True)
class Look:
    """``tone`` is the CSS modifier, ``icon`` the symbol, ``words`` the translated name."""

    tone: str
    icon: str
    words: Any


def _order(tone: str, words: Any) -> Look:
    return Look(tone, f"s-{tone}", words)


ORDER: dict[str, Look] = {
    "DRAFT": _order("draft", pgettext_lazy("order state", "Draft")),
    "OPEN": _order("open", pgettext_lazy("order state", "Waiting for someone")),
    "CLAIMED": _order("claimed", pgettext_lazy("order state", "Taken")),
    "IN_SERVICE": _order("inservice", pgettext_lazy("order state", "In service")),
    "SERVED": _order("served", pgettext_lazy("order state", "To be confirmed")),
    "CONFIRMED": _order("confirmed", pgettext_lazy("order state", "Booked")),
    "CANCELLED": _order("cancelled", pgettext_lazy("order state", "Cancelled")),
    "EXPIRED": _order("expired", pgettext_lazy("order state", "Expired")),
    "DISPUTED": _order("disputed", pgettext_lazy("order state", "Disputed")),
    "VOIDED": _order("voided", pgettext_lazy("order state", "Voided")),
}

ASSIGNMENT: dict[str, Look] = {
    "OFFERED": Look("open", "s-open", pgettext_lazy("assignment state", "Offered")),
    "CLAIMED": Look("claimed", "s-claimed", pgettext_lazy("assignment state", "Taken")),
    "CHECKED_IN": Look("inservice", "s-inservice", pgettext_lazy("assignment state", "In service")),
    "CHECKED_OUT": Look("served", "s-served", pgettext_lazy("assignment state", "To be confirmed")),
    "CONFIRMED": Look("confirmed", "s-confirmed", pgettext_lazy("assignment state", "Booked")),
    "WITHDRAWN": Look("cancelled", "s-cancelled", pgettext_lazy("assignment state", "Withdrawn")),
    "NO_SHOW": Look("disputed", "u-warn", pgettext_lazy("assignment state", "Did not come")),
    "DECLINED": Look("cancelled", "s-cancelled", pgettext_lazy("assignment state", "Declined")),
}

CORRECTION: dict[str, Look] = {
    "REPORTED": Look("open", "s-open", pgettext_lazy("correction state", "Reported")),
    "VERIFIED": Look("served", "s-served", pgettext_lazy("correction state", "Found right")),
    "CORRECTED": Look("confirmed", "s-confirmed", pgettext_lazy("correction state", "Put right")),
    "REFUSED": Look("voided", "s-voided", pgettext_lazy("correction state", "Left as it is")),
    "WITHDRAWN": Look("cancelled", "s-cancelled", pgettext_lazy("correction state", "Taken back")),
}

CERTIFICATE: dict[str, Look] = {
    "CURRENT": Look("confirmed", "s-confirmed", pgettext_lazy("certificate state", "Valid")),
    "SUPERSEDED": Look("cancelled", "s-cancelled", pgettext_lazy("certificate state", "Replaced")),
    "REVOKED": Look("voided", "s-voided", pgettext_lazy("certificate state", "Withdrawn")),
}

KINDS: dict[str, dict[str, Look]] = {
    "ORDER": ORDER,
    "ASSIGNMENT": ASSIGNMENT,
    "CORRECTION": CORRECTION,
    "CERTIFICATE": CERTIFICATE,
}


def look_of(kind: str, status: str) -> Look:
    """The look of a status; KeyError for one that does not exist, so that a new state cannot go undrawn."""
    return KINDS[kind][status]
