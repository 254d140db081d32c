"""The papers of a dossier: who may act for the elder, and who was entrusted with the care."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts.elders.enums import Power
from accounts.elders.models import Elder, Mandate
from accounts.elders.queries import standing_mandates
from accounts.elders.queries.agreements import agreement_of, coming_mandates, past_mandates
from frontend.shell.mandate_words import limit_words, names_for

PAST_SHOWN = 20


def papers_of(elder: Elder, today: date) -> dict[str, Any]:
    """``standing`` and ``coming`` mandates, and the ``agreement`` that holds, if any."""
    agreement = agreement_of(elder, on=today)
    return {
        **mandate_rows(elder, today),
        "agreement": agreement,
        "agreement_ends_soon": agreement is not None and agreement.ends_soon(today),
    }


def mandate_rows(elder: Elder, today: date, *, past: bool = False) -> dict[str, Any]:
    """``standing``, ``coming`` and ``past`` mandates, each with powers and limits in words."""
    standing = standing_mandates(on=today).filter(elder=elder).select_related("proxy__user", "evidence")
    groups = {
        "standing": list(standing.order_by("starts_on", "id")),
        "coming": list(coming_mandates(elder, on=today)),
        "past": list(past_mandates(elder, on=today)[:PAST_SHOWN]) if past else [],
    }
    names = names_for(one for group in groups.values() for one in group)
    return {
        kind: [(one, _(", ").join(_powers(one)), limit_words(one, names)) for one in group]
        for kind, group in groups.items()
    }


def _powers(mandate: Mandate) -> list[str]:
    return [str(power.label) for power in Power if power in mandate.powers]
