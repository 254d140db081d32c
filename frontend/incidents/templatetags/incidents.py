"""Times of an emergency."""

from datetime import datetime

from django import template
from django.utils import timezone

from frontend.shell.wording import moment_text, time_text

register = template.Library()


@register.filter
def time_or_moment(at: datetime | None, since: datetime) -> str:
    """``12:06`` on the day on which it began, ``今天 8:09`` on another; empty for None."""
    if at is None:
        return ""
    same_day = timezone.localdate(at) == timezone.localdate(since)
    return time_text(at) if same_day else moment_text(at, lower=True)
