"""Have an eye on an elder: why, who answers for it, what comes next, and when somebody looks again."""

import unicodedata
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.checking import checked_person
from accounts.elders.actions.keeping import lock_elder, tell, write_change
from accounts.elders.models import Elder, FocusCare
from accounts.refusals import Invalid, Refusal

LONGEST = 200  # characters
REVIEW_DAYS = 92  # a quarter: whoever needs an eye is not left longer


class FocusOpen(Refusal):
    code = "focus_care_open"
    sentence = _("Somebody has an eye on this elder already.")


class FocusWords(Invalid):
    code = "focus_care_words"
    sentence = _("Say it in a few words, 200 characters at most.")


class FocusReview(Invalid):
    code = "focus_care_review"
    sentence = _("Choose a day from today up to three months ahead.")


def open_focus_care(
    *, by: Any, at: datetime, elder: Elder, reason: str, helper: str, next_step: str, review_on: date
) -> FocusCare:
    """Mark the elder (N29 重点帮扶, N67 随时跟踪掌握情况). One at a time.

    Raises NotAllowed, NotFound, ElderLeft, FocusOpen, FocusWords, FocusReview, NoName. ``by`` None is the house.
    """
    said = {"reason": words_of(reason, "reason"), "next_step": words_of(next_step, "next_step")}
    name = str(checked_person({"name": helper})["name"])
    demand_review(review_on, at)
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        if FocusCare.objects.filter(elder=locked, closed_at=None).exists():
            raise FocusOpen
        care = FocusCare.objects.create(
            elder=locked, helper=name, review_on=review_on, opened_at=at, opened_by=by, **said
        )
        write_change(
            by=by, at=at, elder=locked, about="FOCUS", about_id=care.id, field="focus_opened", became=said["reason"]
        )
        mark_to_judge(locked)
        tell("elder.focus_opened", by=by, at=at, elder=locked, care=str(care.id), review_on=str(review_on))
    return care


def words_of(text: str, name: str) -> str:
    """A line in somebody's own words. Raises FocusWords with ``name`` as the field at fault."""
    line = unicodedata.normalize("NFC", text).strip()
    if not line or len(line) > LONGEST or any(unicodedata.category(c) in ("Cc", "Cs") for c in line):
        raise FocusWords(field=name)
    return line


def demand_review(day: date, at: datetime) -> None:
    """Raise FocusReview for a day that is over, or too far away."""
    today = timezone.localdate(at)
    if not today <= day <= today + timedelta(days=REVIEW_DAYS):
        raise FocusReview(field="review_on")


def mark_to_judge(elder: Elder) -> None:
    """The rules look at the elder within a minute."""
    elder.judged_on = None
    elder.save(update_fields=["judged_on"])
