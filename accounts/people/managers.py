"""How logins are found and made."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.base_user import BaseUserManager

from accounts.sealed_fields import SealedQuerySet

if TYPE_CHECKING:
    from accounts.people.models import User


class UserManager(BaseUserManager["User"].from_queryset(SealedQuerySet)):  # type: ignore[misc]
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create a login with a hashed password (none: cannot sign in by password)."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user
