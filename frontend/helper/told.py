"""Reading to the elder what others ordered for them: it is right, or it is undone."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.elders.queries import is_oneself
from accounts.refusals import NotFound, Refusal
from frontend.helper.acting import acting_for, order_of_elder
from frontend.helper.ways import see_other
from frontend.shell.told_words import told_sentence
from services.orders.actions.tell_elder import ordered_by, tell_elder
from services.orders.enums import Hearing, Told
from services.orders.models import Order
from services.orders.queries.untold import UNDOABLE, untold_of


class HeardForm(forms.Form):
    """What the elder said."""

    outcome = forms.ChoiceField(choices=[(one.value, one.label) for one in (Told.AGREED, Told.UNDONE)])


@login_required
@never_cache
@require_safe
def show_untold(request: HttpRequest, id: UUID) -> HttpResponse:
    """Everything the elder has not heard of yet, in words to be read out."""
    acting = acting_for(request.user, id)
    if not (acting.may_order or acting.may_confirm):
        raise NotFound
    rows = [_row(order, request.user, acting) for order in untold_of([id])]
    context = {"acting": acting, "elder": acting.elder, "person": acting.elder.person, "rows": rows}
    return render(request, "helper/told.html", context)


@login_required
@never_cache
@require_POST
def answer(request: HttpRequest, id: UUID) -> HttpResponse:
    """The elder heard of one order and said yes or no."""
    order, acting = order_of_elder(request.user, id)
    form = HeardForm(request.POST)
    if not form.is_valid():
        raise NotFound
    told = Told(form.cleaned_data["outcome"])
    hearing = Hearing.ONESELF if is_oneself(request.user, acting.elder) else Hearing.ALOUD
    try:
        tell_elder(by=request.user, at=timezone.now(), order_id=order.id, outcome=told, hearing=hearing)
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        messages.warning(request, str(refusal))
    else:
        agreed = told == Told.AGREED
        said = _("Good. It stays as it is.") if agreed else _("Undone. What was held is back in the passbook.")
        messages.success(request, said)
    left = untold_of([acting.elder.id]).exists()
    return see_other("helper:told" if left else "helper:elder", acting.elder.id)


def _row(order: Order, user: Any, acting: Any) -> dict[str, Any]:
    own = ordered_by(order, user)
    return {
        "order": order,
        "words": told_sentence(order),
        "own": own,
        "may_agree": acting.may_confirm and not own,
        "may_undo": acting.may_order and order.status in UNDOABLE,
    }
