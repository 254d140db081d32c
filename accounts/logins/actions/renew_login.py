"""Somebody has forgotten the password, and stands at the desk."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.journal.actions.emit import emit
from accounts.logins.actions.open_login import HandedOut
from accounts.logins.keeping import lock_login, start_password


def renew_login(*, by: Any, at: datetime, user_id: UUID) -> HandedOut:
    """Give a new password to begin with; sessions and tokens of the login end. A closed login opens again.

    Raises what ``lock_login`` raises.
    """
    with transaction.atomic():
        user = lock_login(by, user_id)
        password = start_password()
        user.set_password(password)
        user.must_choose_password, user.is_active = True, True
        user.save(update_fields=["password", "must_choose_password", "is_active"])
        emit(
            "accounts.login.renewed",
            at=at,
            by=by,
            subject_kind="user",
            subject_id=user.id,
            region_code=user.person.home_id if user.person else "",
            deliver=False,
        )
    return HandedOut(user, password)
