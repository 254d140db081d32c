"""The second person decides on a draft; approved, its values hold from their day on."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.policies.actions.draft_policy import check_period, emit_draft
from accounts.policies.enums import DraftStatus
from accounts.policies.lifecycle import advance_draft, lock_draft
from accounts.policies.models import Policy, PolicyDraft
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region


class OwnDraft(Refusal):
    code = "own_draft"
    sentence = _("You wrote this one. Somebody else decides on it.")
    status = 403


class WordsMissing(Invalid):
    code = "words_missing"
    sentence = _("Say why not, so that the author knows.")


def decide_policy(*, by: Any, at: datetime, draft_id: UUID, approve: bool, words: str = "") -> PolicyDraft:
    """Approve or turn down a submitted draft that somebody else wrote.

    Approved, each value takes the draft's days: what held before ends there, and goes on afterwards when the draft
    has an end. Days up to today are never touched. Raises NotAllowed, NotFound, OwnDraft, WordsMissing (turned down
    without saying why), StartsTooEarly when it lay too long, DraftChanged.
    """
    with transaction.atomic():
        draft = lock_draft(draft_id)
        demand(by, Permission.POLICY_DECIDE, region_code=draft.region_id)
        if draft.author_id == by.id:
            raise OwnDraft
        if not approve and not words.strip():
            raise WordsMissing(field="words")
        if approve:
            check_period(draft.valid_from, draft.valid_until, at=at)
        advance_draft(draft, "approve" if approve else "reject", reviewer=by, decided_at=at, words=words.strip()[:300])
        if draft.status == DraftStatus.IN_FORCE:
            _put_in_force(draft)
        emit_draft(draft, "approved" if approve else "rejected", at=at, by=by, changes=draft.changes, words=draft.words)
    return draft


def _put_in_force(draft: PolicyDraft) -> None:
    # Two approvals for one place wait for each other; the exclusion constraint would only refuse one of them.
    Region.objects.select_for_update(no_key=True).get(code=draft.region_id)
    period = DateRange(draft.valid_from, draft.valid_until)
    running = Policy.objects.select_for_update(of=("self",)).filter(
        region=draft.region_id, code__in=draft.changes, valid__overlap=period
    )
    goes_on = [later for row in running for later in _make_room(row, draft.valid_from, draft.valid_until)]
    for row in goes_on:
        row.save(force_insert=True)
    for code, value in draft.changes.items():
        Policy.objects.create(
            code=code,
            region_id=draft.region_id,
            valid=period,
            value=value,
            citation=draft.sources.get(code) or draft.citation,
            draft=draft,
        )


def _make_room(row: Policy, since: date, until: date | None) -> Iterator[Policy]:
    """Shorten a running value to end at ``since``; yield what is to go on at ``until``, unsaved."""
    before = row.valid
    if until is not None and (before.upper is None or before.upper > until):
        yield Policy(
            code=row.code,
            region_id=row.region_id,
            valid=DateRange(until, before.upper),
            value=row.value,
            citation=row.citation,
            draft_id=row.draft_id,
        )
    begun = before.lower is None or before.lower < since
    row.valid = DateRange(before.lower, since) if begun else DateRange(empty=True)
    row.save(update_fields=["valid"])
