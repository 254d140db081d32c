"""Links that let a supporter say where they are without a login: signed, dated, and void once a newer one is made."""

from uuid import UUID

from django.core import signing

from accounts.elders.models import Supporter

SALT = "accounts.elders.family"
VALID_DAYS = 60
DAY = 24 * 60 * 60


def token_of(supporter: Supporter) -> str:
    """What stands in the link of this supporter; it opens nothing but their own page."""
    return signing.dumps([supporter.id.hex, supporter.link_version], salt=SALT)


def supporter_of(token: str) -> Supporter | None:
    """Whose link it is; None for one that is forged, older than VALID_DAYS, replaced, or of a duty that has ended."""
    try:
        key, version = signing.loads(token, salt=SALT, max_age=VALID_DAYS * DAY)
        supporter_id = UUID(hex=key)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        return None
    return (
        Supporter.objects.select_related("elder__person__home")
        .filter(id=supporter_id, link_version=version, ended_on=None, elder__left_on=None)
        .first()
    )
