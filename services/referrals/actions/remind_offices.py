"""Remind offices that are late, and whoever waits for them. Idempotent: once in so many days."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.policies.queries import rulebooks
from accounts.policies.referral_rules import REMIND_EVERY
from services.referrals.actions.keeping import add_step, tell
from services.referrals.enums import What
from services.referrals.models import Referral
from services.referrals.queries.rows import with_people


def remind_offices(*, at: datetime) -> int:
    """Tell each late office and the sender, again every so many days by the rule of its place; how many there were."""
    today = timezone.localdate(at)
    late = Referral.objects.filter(is_open=True, due_on__lt=today).exclude(reminded_on=today)
    waiting = list(late.values_list("id", "office_id", "reminded_on"))
    rules = rulebooks({office for _id, office, _on in waiting}, [REMIND_EVERY]) if waiting else None
    told = 0
    for key, office, before in waiting:
        assert rules is not None
        every = timedelta(days=rules.at(office, today)[REMIND_EVERY].value)
        if before is not None and before + every > today:
            continue
        with transaction.atomic():
            free = Q(reminded_on=None) | Q(reminded_on=before) if before is not None else Q(reminded_on=None)
            if Referral.objects.filter(free, id=key, is_open=True).update(reminded_on=today) != 1:
                continue
            referral = with_people(Referral.objects.filter(id=key)).get()
            add_step(referral, What.REMINDED, by=None, at=at)
            tell(referral, "overdue", at=at, by=None)
            told += 1
    return told
