"""What ending a meal has in common, however it ended."""

from datetime import datetime
from typing import Any
from uuid import UUID

from accounts.policies.occurred import Occurred
from accounts.refusals import NotFound
from services.meals.actions.alarm import alarm
from services.meals.actions.delivering import call_off_delivery, finish_delivery
from services.meals.actions.holding import give_back
from services.meals.actions.keeping import gives_out, lock_meal, tell
from services.meals.enums import Because
from services.meals.lifecycle import advance_meal
from services.meals.models import Meal

LONGEST_WORDS = 200


def lock_given_out(by: Any, meal_id: UUID, *, at: datetime) -> Meal:
    """A meal that the actor hands over, locked. Raises NotFound for everybody else."""
    meal = lock_meal(meal_id)
    if not gives_out(by, meal, at=at):
        raise NotFound
    return meal


def end_uneaten(
    meal: Meal,
    move: str,
    *,
    by: Any,
    at: datetime,
    because: Because,
    words: str = "",
    done: Occurred | None = None,
    quiet: bool = False,
) -> Meal:
    """Write down that a locked meal came back (``decline``) or nobody took it (``miss``), and ask somebody to look.

    ``quiet``: it is not the elder's doing. Raises MealChanged.
    """
    done = done or Occurred(at)
    money = give_back(meal, at=at, charged=because != Because.AWAY)
    advance_meal(
        meal,
        move,
        closed_at=done.at,
        closed_by=by,
        device_at=done.device_at,
        doubtful=done.doubtful,
        because=because,
        words=words.replace("\x00", "").strip()[:LONGEST_WORDS],
        **money,
    )
    if by is None:
        call_off_delivery(meal, by=None, at=at)  # nobody says that they were at the door
    else:
        finish_delivery(meal, by=by, at=at, done=done)
    incident = None if quiet else alarm(meal, at=at)
    happened = "declined" if move == "decline" else "missed"
    tell(meal, happened, at=at, by=by, because=because, incident=str(incident.id) if incident else "")
    return meal
