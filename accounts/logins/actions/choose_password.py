"""The password is one's own from now on."""

from typing import Any

from accounts.people.models import User


def choose_password(*, by: Any) -> None:
    """Called when the owner has set a password: the one that was handed out is gone."""
    User.objects.filter(pk=by.pk, must_choose_password=True).update(must_choose_password=False)
