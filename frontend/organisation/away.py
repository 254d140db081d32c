"""Days away: whom it concerns is shown before they are written down."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.queries import call_name
from accounts.organisations.actions.cancel_leave import cancel_leave
from accounts.refusals import Refusal
from frontend.organisation.member import SHUT, given, where
from frontend.organisation.people_forms import LeaveForm
from frontend.organisation.rows import title
from frontend.shell.answers import SeeOther
from services.houses.actions.enter_absence import enter_absence
from services.houses.queries.absences import member_for, seats_hit
from services.orders.models import Assignment


@login_required
@never_cache
@require_POST
def enter_away(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """``kind=LEAVE&first_on=2026-11-20&last_on=2026-11-22``. Where elders expect the member on these days the page
    shows them first; ``settled=free`` takes the name off there, ``settled=keep`` does not.
    """
    member = member_for(request.user, member_id)
    dispatches = may(request.user, Permission.ORDER_DISPATCH, organisation_id=member.organisation_id)
    settled = request.POST.get("settled", "")
    free = settled == "free" and dispatches
    try:
        facts = given(LeaveForm(request.POST))
        hit = seats_hit(member, facts["first_on"], facts["last_on"])
        if hit and not settled:
            context = _context(request, member, facts, hit) | {"dispatches": dispatches}
            return render(request, "organisation/away_hits.html", context)
        _leave, freed = enter_absence(by=request.user, at=timezone.now(), member_id=member_id, free=free, **facts)
    except Refusal as refusal:
        if refusal.status in SHUT:
            raise
        messages.error(request, str(refusal))
        return SeeOther(where(request, member_id))
    if not freed:
        messages.success(request, _("Written down. Nobody sends them on these days."))
        return SeeOther(where(request, member_id))
    text = ngettext(
        "Written down. %(number)s order needs somebody else.",
        "Written down. %(number)s orders need somebody else.",
        len(freed),
    )
    messages.success(request, text % {"number": len(freed)})
    first = next(seat for seat in hit if seat.id in freed)
    asked = {
        "day": timezone.localdate(first.order.starts_at).isoformat(),
        "organisation": str(member.organisation_id),
        "seat": str(first.id),
    }
    return SeeOther(f"{reverse('organisation:dispatch')}?{urlencode(asked)}#fits")


@login_required
@never_cache
@require_POST
def cancel_away(request: HttpRequest, leave_id: UUID) -> HttpResponse:
    """They are there after all."""
    leave = cancel_leave(by=request.user, at=timezone.now(), leave_id=leave_id)
    messages.success(request, _("Taken back."))
    return SeeOther(where(request, leave.member_id))


def _context(request: HttpRequest, member: Any, facts: dict[str, Any], hit: list[Assignment]) -> dict[str, Any]:
    return {
        "member": member,
        "organisation": member.organisation,
        "facts": facts,
        "page": request.POST.get("page", ""),
        "back": where(request, member.id),
        "rows": [(seat, title(seat.order), call_name(seat.order.elder.person)) for seat in hit],
    }
