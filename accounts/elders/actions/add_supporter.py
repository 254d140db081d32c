"""Name somebody who is bound to support the elder."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.elders.actions.checking import checked_person
from accounts.elders.actions.keeping import keep_figures, lock_elder, tell, write_change
from accounts.elders.models import Elder, Supporter
from accounts.people.enums import Relation
from accounts.people.models import Person
from accounts.refusals import Invalid


def add_supporter(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    name: str,
    relation: Relation | str,
    phone: str = "",
    able: bool = True,
    person: Person | None = None,
) -> Supporter:
    """Add a supporter; ``person`` when they are known here, ``able`` False when they have no capacity to support.

    Raises NotAllowed, NotFound, ElderLeft and the refusals of ``person_values``. ``by`` None is the house itself.
    """
    values = checked_person({"name": name, "phone": phone})
    if relation not in Relation.values:
        raise Invalid(field="relation")
    with transaction.atomic():
        locked = lock_elder(by=by, elder_id=elder.id)
        supporter = Supporter.objects.create(
            elder=locked, person=person, relation=relation, able=able, added_at=at, added_by=by, **values
        )
        write_change(
            by=by,
            at=at,
            elder=locked,
            about="SUPPORTER",
            about_id=supporter.id,
            field="added",
            became=supporter.name,
        )
        keep_figures(locked, at)
        tell("elder.supporter_added", by=by, at=at, elder=locked, supporter=str(supporter.id), relation=relation)
    elder.complete_percent = locked.complete_percent
    return supporter
