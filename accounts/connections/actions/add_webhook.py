"""Tell another program what happens."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.connections.actions.checking import checked, emit_webhook, new_secret
from accounts.connections.models import Webhook
from accounts.organisations.models import Organisation
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region

MOST = 10  # of one territory or organisation


class TooManyWebhooks(Refusal):
    code = "too_many_webhooks"
    sentence = _("There are ten connections already. End one first.")


def add_webhook(
    *,
    by: Any,
    at: datetime,
    title: str,
    address: str,
    subjects: Collection[str],
    region_code: str = "",
    organisation_id: UUID | None = None,
) -> Webhook:
    """Add it for a territory or for an organisation (one of the two); it is told of what happens from now on.

    ``address`` is https in the public internet, ``subjects`` are values of Subject. Raises NotAllowed, NotFound,
    NoTitle, NotAnAddress, NoSubjects, TooManyWebhooks.
    """
    if organisation_id is not None:
        demand(by, Permission.ORDER_DISPATCH, organisation_id=organisation_id)
    elif region_code:
        demand(by, Permission.CONNECT, region_code=region_code)
    else:
        raise NotFound
    fields = checked(title, address, subjects)
    with transaction.atomic():
        # The owner's row is locked, so that two forms at once do not both become the tenth.
        owners = Organisation.objects.filter(id=organisation_id) if organisation_id else None
        rows: Any = owners if owners is not None else Region.objects.filter(code=region_code)
        if rows.select_for_update(no_key=True).first() is None:
            raise NotFound
        own = {"organisation_id": organisation_id} if organisation_id else {"region_id": region_code}
        if Webhook.objects.filter(ended_at=None, **own).count() >= MOST:
            raise TooManyWebhooks
        webhook = Webhook.objects.create(**own, **fields, secret=new_secret(), added_by=by, added_at=at)
        emit_webhook(webhook, "added", at=at, by=by)
    return webhook
