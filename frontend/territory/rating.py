"""What an elder said of a service, put right after somebody rang."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.territory.answer_forms import FACES, SAY_WHY
from services.houses.actions.correct_rating import correct_rating
from services.houses.queries.ratings import rating_changes
from services.orders.queries.rows import order_for


class RatingForm(forms.Form):
    """How it was, as the elder says it on the telephone."""

    rating = forms.TypedChoiceField(
        label=gettext_lazy("How was it?"), choices=FACES, widget=forms.RadioSelect, coerce=int
    )
    words = forms.CharField(label=gettext_lazy("In the elder's words"), max_length=200, error_messages=SAY_WHY)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """``rating=5&words=…``; what was said before stays to be read."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    order = order_for(request.user, order_id)
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
    if order.rating is None:
        raise NotFound
    form, status = RatingForm(initial={"rating": order.rating}), 200
    if request.method == "POST":
        form, status = RatingForm(request.POST), 422
        if form.is_valid() and _corrected(request, order_id, form):
            return SeeOther(reverse("territory:order", args=[order_id]))
    context: dict[str, Any] = {"order": order, "form": form, "changes": rating_changes(order_id), "faces": dict(FACES)}
    return render(request, "territory/rating.html", context, status=status)


def _corrected(request: HttpRequest, order_id: UUID, form: RatingForm) -> bool:
    try:
        correct_rating(by=request.user, at=timezone.now(), order_id=order_id, **form.cleaned_data)
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Put right. What was said before stays to be read."))
    return True
