"""An organisation hands in a paper: licence, fire record, insurance of all or of one."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import NotOneOfThem, lock_run, tell
from accounts.organisations.enums import PaperKind
from accounts.organisations.models import Paper
from accounts.organisations.papers import keep_paper
from accounts.organisations.queries import is_member
from accounts.refusals import Invalid

LONGEST_NUMBER, LONGEST_ISSUER = 60, 80


class RunOutAlready(Invalid):
    code = "run_out_already"
    sentence = _("This paper has run out already. Look at the date.")


class OnlyInsurancesForOne(Invalid):
    code = "only_insurances_for_one"
    sentence = _("Only an insurance is for one person alone.")


def add_paper(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    kind: PaperKind | str,
    number: str = "",
    issuer: str = "",
    valid_until: date | None = None,
    content: bytes | None = None,
    person_id: UUID | None = None,
) -> Paper:
    """Keep a paper; the one of its kind before is kept as replaced.

    Raises NotAllowed, NotFound, NotOneOfThem, RunOutAlready, OnlyInsurancesForOne, and what ``keep_paper`` raises.
    """
    today = timezone.localdate(at)
    if valid_until is not None and valid_until < today:
        raise RunOutAlready(field="valid_until")
    if person_id is not None and kind != PaperKind.INSURANCE:
        raise OnlyInsurancesForOne(field="person")
    with transaction.atomic():
        organisation = lock_run(by, organisation_id)
        if person_id is not None and not is_member(organisation.id, person_id, on=today):
            raise NotOneOfThem(field="person")
        before = Paper.objects.filter(organisation=organisation, kind=kind, person=person_id, replaced_at=None)
        before.update(replaced_at=at)
        paper = Paper.objects.create(
            organisation=organisation,
            person_id=person_id,
            kind=PaperKind(kind),
            number=number.replace("\x00", "").strip()[:LONGEST_NUMBER],
            issuer=issuer.replace("\x00", "").strip()[:LONGEST_ISSUER],
            valid_until=valid_until,
            file=keep_paper(content) if content else "",
            added_by=by,
            added_at=at,
        )
        tell(organisation, "paper_added", at=at, by=by, paper=str(paper.id), kind=paper.kind)
    return paper
