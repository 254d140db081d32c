"""Ringing somebody around the elder: the number is shown for the asking, and that it was shown is written down."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.elders.actions.show_family_phone import Kin, show_family_phone
from accounts.elders.models import CareAgreement, Elder, Guardian, Supporter, VisitContact
from accounts.refusals import NotFound
from frontend.territory.dossier import dossier_elder

KIN: dict[str, type[Supporter] | type[Guardian] | type[VisitContact] | type[CareAgreement]] = {
    "supporter": Supporter,
    "guardian": Guardian,
    "visitor": VisitContact,
    "carer": CareAgreement,
}


@login_required
@never_cache
@require_POST
def show_kin_phone(request: HttpRequest, elder_id: UUID, kind: str, kin_id: UUID) -> HttpResponse:
    """The number on a page of its own, to ring it; a POST, so that nobody is shown it by a stray link."""
    elder = dossier_elder(request, elder_id)
    kin = _kin(elder, kind, kin_id)
    phone = show_family_phone(by=request.user, at=timezone.now(), elder=elder, kin=kin)
    context = {"elder": elder, "person": elder.person, "kin": kin, "phone": phone}
    return render(request, "territory/kin_phone.html", context)


def _kin(elder: Elder, kind: str, kin_id: UUID) -> Kin:
    model = KIN.get(kind)
    found: Kin | None = model._default_manager.filter(elder=elder, id=kin_id).first() if model is not None else None
    if found is None:
        raise NotFound
    return found
