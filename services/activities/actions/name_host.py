"""Who leads an activity."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.people.models import User
from accounts.refusals import Invalid
from services.activities.actions.running import lock_activity, tell
from services.activities.enums import ActivityStatus
from services.activities.lifecycle import ActivityChanged
from services.activities.models import Host

MOST_HOSTS = 10


class BadHost(Invalid):
    code = "bad_host"
    sentence = _("We find nobody with this login who could lead it. Ten people lead one activity at most.")
    status = 422


def name_host(*, by: Any, at: datetime, activity_id: UUID, username: str) -> Host:
    """Name somebody by their login, until it has begun; again finds the first. Raises NotFound, BadHost,
    ActivityChanged.
    """
    with transaction.atomic():
        activity = lock_activity(by, activity_id)
        if activity.status != ActivityStatus.PLANNED:
            raise ActivityChanged(status=activity.get_status_display())
        rows = User.objects.filter(username=username.strip()[:60], is_active=True, person__isnull=False)
        user = rows.select_related("person").first()
        if user is None or user.person is None or activity.hosts.count() >= MOST_HOSTS:
            raise BadHost(field="username")
        named = {"named_at": at, "named_by": by}
        host, made = Host.objects.get_or_create(activity=activity, person=user.person, defaults=named)
        if made:
            tell(activity, "host_named", at=at, by=by)
    return host
