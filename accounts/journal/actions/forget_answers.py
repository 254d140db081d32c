"""Answers kept for repeated requests go when nobody repeats them any more."""

from datetime import datetime, timedelta

from accounts.journal.models import AnsweredRequest

# A key must hold as long as somebody may send the request again. Phones in valleys without a network queue what was
# done there, and are sometimes weeks late. After a month, as long as a session lasts, they must sign in again anyway.
KEPT = timedelta(days=30)


def forget_answers(*, at: datetime) -> int:
    """Delete every answer older than ``KEPT``; returns how many. What was done stays done."""
    return AnsweredRequest.objects.filter(created_at__lt=at - KEPT).delete()[0]
