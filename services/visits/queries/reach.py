"""Whom a login may look in on: elders of its territory, and those it is paired with."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.elders.models import Elder, VisitContact
from accounts.refusals import NotAllowed, NotFound, Refusal


def paired_with(user: Any) -> QuerySet[VisitContact]:
    """The standing pairs of a login's person, with elders who are in the registry."""
    if user is None or not user.is_active or user.person_id is None:
        return VisitContact.objects.none()
    return VisitContact.objects.filter(person=user.person_id, until=None, elder__left_on=None)


class LooksInNoMore(Refusal):
    """The pair has ended meanwhile: what was seen before counts, what comes after is somebody else's to write."""

    code = "looks_in_no_more"
    sentence = _("Since %(day)s somebody else looks in on this elder: %(name)s.")


def may_visit(user: Any, elder: Elder, *, on: date | None = None) -> bool:
    """True when the login may look in on this elder, or could on a day when it did. Needs ``person``."""
    if may(user, Permission.VISIT, region_code=elder.person.home_id):
        return True
    if paired_with(user).filter(elder=elder).exists():
        return True
    return on is not None and _was_paired(user).filter(elder=elder, since__lte=on, until__gte=on).exists()


def _was_paired(user: Any) -> QuerySet[VisitContact]:
    if not user.is_active or user.person_id is None:
        return VisitContact.objects.none()
    return VisitContact.objects.filter(person=user.person_id, until__isnull=False)


def visits_anybody(user: Any) -> bool:
    """True when there may be somebody on the login's day at all."""
    return may(user, Permission.VISIT) or paired_with(user).exists()


def visitable(user: Any) -> QuerySet[Elder]:
    """Elders in the registry whom the login may look in on, with person and home. Raises NotAllowed for nobody."""
    if not visits_anybody(user):
        raise NotAllowed
    reach = Q(id__in=paired_with(user).values("elder"))
    for code in territories(user, Permission.VISIT):
        reach |= Q(person__home__code__startswith=code)
    return Elder.objects.filter(reach, left_on=None).select_related("person__home")


def visitable_elder(user: Any, elder_id: UUID, *, on: date | None = None, lock: bool = False) -> Elder:
    """The elder, if the login may look in on them, or could on the day ``on``; ``lock`` in a transaction.

    Raises NotAllowed, NotFound, and LooksInNoMore to whoever did before.
    """
    rows = Elder.objects.select_related("person__home").filter(id=elder_id, left_on=None)
    if lock:
        rows = rows.select_for_update(of=("self",), no_key=True)
    elder = rows.first()
    if elder is not None and may_visit(user, elder, on=on):
        return elder
    ended = _was_paired(user).filter(elder=elder_id, elder__left_on=None).order_by("-until").first()
    if ended is not None:
        now = VisitContact.objects.filter(elder=elder_id, until=None).order_by("-lead", "id").first()
        raise LooksInNoMore(day=str(ended.until), name=now.name if now is not None else "-")
    if not visits_anybody(user):
        raise NotAllowed
    raise NotFound
