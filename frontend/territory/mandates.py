"""Who may act for an elder: given, changed, taken back; and what shows that the elder said so."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.elders.actions.change_mandate import change_mandate
from accounts.elders.actions.entrust_mandate import entrust_mandate
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.models import Elder, Evidence, Mandate
from accounts.kept_files import read_file
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from frontend.territory.dossier import dossier_elder, editable_elder, keys
from frontend.territory.dossier_papers import mandate_rows
from frontend.territory.mandate_form import FIELD_OF, MandateForm


@login_required
@never_cache
@require_safe
def show_mandates(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Everybody who acts, will act or acted for the elder, with what they may do."""
    elder = dossier_elder(request, elder_id)
    rows = mandate_rows(elder, timezone.localdate(), past=True)
    hands_out = may(request.user, Permission.LOGIN_GIVE, region_code=elder.person.home_id)
    context = {"elder": elder, "person": elder.person, **rows, **keys(request, elder), "hands_out": hands_out}
    return render(request, "territory/mandates.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """A new mandate, for somebody known by name and number."""
    elder = editable_elder(request, elder_id)
    form = MandateForm(elder, request.POST, request.FILES) if request.method == "POST" else MandateForm(elder)
    if request.method == "POST" and form.is_valid():
        who = {"name": form.cleaned_data["name"], "phone": form.cleaned_data["phone"]}
        try:
            made = entrust_mandate(by=request.user, at=timezone.now(), elder=elder, **who, **form.terms())
        except Refusal as refusal:
            return _show(request, elder, form, status=_blame(form, refusal))
        said = _("Written down. %(name)s may act from the first day on.")
        messages.success(request, said % {"name": name_text(made.proxy.name)})
        return SeeOther(reverse("territory:mandates", args=[elder.id]))
    return _show(request, elder, form, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, elder_id: UUID, mandate_id: UUID) -> HttpResponse:
    """The old one is taken back and a new one given, with the elder's word for it."""
    elder = editable_elder(request, elder_id)
    mandate = _standing(elder, mandate_id)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = MandateForm(elder, *sent, changing=mandate)
    if request.method == "POST" and form.is_valid():
        try:
            change_mandate(by=request.user, at=timezone.now(), mandate_id=mandate.id, **form.terms())
        except Refusal as refusal:
            return _show(request, elder, form, mandate=mandate, status=_blame(form, refusal))
        messages.success(request, _("Changed. The old mandate has ended, the new one holds."))
        return SeeOther(reverse("territory:mandates", args=[elder.id]))
    return _show(request, elder, form, mandate=mandate, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_POST
def take_back(request: HttpRequest, elder_id: UUID, mandate_id: UUID) -> HttpResponse:
    """The elder no longer wants it: it ends at once."""
    elder = editable_elder(request, elder_id)
    mandate = _standing(elder, mandate_id)
    revoke_mandate(by=request.user, at=timezone.now(), mandate_id=mandate.id)
    said = _("Taken back. From this moment %(name)s cannot order any more.")
    messages.success(request, said % {"name": name_text(mandate.proxy.name)})
    return SeeOther(reverse("territory:mandates", args=[elder.id]))


@login_required
@never_cache
@require_safe
def show_evidence(request: HttpRequest, elder_id: UUID, evidence_id: UUID) -> HttpResponse:
    """The picture or the voice itself, for those who may see the dossier."""
    elder = dossier_elder(request, elder_id)
    found = Evidence.objects.filter(elder=elder, id=evidence_id).first()
    content = read_file(found.file) if found is not None else None
    if found is None or content is None:
        raise NotFound
    answer = HttpResponse(content, content_type=found.media_type)
    answer["Content-Disposition"] = "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _standing(elder: Elder, mandate_id: UUID) -> Mandate:
    found = Mandate.objects.filter(elder=elder, id=mandate_id, revoked_at=None).select_related("proxy").first()
    if found is None:
        raise NotFound
    return found


def _blame(form: Any, refusal: Refusal) -> int:
    if refusal.status == NotFound.status:
        raise refusal
    field = FIELD_OF.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))
    return refusal.status


def _show(
    request: HttpRequest, elder: Elder, form: MandateForm, *, mandate: Mandate | None = None, status: int = 200
) -> HttpResponse:
    context = {"elder": elder, "person": elder.person, "form": form, "mandate": mandate}
    return render(request, "territory/mandate_form.html", context, status=status)
