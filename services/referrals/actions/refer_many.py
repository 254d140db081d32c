"""Refer everybody who was ticked on a list, at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Invalid, Refusal
from services.referrals.actions.refer_elder import AlreadyReferred, refer_elder
from services.referrals.enums import Agreed, Kind, Origin

MOST = 200


class TooManyAtOnce(Invalid):
    code = "too_many_at_once"
    sentence = _("At most %(n)s at once.")
    status = 422


@dataclass(frozen=True)
class Sent:
    """What became of each: keys of new referrals, elders who had one already, and who was refused by which code."""

    made: list[UUID]
    already: list[UUID]
    refused: list[tuple[UUID, Refusal]]


def refer_many(*, by: Any, at: datetime, elder_ids: Iterable[UUID], kind: Kind, reason: str, agreed: Agreed) -> Sent:
    """One referral for each elder, from a list. Sent twice it is still one each: whoever has an open one is left alone.

    Elders are locked in the order of their keys. Raises NotAllowed, TooManyAtOnce, ManyWords, NoWords.
    """
    keys = sorted(set(elder_ids))
    if len(keys) > MOST:
        raise TooManyAtOnce(field="elder", n=MOST)
    made: list[UUID] = []
    already: list[UUID] = []
    refused: list[tuple[UUID, Refusal]] = []
    with transaction.atomic():
        for key in keys:
            try:
                with transaction.atomic():
                    one = refer_elder(
                        by=by, at=at, elder_id=key, kind=kind, reason=reason, agreed=agreed, origin=Origin.LIST
                    )
                    made.append(one.id)
            except AlreadyReferred:
                already.append(key)
            except Refusal as refusal:
                if refusal.field == "reason" or refusal.status == 403:
                    raise
                refused.append((key, refusal))
    return Sent(made, already, refused)
