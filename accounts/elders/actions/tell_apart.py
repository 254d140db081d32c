"""Two elders who look alike are two people: said once, remembered for good."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.elders.actions.find_pairs import common_place
from accounts.elders.actions.keeping import LONGEST_REASON, LongReason, tell
from accounts.elders.actions.leave_registry import ReasonMissing
from accounts.elders.actions.request_merge import lock_two
from accounts.elders.enums import Alike
from accounts.elders.models import Pair


def tell_apart(*, by: Any, at: datetime, elder_ids: tuple[UUID, UUID], reason: str) -> Pair:
    """Keep who found them to be two, when and why; the pair is not shown again. Saying it twice keeps the first.

    Raises NotAllowed, NotFound, SameElder, ElderLeft, ReasonMissing, LongReason.
    """
    if not (reason := reason.strip()):
        raise ReasonMissing(field="reason")
    if len(reason) > LONGEST_REASON:
        raise LongReason(field="reason", n=LONGEST_REASON)
    with transaction.atomic():
        one, other = lock_two(by=by, kept_id=elder_ids[0], absorbed_id=elder_ids[1])
        first, second = sorted((one, other), key=lambda elder: elder.id)
        common = common_place(str(first.person.home_id), str(second.person.home_id))
        pair, _new = Pair.objects.get_or_create(
            first=first,
            second=second,
            defaults={"common": common, "alike": Alike.POSSIBLE, "reasons": [], "found_at": at},
        )
        if pair.different_at is None:
            pair.different_at, pair.different_by, pair.different_because = at, by, reason
            pair.save(update_fields=["different_at", "different_by", "different_because"])
            tell("elder.told_apart", by=by, at=at, elder=first, other=str(second.id))
    return pair
