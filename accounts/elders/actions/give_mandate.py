"""Record that an elder lets somebody act for them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Permission, Role
from accounts.access.queries import demand, roles_of
from accounts.elders.actions.evidence import evidence_kept
from accounts.elders.actions.keeping import lock_elder, write_change
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder, Mandate
from accounts.journal.actions.emit import emit
from accounts.people.models import Person, User
from accounts.refusals import Invalid, Refusal

CODE = re.compile(r"[a-z0-9_-]{1,40}")
MOST_CODES = 100
MOST_MINUTES = 60 * 24 * 31
MOST_FEN = 100_000_00


class MandateStands(Refusal):
    code = "mandate_stands"
    sentence = _("This person already acts for the elder. Take the old mandate back first.")


class MandatePeriodBackwards(Invalid):
    code = "mandate_period_backwards"
    sentence = _("The mandate would end before it starts.")


class NoPower(Invalid):
    code = "mandate_without_power"
    sentence = _("Say what they may do.")


class BadLimit(Invalid):
    code = "bad_mandate_limit"
    sentence = _("This limit cannot be right.")


class MandateToOneself(Refusal):
    """Whoever writes the mandate down is the witness of the elder's word, and nobody is witness in their own cause."""

    code = "mandate_to_oneself"
    sentence = _("You cannot write down a mandate for yourself, nor the elder's own. Ask a colleague.")
    status = 403


@dataclass(frozen=True)
class Limits:
    """How far a mandate to order reaches. ``only``: codes of classes or items of the service list, empty: all.

    Minutes and fen (1/100 yuan); None: as much as the passbook has.
    """

    only: Sequence[str] = ()
    minutes_per_order: int | None = None
    minutes_per_month: int | None = None
    fen_per_month: int | None = None

    def checked(self) -> dict[str, Any]:
        """As they are stored. Raises BadLimit with the field at fault."""
        only = sorted(set(self.only))
        if len(only) > MOST_CODES or not all(CODE.fullmatch(code) for code in only):
            raise BadLimit(field="only")
        found: dict[str, Any] = {"only": only}
        for name, most in (
            ("minutes_per_order", MOST_MINUTES),
            ("minutes_per_month", MOST_MINUTES),
            ("fen_per_month", MOST_FEN),
        ):
            limit = getattr(self, name)
            if limit is not None and not (0 if name == "fen_per_month" else 1) <= limit <= most:
                raise BadLimit(field=name)
            found[name] = limit
        return found


UNLIMITED = Limits()


def give_mandate(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    proxy: Person,
    powers: Sequence[Power],
    starts_on: date,
    ends_on: date | None,
    consent: Consent,
    limits: Limits = UNLIMITED,
    evidence: bytes | None = None,
) -> Mandate:
    """Record a mandate with its powers, limits, period and the way consent was given; the proxy's login becomes a
    helper's with it.

    Raises NotAllowed, NotFound, ElderLeft, MandateStands, MandatePeriodBackwards, NoPower, BadLimit, MandateToOneself
    and the refusals of ``evidence``. ``by`` None is the house itself.
    """
    if ends_on is not None and ends_on < starts_on:
        raise MandatePeriodBackwards(field="ends_on")
    if not powers or not set(powers) <= set(Power.values):
        raise NoPower(field="powers")
    reach = limits.checked()
    if by is not None:
        demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if proxy.id == elder.person_id or (by is not None and by.person_id == proxy.id):
        raise MandateToOneself(field="phone")
    with evidence_kept(by=by, at=at, elder=elder, consent=consent, sent=evidence) as shown:
        locked = lock_elder(by=by, elder_id=elder.id)
        try:
            with transaction.atomic():
                mandate = Mandate.objects.create(
                    elder=locked,
                    proxy=proxy,
                    powers=sorted({str(Power(power)) for power in powers}),
                    starts_on=starts_on,
                    ends_on=ends_on,
                    consent=consent,
                    evidence=shown,
                    granted_by=by,
                    **reach,
                )
        except IntegrityError as error:
            raise MandateStands(field="phone") from error
        _open_the_door(proxy, at)
        write_change(by=by, at=at, elder=locked, about="MANDATE", about_id=mandate.id, field="added", became=proxy.name)
        emit(
            "accounts.mandate.given",
            at=at,
            by=by,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            detail={"mandate": str(mandate.id), "powers": mandate.powers, "limited": mandate.limited},
            deliver=False,
        )
    return mandate


def _open_the_door(proxy: Person, at: datetime) -> None:
    """A mandate makes a helper: without the role the pages for it would stay shut."""
    user = User.objects.filter(person=proxy, is_active=True).first()
    if user is not None and not roles_of(user) & {Role.PROXY, Role.FAMILY}:
        give_role(by=None, at=at, user=user, role=Role.PROXY)
