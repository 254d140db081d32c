"""What a year costs, and what came in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.refusals import NotFound
from frontend.associations.forms import RuleForm
from frontend.shell.going import carried_out, posted, see_other
from services.associations.actions.set_fee import set_fee
from services.associations.models import Fee
from services.associations.queries.fees import fee_for, rules_of, till_of
from services.associations.queries.reach import association_seen

MOST = 60


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_fees(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """The lines of the rule, the receipts of the year, and a form for the next line. Whoever runs it only."""
    seen = association_seen(request.user, organisation_id)
    if not seen.keeps_till:
        raise NotFound
    today = timezone.localdate()
    form = RuleForm(posted(request, "rule"), initial={"from_year": today.year})

    def act(_data: dict[str, Any]) -> None:
        set_fee(by=request.user, at=timezone.now(), organisation_id=organisation_id, **form.values())

    if carried_out(form, act):
        messages.success(request, _("Written down. Who has not given shows on the list of members."))
        return see_other("associations:fees", organisation_id)
    rules = rules_of(organisation_id)
    rows = Fee.objects.filter(organisation=organisation_id).select_related("membership__elder__person")
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "rules": rules,
        "asked": fee_for(rules, today.year),
        "till": till_of(organisation_id, year=today.year),
        "year": today.year,
        "rows": list(rows.order_by("-written_at")[:MOST]),
        "form": form,
    }
    return render(request, "associations/fees.html", context, status=422 if form.is_bound else 200)
