"""An elder joins an association: taken down by it, or by the village, as the elder said on paper or by word."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import ElderLeft, not_after
from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.refusals import Invalid, NotFound, Refusal
from services.associations.actions.keeping import lock_seen, sensible, tell
from services.associations.models import Membership
from services.associations.queries.reach import Seen

MOST_OF_A_NAME = 10


class NobodyCalledThat(Invalid):
    code = "nobody_called_that"
    sentence = _("Nobody of that name is in the registry here. Write the whole name.")


class SeveralCalledThat(Invalid):
    code = "several_called_that"
    sentence = _("Several have this name. Choose which one.")


class InItAlready(Refusal):
    code = "in_it_already"
    sentence = _("They belong to the association already.")


class JoinedBeforeLeaving(Invalid):
    code = "joined_before_leaving"
    sentence = _("They belonged until %(day)s. Choose that day or a later one.")


def join_association(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    name: str = "",
    elder_id: UUID | None = None,
    joined_on: date,
    consent: Consent | str,
    helps: bool = False,
) -> Membership:
    """Write down that an elder of its villages belongs from a day on, without any login of theirs.

    By whole ``name``; ``elder_id`` says which where several have it, or alone for those who keep the registry there.
    ``helps``: wants to look in on others. Raises NotAllowed, NotFound, NotStanding, NobodyCalledThat,
    SeveralCalledThat, ElderLeft, NotYet, InItAlready, JoinedBeforeLeaving.
    """
    with transaction.atomic():
        seen = lock_seen(by, organisation_id)
        if consent not in Consent.values:
            raise Invalid(field="consent")
        not_after(joined_on, at, name="joined_on")
        if not sensible(joined_on):
            raise Invalid(field="joined_on")
        elder = _who(seen, name, elder_id)
        if Elder.objects.select_for_update(no_key=True).get(id=elder.id).left_on is not None:
            raise ElderLeft
        _demand_free(seen, elder, joined_on)
        try:
            with transaction.atomic():
                member = Membership.objects.create(
                    organisation=seen.organisation,
                    elder=elder,
                    joined_on=joined_on,
                    consent=consent,
                    helps=helps,
                    entered_at=at,
                    entered_by=by,
                )
        except IntegrityError as error:
            if "membership_once_at_a_time" not in str(error):
                raise
            raise InItAlready(field="name") from error
        tell(member, "joined", at=at, by=by)
    return member


def called(seen: Seen, name: str) -> list[Elder]:
    """Elders of the association's villages with exactly this name: whoever asks knows whom they mean."""
    words = name.replace("\x00", "").strip()
    if not words:
        return []
    rows = Elder.objects.filter(left_on=None, merged_into=None, person__name=words)
    rows = rows.filter(person__home__code__startswith=seen.home).select_related("person__home").order_by("id")
    return [one for one in rows[:MOST_OF_A_NAME] if one.person.home_id.startswith(seen.reach)]


def _who(seen: Seen, name: str, elder_id: UUID | None) -> Elder:
    if not name.strip() and elder_id is not None:
        elder = Elder.objects.select_related("person__home").filter(id=elder_id, merged_into=None).first()
        if seen.runs or elder is None or not elder.person.home_id.startswith(seen.reach):
            raise NotFound
        return elder
    found = called(seen, name)
    if elder_id is not None:
        found = [one for one in found if one.id == elder_id]
    if not found:
        raise NobodyCalledThat(field="name")
    if len(found) > 1:
        raise SeveralCalledThat(field="name")
    return found[0]


def _demand_free(seen: Seen, elder: Elder, joined_on: date) -> None:
    rows = Membership.objects.filter(organisation=seen.organisation, elder=elder)
    if rows.filter(is_open=True).exists():
        raise InItAlready(field="name")
    last = rows.order_by("-left_on").values_list("left_on", flat=True).first()
    if last is not None and joined_on < last:
        raise JoinedBeforeLeaving(field="joined_on", day=last.isoformat())
