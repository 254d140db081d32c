"""Who cares for the elder while the children are away: the agreement, its paper, its renewal and its end."""

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

from accounts.elders.actions.conclude_agreement import conclude_agreement
from accounts.elders.actions.revoke_agreement import revoke_agreement
from accounts.elders.enums import Duty
from accounts.elders.models import CareAgreement, Elder
from accounts.elders.queries.agreements import agreements_of
from accounts.elders.queries.family import standing_supporters
from accounts.refusals import NotFound, Refusal
from frontend.paper import printable, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from frontend.territory.agreement_form import AgreementForm, EndAgreementForm
from frontend.territory.agreement_paper import paper_of
from frontend.territory.dossier import dossier_elder, editable_elder, keys


@login_required
@never_cache
@require_safe
def show_agreements(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The agreement that holds with all it says, and those before."""
    return _show(request, dossier_elder(request, elder_id))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def conclude(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """A new agreement; ``?after=<id>`` renews one and begins with what it said."""
    elder = editable_elder(request, elder_id)
    before = _asked(request, elder)
    family = standing_supporters(elder)
    if request.method == "POST":
        form = AgreementForm(elder, family, request.POST, request.FILES, after=before)
    else:
        form = AgreementForm(elder, family, after=before)
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        follows = before.id if before is not None else None
        try:
            made = conclude_agreement(
                by=request.user, at=timezone.now(), elder=elder, follows=follows, **form.cleaned_data
            )
        except Refusal as refusal:
            if refusal.status == NotFound.status:
                raise
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status = refusal.status
        else:
            messages.success(request, _("Written down: %(name)s cares.") % {"name": name_text(made.carer_name)})
            return SeeOther(reverse("territory:agreements", args=[elder.id]))
    context = {"elder": elder, "person": elder.person, "form": form, "before": before, "family": family}
    return render(request, "territory/agreement_form.html", context, status=status)


@login_required
@never_cache
@require_POST
def end(request: HttpRequest, elder_id: UUID, agreement_id: UUID) -> HttpResponse:
    """It ends at once, with a reason."""
    elder = editable_elder(request, elder_id)
    agreement = _agreement(elder, agreement_id)
    form = EndAgreementForm(request.POST)
    if not form.is_valid():
        return _show(request, elder, ending=form, status=422)
    reason = form.cleaned_data["reason"]
    try:
        revoke_agreement(by=request.user, at=timezone.now(), agreement_id=agreement.id, reason=reason)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, elder, ending=form, status=refusal.status)
    messages.success(request, _("The agreement has ended. Talk with the family about who cares now."))
    return SeeOther(reverse("territory:agreements", args=[elder.id]))


@login_required
@never_cache
@require_safe
def print_agreement(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The sheet to sign, with the names filled in; ``?of=<id>`` prints an agreement that was written down."""
    elder = dossier_elder(request, elder_id)
    wanted = request.GET.get("of")
    agreement = _agreement(elder, _key(wanted)) if wanted else None
    family = list(agreement.entrusted_by.all()) if agreement is not None else standing_supporters(elder)
    data = printable(paper_of(elder, family, agreement))
    response = HttpResponse(typeset("agreement", data, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="agreement.pdf"'
    return response


def _show(
    request: HttpRequest, elder: Elder, *, ending: EndAgreementForm | None = None, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    rows = [_row(one, today) for one in agreements_of(elder)]
    context = {
        "elder": elder,
        "person": elder.person,
        "now": [row for row in rows if row["current"]],
        "before": [row for row in rows if not row["current"]],
        "ending": ending or EndAgreementForm(),
        **keys(request, elder),
    }
    return render(request, "territory/agreements.html", context, status=status)


def _row(agreement: CareAgreement, today: Any) -> dict[str, Any]:
    open_ended = agreement.revoked_at is None and agreement.ends_on >= today
    return {
        "agreement": agreement,
        "current": open_ended,
        "coming": open_ended and agreement.starts_on > today,
        "soon": agreement.ends_soon(today),
        "renewed": hasattr(agreement, "followed_by"),
        "duties": [Duty(code).label for code in agreement.duties],
        "family": _(", ").join(name_text(one.name) for one in agreement.entrusted_by.all()),
    }


def _asked(request: HttpRequest, elder: Elder) -> CareAgreement | None:
    wanted = request.GET.get("after")
    return _agreement(elder, _key(wanted)) if wanted else None


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def _agreement(elder: Elder, agreement_id: UUID) -> CareAgreement:
    found = CareAgreement.objects.filter(elder=elder, id=agreement_id).prefetch_related("entrusted_by").first()
    if found is None:
        raise NotFound
    return found
