"""Withdraw a certificate that should not have been given."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from timebank.certificates.actions.revoke_certificate import revoke_certificate
from timebank.certificates.enums import CertificateStatus
from timebank.certificates.queries import find_certificate

LONGEST = 60


class RevokeForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("Why it is withdrawn"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever checks the paper reads this."),
        error_messages={"required": gettext_lazy("Say why in a few words.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_certificate(request: HttpRequest) -> HttpResponse:
    """``?q=`` code or number: what it is, and the form to withdraw it."""
    demand(request.user, Permission.CERTIFICATE_REVOKE)
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    found = find_certificate(text) if text else None
    certificate = found.certificate if found else None
    if certificate is not None and not may(
        request.user, Permission.CERTIFICATE_REVOKE, region_code=str(certificate.county_id)
    ):
        certificate = None
    form = RevokeForm(request.POST or None)
    status = 200
    if request.method == "POST" and certificate is not None:
        status = 422
        if form.is_valid():
            try:
                revoke_certificate(
                    by=request.user,
                    at=timezone.now(),
                    certificate_id=certificate.id,
                    words=form.cleaned_data["words"],
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Withdrawn. Whoever checks it reads so from now on."))
                return SeeOther(f"{reverse('territory:certificates')}?{urlencode({'q': text})}")
    context = {
        "text": text,
        "certificate": certificate,
        "found": found,
        "form": form if certificate is not None and certificate.status != CertificateStatus.REVOKED else None,
    }
    return render(request, "territory/certificates.html", context, status=status)
