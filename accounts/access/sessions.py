"""Sessions sealed like personal data: while somebody signs in they hold a phone number and a code."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from accounts.sealing import SealBroken, seal, unseal

PLACE = "sessions.Session.session_data"


class SessionStore(DatabaseStore):
    """For SESSION_ENGINE. A session that no key of ours opens is a new one: its owner signs in again."""

    def encode(self, session_dict: dict[str, Any]) -> str:
        return seal(super().encode(session_dict), place=PLACE)

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            return super().decode(unseal(str(session_data), place=PLACE))
        except SealBroken:
            return {}
