"""Programs sign in with a token, and only it is looked at: what else has run out goes at night (``forget_expired``)."""

from typing import Any

from django.utils import timezone
from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from knox.auth import TokenAuthentication


class ByToken(TokenAuthentication):
    """knox reads all tokens of the login at every request, to delete those that ran out. One query less."""

    def _cleanup_token(self, auth_token: Any) -> bool:
        """Whether the token itself has run out."""
        return auth_token.expiry is not None and auth_token.expiry < timezone.now()


class ByTokenScheme(KnoxTokenScheme):
    """The same in the published description of the API."""

    target_class = "accounts.access.tokens.ByToken"
