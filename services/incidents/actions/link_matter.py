"""Join an order, a visit or a call to the incident it came from."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.refusals import NotFound
from services.incidents.actions.record import add_step, emit_incident, lock_incident
from services.incidents.enums import LinkKind, What
from services.incidents.models import Link
from services.orders.queries.rows import visible_orders


def link_matter(*, by: Any, at: datetime, incident_id: UUID, kind: LinkKind | str, target: UUID) -> Link:
    """Join it; twice is once. An order must be one that the user may open and be the elder's own.

    Raises NotAllowed, NotFound, IncidentOver.
    """
    chosen = LinkKind(kind)
    with transaction.atomic():
        incident, _stands = lock_incident(incident_id, by=by, at=at)
        if chosen == LinkKind.ORDER:
            orders = visible_orders(by).filter(id=target, elder=incident.elder_id)
            if incident.elder_id is None or not orders.exists():
                raise NotFound
        link, is_new = Link.objects.get_or_create(
            incident=incident, kind=chosen, target=target, defaults={"linked_at": at, "linked_by": by}
        )
        if is_new:
            add_step(incident, What.LINKED, by=by, at=at, code=chosen, key=target)
            emit_incident(incident, "noted", at=at, by=by, what=What.LINKED)
    return link
