"""Write down a care agreement: the family entrusts somebody, the elder agrees (委托照顾协议, D10 N23)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.checking import LongText, NotAPhone, checked_person, checked_phone
from accounts.elders.actions.evidence import SHOWN_BY, EvidenceMissing, evidence_kept
from accounts.elders.actions.keeping import keep_figures, lock_elder, tell, write_change
from accounts.elders.enums import CarerKind, Consent, Duty
from accounts.elders.models import CareAgreement, Elder, Supporter
from accounts.refusals import Invalid, NotFound, Refusal

LONGEST_WORDS, LONGEST_RELATION = 1000, 40
MOST_YEARS = 5


class AgreementStands(Refusal):
    code = "agreement_stands"
    sentence = _("There is an agreement already. Renew it, or end it first.")


class AlreadyRenewed(Refusal):
    code = "agreement_already_renewed"
    sentence = _("This agreement has been renewed already.")


class AgreementPeriod(Invalid):
    code = "agreement_period"
    sentence = _("The last day must come after the first, today or later, and within five years.")


class NobodyEntrusts(Invalid):
    code = "nobody_entrusts"
    sentence = _("Choose who of the family entrusts the care.")


class NoDuties(Invalid):
    code = "no_duties"
    sentence = _("Choose at least one thing the carer takes on.")


def conclude_agreement(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    entrusted_by: Sequence[UUID],
    carer_kind: CarerKind | str,
    carer_name: str,
    carer_phone: str,
    carer_relation: str = "",
    emergency_phone: str = "",
    duties: Sequence[Duty | str],
    words: str = "",
    starts_on: date,
    ends_on: date,
    consent: Consent | str,
    evidence: bytes | None = None,
    follows: UUID | None = None,
) -> CareAgreement:
    """Keep the agreement with the photo of the signed sheet or the voice note. ``entrusted_by``: supporters' ids.

    Raises NotAllowed, NotFound (also for supporters or an agreement of somebody else), ElderLeft, AgreementStands,
    AlreadyRenewed, AgreementPeriod, NobodyEntrusts, NoDuties and the refusals of ``person_values``, ``evidence``.
    """
    values = _checked(carer_name, carer_phone, carer_relation, emergency_phone, words)
    _check_terms(carer_kind, duties, consent, entrusted_by)
    if not max(starts_on, timezone.localdate(at)) <= ends_on <= starts_on + relativedelta(years=MOST_YEARS):
        raise AgreementPeriod(field="ends_on")
    trace = {"by": by, "at": at}
    with evidence_kept(**trace, elder=elder, consent=consent, sent=evidence) as shown:
        locked = lock_elder(by=by, elder_id=elder.id)
        family = list(Supporter.objects.filter(elder=locked, ended_on=None, id__in=list(entrusted_by)))
        if len(family) != len(set(entrusted_by)):
            raise NotFound
        before = _before(locked, follows, starts_on, timezone.localdate(at))
        made = CareAgreement.objects.create(
            elder=locked,
            carer_kind=carer_kind,
            duties=[duty.value for duty in Duty if duty in duties],
            starts_on=starts_on,
            ends_on=ends_on,
            consent=consent,
            evidence=shown,
            follows=before,
            entered_at=at,
            entered_by=by,
            **values,
        )
        made.entrusted_by.set(family)
        field = "renewed" if before is not None else "added"
        write_change(
            **trace, elder=locked, about="AGREEMENT", about_id=made.id, field=field, became=values["carer_name"]
        )
        keep_figures(locked, at)
        tell(f"agreement.{field}", **trace, elder=locked, agreement=str(made.id))
    return made


def _check_terms(
    carer_kind: CarerKind | str, duties: Sequence[Duty | str], consent: Consent | str, entrusted_by: Sequence[UUID]
) -> None:
    if carer_kind not in CarerKind.values or not duties or not set(duties) <= set(Duty.values):
        raise NoDuties(field="duties")
    if consent not in SHOWN_BY:
        raise EvidenceMissing(field="consent")
    if not entrusted_by:
        raise NobodyEntrusts(field="entrusted_by")


def _checked(name: str, phone: str, relation: str, emergency: str, words: str) -> dict[str, str]:
    person = checked_person({"name": name, "phone": phone})
    if not person["phone"]:
        raise NotAPhone(field="carer_phone")
    words, relation = words.strip(), relation.strip()
    if len(words) > LONGEST_WORDS:
        raise LongText(field="words", n=LONGEST_WORDS)
    if len(relation) > LONGEST_RELATION:
        raise LongText(field="carer_relation", n=LONGEST_RELATION)
    return {
        "carer_name": person["name"],
        "carer_phone": person["phone"],
        "carer_relation": relation,
        "emergency_phone": checked_phone(emergency, name="emergency_phone") or person["phone"],
        "words": words,
    }


def _before(elder: Elder, follows: UUID | None, starts_on: date, today: date) -> CareAgreement | None:
    """The agreement this one renews; without one none may hold or be about to."""
    standing = CareAgreement.objects.filter(elder=elder, revoked_at=None)
    if follows is None:
        if standing.filter(ends_on__gte=today).exists():
            raise AgreementStands
        return None
    old = CareAgreement.objects.filter(elder=elder, id=follows).first()
    if old is None:
        raise NotFound
    if CareAgreement.objects.filter(follows=old).exists():
        raise AlreadyRenewed
    if starts_on <= old.starts_on:
        raise AgreementPeriod(field="starts_on")
    return old
