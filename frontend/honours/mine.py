"""What one is a candidate for oneself: yes, or no, at any time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound
from frontend.shell.going import see_other
from services.honours.actions.record_consent import record_consent
from services.honours.actions.withdraw_consent import withdraw_consent
from services.honours.enums import RUNNING, CandidacyState, Whose
from services.honours.queries.candidacies import own_candidacies


@login_required
@never_cache
@require_safe
def show_mine(request: HttpRequest) -> HttpResponse:
    """Every honour one was named for, and whether one agreed to be named in public."""
    rows = own_candidacies(request.user).prefetch_related("consents")
    lines = []
    for one in rows:
        holding = {consent.whose for consent in one.consents.all() if consent.withdrawn_at is None}
        agreed = Whose.CANDIDATE in holding
        lines.append(
            {
                "one": one,
                "agreed": agreed,
                "waits_for_elder": Whose.ELDER in one.needs and Whose.ELDER not in holding,
                "may_agree": not agreed and one.state in (*RUNNING, CandidacyState.HONOURED),
                "may_withdraw": (agreed and one.state == CandidacyState.HONOURED) or one.state in RUNNING,
                "public": one.state == CandidacyState.HONOURED and holding >= set(one.needs),
            }
        )
    return render(request, "honours/mine.html", {"lines": lines})


@login_required
@never_cache
@require_POST
def say(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """``do``: yes or no."""
    if not own_candidacies(request.user).filter(id=candidacy_id).exists():
        raise NotFound
    common: dict[str, Any] = {
        "by": request.user,
        "at": timezone.now(),
        "candidacy_id": candidacy_id,
        "whose": Whose.CANDIDATE,
    }
    if request.POST.get("do") == "yes":
        record_consent(**common)
        messages.success(request, _("Thank you. You can take it back at any time."))
    else:
        withdraw_consent(**common)
        messages.success(request, _("Noted. Your name is on no public page."))
    return see_other("honours:mine")
