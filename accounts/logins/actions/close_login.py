"""A login is shut: its owner moved away, or a phone was lost."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.journal.actions.emit import emit
from accounts.logins.keeping import lock_login
from accounts.people.models import User


def close_login(*, by: Any, at: datetime, user_id: UUID, reason: str) -> User:
    """Nobody signs in with it any more; what was done with it stays. ``renew_login`` opens it again.

    Roles stay written: whoever leaves an office hands them back on the page of roles. Raises what ``lock_login``
    raises.
    """
    with transaction.atomic():
        user = lock_login(by, user_id)
        if user.is_active:
            user.is_active = False
            user.set_unusable_password()
            user.save(update_fields=["is_active", "password"])
            emit(
                "accounts.login.closed",
                at=at,
                by=by,
                subject_kind="user",
                subject_id=user.id,
                region_code=user.person.home_id if user.person else "",
                words=reason.replace("\x00", "").strip()[:200],
                deliver=False,
            )
    return user
