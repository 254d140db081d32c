"""The meal is in the elder's hands."""

import hmac
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.policies.occurred import Occurred
from accounts.refusals import Invalid, Refusal
from services.meals.actions.closing import lock_given_out
from services.meals.actions.delivering import finish_delivery
from services.meals.actions.holding import hold, settle
from services.meals.actions.keeping import tell
from services.meals.enums import MealStatus, Proof
from services.meals.lifecycle import advance_meal
from services.meals.models import Meal


class WrongProof(Invalid):
    code = "wrong_proof"
    sentence = _("That is not this elder’s. Look at the name once more.")


class NotYetServed(Refusal):
    code = "not_yet_served"
    sentence = _("That meal is for another day.")


def hand_over_meal(
    *,
    by: Any,
    at: datetime,
    meal_id: UUID,
    proof: Proof | str = Proof.SEEN,
    code: str = "",
    occurred: Occurred | None = None,
) -> Meal:
    """Write down that the elder has it: with the card (``code`` is what its QR carries), the four digits, or by sight.

    By its carrier or anybody of the organisation that cooks. What a programme has set aside is paid to it now. A form
    that was sent before, or that a phone kept without signal until the house had given the meal up, finds the same
    end. Raises NotFound, WrongProof, NotYetServed, MealChanged.
    """
    if proof not in Proof.values:
        raise Invalid(field="proof")
    done = occurred or Occurred(at)
    with transaction.atomic():
        meal = lock_given_out(by, meal_id, at=at)
        if timezone.localdate(done.at) < meal.on:
            raise NotYetServed
        expected = {Proof.CARD: meal.elder.card_token, Proof.CODE: meal.elder.spoken_code}.get(Proof(proof))
        if expected is not None and not hmac.compare_digest(code.strip().encode(), expected.encode()):
            raise WrongProof(field="code")
        if meal.status == MealStatus.SERVED:
            return meal  # told twice
        move = "serve"
        if meal.status == MealStatus.MISSED and meal.closed_by_id is None and done.device_at is not None:
            move = "find_eaten"  # the phone knows better than the clock of the house
            hold(meal, at=at)
        end_eaten(meal, move, by=by, at=at, done=done, proof=proof)
        finish_delivery(meal, by=by, at=at, done=done, code=code.strip())
    return meal


def end_eaten(
    meal: Meal, move: str, *, by: Any, at: datetime, done: Occurred, proof: Proof | str, words: str = ""
) -> Meal:
    """Pay what was set aside and write the end of a locked meal down. Raises MealChanged."""
    money = settle(meal, at=at, by=by)
    advance_meal(
        meal,
        move,
        closed_at=done.at,
        closed_by=by,
        device_at=done.device_at,
        doubtful=done.doubtful,
        proof=proof,
        because="",
        words=words,
        **money,
    )
    tell(meal, "served", at=at, by=by, proof=proof)
    return meal
