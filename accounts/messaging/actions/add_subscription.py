"""A browser wants messages on its screen."""

import base64
import binascii
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.messaging.models import PushSubscription
from accounts.messaging.places import allowed_address
from accounts.refusals import Invalid

LONGEST_ENDPOINT = 1000
KEY_BYTES, AUTH_BYTES = 65, 16  # an uncompressed point of P-256, and the secret (RFC 8291)
MOST = 10  # browsers of one person; the oldest makes way
LONGEST_DEVICE = 60


class NotASubscription(Invalid):
    code = "not_a_subscription"
    sentence = _("This browser did not say where messages should go. Please try again.")


def add_subscription(
    *, by: Any, at: datetime, endpoint: str, p256dh: str, auth: str, device: str = ""
) -> PushSubscription:
    """Remember the browser; one that was somebody else's is this login's from now on. Raises NotASubscription."""
    if len(endpoint) > LONGEST_ENDPOINT or not allowed_address(endpoint):
        raise NotASubscription(field="endpoint")
    point = _decoded(p256dh)
    if len(point) != KEY_BYTES or point[0] != 4 or len(_decoded(auth)) != AUTH_BYTES:
        raise NotASubscription(field="keys")
    index = PushSubscription._meta.get_field("endpoint_index").index_of(endpoint)
    with transaction.atomic():
        before = PushSubscription.objects.select_for_update().filter(endpoint_index=index, gone_at=None).first()
        if before is not None and before.user_id == by.id and (before.p256dh, before.auth) == (p256dh, auth):
            return before
        if before is not None:
            PushSubscription.objects.filter(id=before.id).update(gone_at=at)
        row = PushSubscription.objects.create(
            user=by, endpoint=endpoint, p256dh=p256dh, auth=auth, device=device[:LONGEST_DEVICE], created_at=at
        )
        standing = PushSubscription.objects.filter(user=by, gone_at=None).order_by("-created_at", "-id")
        PushSubscription.objects.filter(id__in=[one.id for one in standing[MOST:]]).update(gone_at=at)
    return row


def _decoded(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError) as error:
        raise NotASubscription(field="keys") from error
