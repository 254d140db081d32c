"""Publish the service list of a region, as it will stand on a day."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.refusals import Invalid, Refusal
from accounts.regions.models import Region
from services.catalogue.actions.versions import StartsInThePast
from services.catalogue.models import ListEdition
from services.catalogue.queries.editions import differences, snapshot
from services.catalogue.queries.outreach import told_on


class NothingToPublish(Refusal):
    code = "nothing_to_publish"
    sentence = _("Nothing has changed since the last edition.")


class EmptyList(Refusal):
    code = "empty_list"
    sentence = _("No service is offered on that day.")


class NoGround(Invalid):
    code = "no_ground"
    sentence = _("Say what decided it: which paper, which meeting.")


class BeforeTheLast(Invalid):
    code = "before_the_last"
    sentence = _("The edition before this one begins later. Choose a later day.")


def publish_list(
    *, by: Any, at: datetime, region: Region, starts_on: date, citation: str, words: str = ""
) -> ListEdition:
    """Freeze the list of ``starts_on`` as the next edition, and tell those who answer for it.

    Raises NotAllowed, NotFound, StartsInThePast, NoGround, BeforeTheLast, EmptyList, NothingToPublish.
    """
    demand(by, Permission.CATALOGUE_EDIT, region_code=region.code)
    if starts_on < timezone.localdate(at):
        raise StartsInThePast(field="starts_on")
    if not citation.strip():
        raise NoGround(field="citation")
    with transaction.atomic():
        Region.objects.select_for_update(no_key=True).get(code=region.code)  # one edition at a time
        last = ListEdition.objects.filter(region=region).order_by("-number").first()
        if last is not None and starts_on < last.starts_on:
            raise BeforeTheLast(field="starts_on")
        rows = snapshot(region_code=region.code, on=starts_on)
        if not rows:
            raise EmptyList(field="starts_on")
        found = differences(last.rows if last else [], rows)
        brought = told_on(region.code, starts_on)
        if last is not None and not found and brought == last.outreach:
            raise NothingToPublish
        edition = ListEdition.objects.create(
            region=region,
            number=last.number + 1 if last else 1,
            starts_on=starts_on,
            citation=citation.strip(),
            words=words.strip(),
            rows=rows,
            outreach=brought,
            published_at=at,
            published_by=by,
        )
        emit(
            "services.list.published",
            at=at,
            by=by,
            subject_kind="service_list",
            subject_id=edition.id,
            region_code=region.code,
            public={"number": edition.number, "starts_on": starts_on.isoformat(), "changes": found.number},
            detail={"citation": edition.citation},
        )
    return edition
