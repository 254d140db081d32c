"""Sessions and tokens that nobody can use any more are deleted: who had signed in when is kept nowhere for long."""

from datetime import datetime

from django.contrib.sessions.models import Session
from knox.models import get_token_model


def forget_expired(*, at: datetime) -> int:
    """Delete the sessions and tokens that ran out before ``at``; returns how many."""
    sessions, _each = Session.objects.filter(expire_date__lt=at).delete()
    tokens, _each = get_token_model().objects.filter(expiry__lt=at).delete()
    return sessions + tokens
