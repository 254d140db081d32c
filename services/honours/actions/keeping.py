"""What actions on honours share: their refusals, the lock of a candidacy, the check of words, the events."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, NotFound, Refusal
from services.honours.models import Candidacy, HonourRound

LONGEST = 600
# What an illness or poverty is called. Everybody reads the words, and they would be about an elder.
PRIVATE_ZH = (
    *("病", "癌", "瘫", "残", "失能", "失智", "痴呆", "中风", "卧床", "住院", "截肢", "抑郁", "失明", "透析"),
    *("贫", "穷", "困难户", "低保", "五保", "特困", "救助", "欠债", "建档立卡", "吃不起", "没钱"),
)
PRIVATE_EN = re.compile(
    r"\b(ill|illness|disease|sick\w*|disab\w+|dementia|cancer|stroke|bedridden|paraly\w+|poor|poverty|destitute|debts?)\b",
    re.IGNORECASE,
)


class SayWhy(Invalid):
    code = "say_why"
    sentence = _("Say in a sentence why.")
    status = 422


class TooMuchSaid(Invalid):
    code = "too_much_said"
    sentence = _("Write at most %(n)s characters.")
    status = 422


class TooPrivate(Invalid):
    code = "too_private"
    sentence = _("Everybody reads this: leave out “%(word)s”. Say what they do, not what the elder lacks.")
    status = 422


class CollectingIsOver(Refusal):
    code = "collecting_is_over"
    sentence = _("Names were collected until %(day)s. The round goes on without new ones.")


class AnotherDecides(Refusal):
    code = "another_decides"
    sentence = _("Whoever made the shortlist does not decide: a second person does.")


class OneOfThem(Refusal):
    code = "one_of_them"
    sentence = _("You are a candidate of this round yourself: somebody else does this.")


def public_words(text: str, *, names: tuple[str, ...] = ()) -> str:
    """The words as they are kept. ``names`` must not stand in them. Raises SayWhy, TooMuchSaid, TooPrivate."""
    words = text.replace("\x00", "").replace("\r\n", "\n").strip()
    if not words:
        raise SayWhy(field="words")
    if len(words) > LONGEST:
        raise TooMuchSaid(field="words", n=LONGEST)
    found = next((one for one in (*names, *PRIVATE_ZH) if one and one in words), "")
    if not found and (match := PRIVATE_EN.search(words)):
        found = match.group()
    if found:
        raise TooPrivate(field="words", word=found)
    return words


def reason(text: str, *, longest: int = LONGEST, field: str = "words") -> str:
    """A reason that must be given. Raises SayWhy, TooMuchSaid."""
    words = text.replace("\x00", "").strip()
    if not words:
        raise SayWhy(field=field)
    if len(words) > longest:
        raise TooMuchSaid(field=field, n=longest)
    return words


def lock_candidacy(candidacy_id: UUID, *, by: Any, permission: Permission) -> Candidacy:
    """Lock the round, then the candidacy, for whoever holds the permission at its village. Needs a transaction.

    The round first: deciding locks it as well, so that nothing of a candidate changes under a decision.
    Raises NotAllowed, NotFound.
    """
    demand(by, permission)
    found = Candidacy.objects.filter(id=candidacy_id).only("round_id", "region_id").first()
    if found is None:
        raise NotFound
    demand(by, permission, region_code=found.region_id)
    return locked(candidacy_id)


def locked(candidacy_id: UUID) -> Candidacy:
    """The same without asking who: the action has asked. Raises NotFound."""
    row = Candidacy.objects.filter(id=candidacy_id).values_list("round_id", flat=True).first()
    if row is None:
        raise NotFound
    HonourRound.objects.select_for_update().get(id=row)
    rows = Candidacy.objects.select_for_update(of=("self",)).select_related("round", "supporter", "person", "elder")
    return rows.get(id=candidacy_id)


def tell_round(found: HonourRound, happened: str, *, by: Any, at: datetime) -> None:
    """Emit ``services.honours.<happened>`` of a round."""
    emit(
        f"services.honours.{happened}",
        at=at,
        by=by,
        subject_kind="honour_round",
        subject_id=found.id,
        region_code=found.county_id,
        detail={"years": found.years},
    )


def tell(candidacy: Candidacy, happened: str, *, by: Any, at: datetime, words: str = "", deliver: bool = True) -> None:
    """Emit ``services.honours.<happened>`` of a candidate."""
    emit(
        f"services.honours.{happened}",
        at=at,
        by=by,
        subject_kind="candidacy",
        subject_id=candidacy.id,
        region_code=candidacy.region_id,
        detail={"kind": str(candidacy.kind), "round": str(candidacy.round_id)},
        words=words,
        deliver=deliver,
    )
