"""Who must be told by voice: orders elders have not heard of, and news. The sheet to call by, and what came of it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.messaging.enums import Heard
from accounts.people.masks import mask_phone
from accounts.refusals import NotFound, Refusal
from frontend.paper import printable, typeset
from frontend.shell.answers import SeeOther
from frontend.shell.told_words import told_sentence
from frontend.shell.wording import full_date_text, in_chinese, mask_name, place_text
from frontend.territory.ground import ground
from frontend.territory.saying import paper_rows, rows_to_say
from services.orders.actions.tell_elder import ordered_by, tell_elder
from services.orders.enums import Hearing, Told
from services.orders.models import Order
from services.orders.queries.rows import order_for
from services.orders.queries.untold import UNDOABLE, untold_in

PAGE = 30
MOST_ON_PAPER = 200


class ToldForm(forms.Form):
    """What came of it, and how they heard."""

    outcome = forms.ChoiceField(choices=Told.choices)
    hearing = forms.ChoiceField(choices=[(one.value, one.label) for one in (Hearing.BY_PHONE, Hearing.IN_PERSON)])


@login_required
@never_cache
@require_safe
def show_untold(request: HttpRequest) -> HttpResponse:
    """House by house, masked; ``?place=350425100201`` narrows to a village."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    page = Paginator(untold_in(land.codes), PAGE).get_page(request.GET.get("page"))
    context = {
        "land": land,
        "page": page,
        "rows": [_row(order, request.user) for order in page.object_list],
        "said": rows_to_say(land.codes),
        "hearings": ToldForm.base_fields["hearing"].choices,  # type: ignore[attr-defined]
        "kept": f"&place={land.place.code}" if land.place else "",
        "where": f"?place={land.place.code}" if land.place else "",
    }
    return render(request, "territory/untold.html", context)


@login_required
@never_cache
@require_POST
def answer(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Told and agreed, told and undone, or not reached."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    order = order_for(request.user, order_id)
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=order.village_code)
    form = ToldForm(request.POST)
    if not form.is_valid():
        raise NotFound
    told, hearing = Told(form.cleaned_data["outcome"]), Hearing(form.cleaned_data["hearing"])
    try:
        tell_elder(by=request.user, at=timezone.now(), order_id=order.id, outcome=told, hearing=hearing)
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        messages.warning(request, str(refusal))
    else:
        said = {
            Told.AGREED: _("Noted: the elder heard of it and agrees."),
            Told.UNDONE: _("Called off at the elder's word. Whoever ordered it is told."),
            Told.NOT_REACHED: _("Noted. It stays on the list for another try."),
        }
        messages.success(request, said[told])
    place = request.POST.get("place", "")
    return SeeOther(reverse("territory:untold") + (f"?place={place}" if place.isascii() and place.isdigit() else ""))


@login_required
@never_cache
@require_safe
def print_untold(request: HttpRequest) -> HttpResponse:
    """The same on paper: words to say, boxes to tick."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    orders = list(untold_in(land.codes)[:MOST_ON_PAPER])
    said = rows_to_say(land.codes)
    data = {
        "lang": "zh" if in_chinese() else "en",
        "title": _("To tell by voice"),
        "where": place_text(land.here.name),
        "day": full_date_text(timezone.localdate()),
        "how": _("Ring, or tell them at the door. Read the words out. Tick what they said, and enter it afterwards."),
        "boxes": [str(one.label) for one in Told],
        "empty": _("Everybody has been told."),
        "rows": [_paper(order, request.user) for order in orders],
        "own": _("Ordered by you: a colleague asks."),
        "orders_title": _("Orders to tell the elder of"),
        "news_title": _("News to tell"),
        "news_boxes": [str(one.label) for one in Heard],
        "news": paper_rows(said),
        "name_line": _("Who rang, and when"),
    }
    response = HttpResponse(typeset("untold", printable(data), at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="to-tell.pdf"'
    return response


def _row(order: Order, user: Any) -> dict[str, Any]:
    return {
        "order": order,
        "elder": order.elder,
        "name": mask_name(order.elder.person.name),
        "phone": mask_phone(order.elder.person.phone),
        "words": told_sentence(order),
        "own": ordered_by(order, user),
        "undoable": order.status in UNDOABLE,
    }


def _paper(order: Order, user: Any) -> dict[str, Any]:
    row = _row(order, user)
    return {
        "name": row["name"],
        "phone": row["phone"] or "–",
        "village": place_text(order.elder.person.home.name),
        "words": row["words"],
        "own": row["own"],
    }
