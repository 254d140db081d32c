"""What the elder's side may do so that somebody comes, and where it says how it was."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.elders.enums import Power
from accounts.refusals import NotFound, Refusal
from frontend.helper.acting import Acting, order_of_elder
from frontend.helper.ways import see_other
from services.orders.actions.offer_seat import offer_seat
from services.orders.actions.offering import answer_until
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Order
from services.orders.queries.asked import line_of
from services.orders.queries.disputes import has_case, may_contest
from services.orders.queries.fitting import familiar_faces, fitting
from services.orders.queries.rows import seated

FACES = 4  # shown at most


def finding_somebody(order: Order, acting: Acting, user: Any) -> dict[str, Any]:
    """Whom one could ask, who is being asked until when, who waits; and whether one may object or add to it."""
    now = timezone.now()
    faces = []
    if order.status == OrderStatus.OPEN and acting.may_order and answer_until(order, at=now) is not None:
        among = familiar_faces(order.elder_id)
        faces = [person for person, _its in fitting(order, at=now, limit=FACES, among=among)] if among else []
    asked = [seat for seat in seated(order) if seat.status == AssignmentStatus.OFFERED]
    return {
        "faces": faces,
        "asked": asked,
        "in_line": len(line_of(order.id)) if order.status == OrderStatus.CLAIMED else 0,
        "may_contest": acting.may_confirm and may_contest(user, order),
        "has_case": has_case(order),
    }


@login_required
@never_cache
@require_POST
def ask(request: HttpRequest, id: UUID) -> HttpResponse:
    """Ask a familiar face; the place is kept for them until they answer."""
    order, _acting = order_of_elder(request.user, id, power=Power.ORDER)
    try:
        person_id = UUID(request.POST.get("person", ""))
    except ValueError as error:
        raise NotFound from error
    try:
        offer_seat(by=request.user, at=timezone.now(), order_id=order.id, person_id=person_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.warning(request, str(refusal))
    else:
        messages.success(request, _("Asked. If there is no yes in time, the next best is asked, then everybody."))
    return see_other("helper:order", order.id)
