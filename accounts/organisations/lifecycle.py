"""What an organisation may become, and the only function that moves it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import OrganisationStatus as S
from accounts.organisations.models import Organisation
from accounts.refusals import Refusal


@dataclass(frozen=True)
class Move:
    """From which states, to which one."""

    sources: frozenset[str]
    target: str


def _move(*sources: str, to: str) -> Move:
    return Move(frozenset(sources), to)


ORGANISATION_MOVES: dict[str, Move] = {
    "verify": _move(S.WAITING, to=S.VERIFIED),
    "refuse": _move(S.WAITING, to=S.REFUSED),
    "withdraw": _move(S.WAITING, to=S.WITHDRAWN),
    "suspend": _move(S.VERIFIED, to=S.SUSPENDED),
    "readmit": _move(S.SUSPENDED, to=S.VERIFIED),
    "close": _move(S.VERIFIED, S.SUSPENDED, to=S.CLOSED),
}


class OrganisationChanged(Refusal):
    code = "organisation_changed"
    sentence = _("This has changed in the meantime: it is now “%(status)s”.")


def advance_organisation(organisation: Organisation, move: str, **changes: Any) -> Organisation:
    """Move it along the table by compare-and-set, writing ``changes`` with it; else OrganisationChanged."""
    step = ORGANISATION_MOVES[move]
    rows = Organisation.objects.filter(pk=organisation.pk, status__in=step.sources)
    if not rows.update(status=step.target, **changes):
        organisation.refresh_from_db(fields=["status"])
        raise OrganisationChanged(status=organisation.get_status_display())
    for name, value in {"status": step.target, **changes}.items():
        setattr(organisation, name, value)
    return organisation
