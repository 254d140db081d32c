"""It hangs on the village's board."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.publications.enums import State
from services.publications.models import Posting, Publication


class NotPublished(Refusal):
    code = "not_published"
    sentence = _("This is not published at the moment.")


def post_publication(*, by: Any, at: datetime, publication_id: UUID, village: str) -> Posting:
    """Note that the edition that holds hangs there; noted again it is once.

    Raises NotAllowed, NotFound for a village that is not the login's or that it was not meant for, NotPublished.
    """
    demand(by, Permission.VISIT)
    with transaction.atomic():
        region = Region.objects.filter(code=village, level=Level.VILLAGE).first()
        if region is None:
            raise NotFound
        demand(by, Permission.VISIT, region_code=region.code)
        found = Publication.objects.select_for_update(no_key=True).filter(id=publication_id).first()
        if found is None or not region.code.startswith(found.region_id):
            raise NotFound
        if found.state != State.PUBLISHED:
            raise NotPublished
        posting, _new = Posting.objects.get_or_create(
            publication=found, number=found.number, region=region, defaults={"posted_at": at, "posted_by": by}
        )
    return posting
