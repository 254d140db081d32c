"""The elder's side would rather keep the organisation that had promised to come."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.elders.enums import Power
from accounts.refusals import Refusal
from frontend.helper.acting import order_of_elder
from frontend.shell.answers import SeeOther
from services.houses.actions.object_to_handover import object_to_handover


@login_required
@never_cache
@require_POST
def keep(request: HttpRequest, id: UUID, row_id: UUID) -> HttpResponse:
    """Let it stay with, or go back to, whoever was to come first."""
    order, _acting = order_of_elder(request.user, id, power=Power.ORDER)
    try:
        object_to_handover(by=request.user, at=timezone.now(), row_id=row_id)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Both organisations are told. The first one comes."))
    return SeeOther(reverse("helper:order", args=[order.id]))
