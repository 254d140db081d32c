"""What an address and a choice of subjects must be like, and how a change is written down."""

import base64
import os
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.connections.enums import Subject
from accounts.connections.models import Webhook
from accounts.journal.actions.emit import emit
from accounts.journal.models import Event
from accounts.messaging.places import allowed_address
from accounts.refusals import Invalid

LONGEST_ADDRESS, LONGEST_TITLE = 500, 40
SECRET_BYTES = 32  # Standard Webhooks: between 24 and 64


class NoTitle(Invalid):
    code = "no_title"
    sentence = _("Give the other program a name of at most 40 characters.")


class NotAnAddress(Invalid):
    code = "not_an_address"
    sentence = _("The address must begin with https:// and lie in the public internet.")


class NoSubjects(Invalid):
    code = "no_subjects"
    sentence = _("Choose at least one thing it should hear of.")


def checked(title: str, address: str, subjects: Collection[str]) -> dict[str, Any]:
    """The three as columns of a webhook. Raises NoTitle, NotAnAddress, NoSubjects."""
    title, address = title.strip(), address.strip()
    if not title or len(title) > LONGEST_TITLE:
        raise NoTitle(field="title")
    if len(address) > LONGEST_ADDRESS or not allowed_address(address):
        raise NotAnAddress(field="address")
    if not subjects or not set(subjects) <= set(Subject.values):
        raise NoSubjects(field="subjects")
    return {"title": title, "address": address, "subjects": [one for one in Subject.values if one in set(subjects)]}


def new_secret() -> str:
    """A fresh signing secret as the library and the standard write it."""
    return "whsec_" + base64.b64encode(os.urandom(SECRET_BYTES)).decode()


def emit_webhook(webhook: Webhook, happened: str, *, at: datetime, by: Any, deliver: bool = True) -> Event:
    """Write down ``accounts.webhook.<happened>``. Neither address nor secret goes into the journal."""
    region = webhook.region_id or webhook.organisation.region_id  # type: ignore[union-attr] # one of them
    return emit(
        f"accounts.webhook.{happened}",
        at=at,
        by=by,
        subject_kind="webhook",
        subject_id=webhook.id,
        region_code=str(region),
        detail={"title": webhook.title},
        deliver=deliver,
    )
