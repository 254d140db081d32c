"""Put the shortlist on notice: for some working days anybody reads it and may object."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.policies.honour_rules import NOTICE_DAYS
from accounts.policies.queries import applied
from accounts.refusals import Refusal
from accounts.working_days import due
from services.honours.actions.keeping import OneOfThem, tell, tell_round
from services.honours.enums import CandidacyState
from services.honours.lifecycle import advance
from services.honours.models import Candidacy, HonourRound
from services.honours.queries.candidacies import agreed, is_own
from services.honours.queries.rounds import lock_round


class NobodyOnTheList(Refusal):
    code = "nobody_on_the_list"
    sentence = _("Nobody is on the shortlist yet.")


class ConsentMissing(Refusal):
    code = "consent_missing"
    sentence = _("Not everybody has agreed to be named: %(names)s. Write their consent down, or put them back.")


def publish_notice(*, by: Any, at: datetime, round_id: UUID) -> HonourRound:
    """Everybody on the shortlist must have agreed; for a family the elder as well.

    The first day is today, and names are collected no longer; the last is the n-th working day after it, by rule.
    Raises NotAllowed, NotFound, NobodyOnTheList, ConsentMissing, OneOfThem, StateChanged.
    """
    with transaction.atomic():
        found = lock_round(round_id, by=by, permission=Permission.HONOUR_HOLD)
        rows = Candidacy.objects.select_for_update(of=("self",)).filter(round=found, state=CandidacyState.SHORTLISTED)
        short = list(rows.select_related("supporter").order_by("kind", "region", "id"))
        if not short:
            raise NobodyOnTheList
        if any(is_own(by, one) for one in short):
            raise OneOfThem
        silent = rows.exclude(agreed()).order_by("kind", "region", "id").values_list("called", flat=True)
        if silent:
            raise ConsentMissing(names="、".join(silent))
        today = timezone.localdate(at)
        days = int(applied(NOTICE_DAYS, region_code=found.county_id, on=today).value)
        last = due(today, days)
        advance(
            found,
            "publish",
            collect_until=min(found.collect_until, today),
            notice_from=today,
            notice_until=last.on,
            notice_is_provisional=last.provisional,
            published_at=at,
            published_by=by,
        )
        for one in short:
            advance(one, "publish")
            tell(one, "published", by=by, at=at)
        tell_round(found, "on_notice", by=by, at=at)
    return found
