"""Record what somebody learnt about an elder."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import LONGEST_REASON, LongReason, keep_figures, lock_elder, not_after, tell
from accounts.elders.enums import Source
from accounts.elders.fields import FIELDS
from accounts.elders.kinds import BadValue
from accounts.elders.models import Elder, Fact


class UnknownField(BadValue):
    code = "unknown_dossier_field"
    sentence = _("A dossier does not ask this.")


def record_facts(
    *, by: Any, at: datetime, elder: Elder, values: Mapping[str, Any], source: Source, as_of: date, reason: str = ""
) -> list[Fact]:
    """Write down values as they were on ``as_of``; each supersedes the one in force. Returns the rows written.

    None says that the value is no longer known. A value that is in force already is written again when it was seen
    later than before, else left alone. What was so *before* the value in force goes into the history and changes
    nothing now: its ``superseded_at`` is set at once. Raises NotAllowed, NotFound, ElderLeft, BadValue with the field's
    code as ``field``, NotYet, LongReason. ``by`` None is the house itself.
    """
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        not_after(as_of, at, name="as_of")
        if len(reason) > LONGEST_REASON:
            raise LongReason(field="reason", n=LONGEST_REASON)
        checked = {code: checked_value(code, values[code]) for code in values}
        in_force = {
            fact.field: fact for fact in Fact.objects.filter(elder=locked, field__in=checked, superseded_at=None)
        }
        written, replaced = [], []
        for code, text in checked.items():
            before = in_force.get(code)
            older = before is not None and as_of < before.as_of
            if (before is None and not text) or (before is not None and _tells_nothing(before, text, as_of)):
                continue
            if before is not None and not older:
                replaced.append(before.id)
            fact = Fact(elder=locked, field=code, value=text, source=source, as_of=as_of, reason=reason)
            fact.recorded_at, fact.recorded_by = at, by
            fact.superseded_at = at if older else None
            written.append(fact)
        Fact.objects.filter(id__in=replaced).update(superseded_at=at)
        Fact.objects.bulk_create(written)
        _keep_lives_alone(locked, written)
        keep_figures(locked, at, checked_on=as_of)
        if written:
            fields = [fact.field for fact in written]
            tell("elder.facts_recorded", by=by, at=at, elder=locked, fields=fields, source=source, as_of=str(as_of))
    _copy(locked, elder)
    return written


def checked_value(code: str, value: Any) -> str:
    """The value as canonical JSON; empty for None. Raises UnknownField, BadValue with the code as ``field``."""
    if code not in FIELDS:
        raise UnknownField(field=code)
    if value is None:
        return ""
    try:
        return json.dumps(FIELDS[code].kind.check(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    except BadValue as refusal:
        refusal.field = code
        raise


def _tells_nothing(before: Fact, text: str, as_of: date) -> bool:
    return before.value == text and as_of <= before.as_of


def _keep_lives_alone(elder: Elder, written: list[Fact]) -> None:
    for fact in written:
        if fact.field == "lives_with" and fact.superseded_at is None:
            elder.lives_alone = fact.value == '"ALONE"'
            elder.save(update_fields=["lives_alone"])


def _copy(source: Elder, target: Elder) -> None:
    """Whoever called goes on with the row they brought: let it say what the database says."""
    for name in ("lives_alone", "complete_percent", "checked_on"):
        setattr(target, name, getattr(source, name))
