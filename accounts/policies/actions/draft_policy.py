"""Write a change of the rules. Nothing holds yet: a second person decides."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.policies.enums import DraftStatus
from accounts.policies.lifecycle import lock_draft
from accounts.policies.models import PolicyDraft
from accounts.policies.rules import RULES
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region

LATEST_YEARS = 30
TOLD = frozenset({"submitted", "approved", "rejected"})  # somebody waits to hear of these


class UnknownRule(Invalid):
    code = "unknown_rule"
    sentence = _("There is no such rule.")


class NothingToChange(Invalid):
    code = "nothing_to_change"
    sentence = _("Change at least one rule.")


class StartsTooEarly(Invalid):
    code = "starts_too_early"
    sentence = _("A change can start tomorrow at the earliest: what is past stays as it was.")


class StartsTooLate(Invalid):
    code = "starts_too_late"
    sentence = _("A change starts within the next 30 years.")


class EndsBeforeItBegins(Invalid):
    code = "ends_before_it_begins"
    sentence = _("The end must come after the beginning.")


class CitationMissing(Invalid):
    code = "citation_missing"
    sentence = _("Say which document the change rests on.")


class NotTheAuthor(Refusal):
    code = "not_the_author"
    sentence = _("Only its author changes a draft. Write one of your own.")
    status = 403


def draft_policy(
    *,
    by: Any,
    at: datetime,
    region: Region,
    changes: Mapping[str, Any],
    valid_from: date,
    valid_until: date | None = None,
    citation: str,
    sources: Mapping[str, str] | None = None,
    preset: str = "",
    draft_id: UUID | None = None,
) -> PolicyDraft:
    """Write ``changes`` (code of a rule → typed value) for a region from a day on; with ``draft_id``, rewrite a draft.

    ``valid_until`` is the first day on which they no longer hold. ``sources`` cites single values where ``citation``
    does not speak for them. Raises NotAllowed, NotFound, UnknownRule, BadPolicyValue (its field is the rule's code),
    NothingToChange, StartsTooEarly, StartsTooLate, EndsBeforeItBegins, CitationMissing, NotTheAuthor, StateChanged.
    """
    demand(by, Permission.POLICY_EDIT, region_code=region.code)
    content = {
        "changes": checked(changes),
        "sources": {code: text.strip()[:200] for code, text in (sources or {}).items() if code in changes},
        "valid_from": valid_from,
        "valid_until": valid_until,
        "citation": citation.strip()[:200],
        "preset": preset,
        "written_at": at,
    }
    check_period(valid_from, valid_until, at=at)
    if not content["citation"]:
        raise CitationMissing(field="citation")
    with transaction.atomic():
        if draft_id is None:
            draft = PolicyDraft.objects.create(region=region, author=by, **content)
        else:
            draft = lock_draft(draft_id, DraftStatus.DRAFT)
            if draft.author_id != by.id or draft.region_id != region.code:
                raise NotTheAuthor
            for field, value in content.items():
                setattr(draft, field, value)
            draft.save(update_fields=list(content))
        emit_draft(draft, "drafted", at=at, by=by, changes=draft.changes)
    return draft


def checked(changes: Mapping[str, Any]) -> dict[str, Any]:
    """The changes with every value of its rule's type, in the order of the rules."""
    unknown = next((code for code in changes if code not in RULES), None)
    if unknown is not None:
        raise UnknownRule(field=unknown)
    if not changes:
        raise NothingToChange(field="changes")
    return {code: rule.check(changes[code]) for code, rule in RULES.items() if code in changes}


def check_period(valid_from: date, valid_until: date | None, *, at: datetime) -> None:
    """Only days to come; raises StartsTooEarly, StartsTooLate or EndsBeforeItBegins."""
    today = timezone.localdate(at)
    if valid_from <= today:
        raise StartsTooEarly(field="valid_from")
    if valid_from.year > today.year + LATEST_YEARS:
        raise StartsTooLate(field="valid_from")
    if valid_until is not None and valid_until <= valid_from:
        raise EndsBeforeItBegins(field="valid_until")


def emit_draft(draft: PolicyDraft, happened: str, *, at: datetime, by: Any, **detail: Any) -> None:
    """Record what happened to a draft; the public learns of rules when they are approved."""
    emit(
        f"accounts.policy.{happened}",
        at=at,
        by=by,
        subject_kind="policydraft",
        subject_id=draft.id,
        region_code=draft.region_id,
        detail={"valid_from": draft.valid_from.isoformat(), **detail},
        deliver=happened in TOLD,
    )
