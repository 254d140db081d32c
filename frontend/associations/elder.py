"""Where an elder belongs, joining from the elder's own page, and ordering a round so that the time counts."""

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

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.queries import may
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for, is_oneself, mandate_of, powers_for
from accounts.refusals import NotFound
from frontend.associations.forms import OrderForm, SlipForm, offer
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.wording import minutes_text, place_text
from services.associations.actions.join_association import join_association
from services.associations.actions.order_round import order_round
from services.associations.models import Round
from services.associations.queries.members import memberships_of
from services.associations.queries.reach import KEEPS, associations_for
from services.catalogue.enums import Performer
from services.catalogue.queries import menu


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_elder(request: HttpRequest, id: UUID) -> HttpResponse:
    """Associations of an elder, for their side and for the village, who may write down that they join."""
    now = timezone.now()
    today = timezone.localdate(now)
    elder = elder_for(request.user, id, power=Power.VIEW, on=today)
    if not is_oneself(request.user, elder) and mandate_of(request.user, elder, on=today) is None:
        reveal_person(by=request.user, at=now, person=elder.person, purpose="dossier", reference=f"elder:{elder.id}")
    keeps = may(request.user, KEEPS, region_code=elder.person.home_id) and elder.left_on is None
    rows = memberships_of(elder)
    inside = {one.organisation_id for one in rows if one.is_open}
    near = [one for one in associations_for(elder.person.home_id) if one.id not in inside]
    form = SlipForm(posted(request, "join") if keeps else None, initial={"joined_on": today, "consent": "SIGNED"})
    offer(form, "organisation", [(str(one.id), f"{one.name}（{place_text(one.region.name)}）") for one in near])

    def act(data: dict[str, Any]) -> None:
        house = UUID(data.pop("organisation"))
        join_association(by=request.user, at=now, organisation_id=house, elder_id=elder.id, **data)

    if carried_out(form, act):
        messages.success(request, _("Written down: they belong to it now."))
        return see_other("associations:elder", elder.id)
    rounds = Round.objects.filter(elder=elder, ended_at=None).select_related("helper", "organisation", "standing")
    context = {
        "elder": elder,
        "person": elder.person,
        "rows": rows,
        "near": near,
        "form": form,
        "keeps": keeps,
        "rounds": list(rounds.order_by("clock")),
        "may_order": Power.ORDER in powers_for(request.user, elder, on=today) and elder.left_on is None,
    }
    return render(request, "associations/elder.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """As which service the round is ordered."""
    now = timezone.now()
    today = timezone.localdate(now)
    found = Round.objects.select_related("elder__person__home", "helper", "organisation").filter(id=round_id).first()
    if found is None:
        raise NotFound
    elder = elder_for(request.user, found.elder_id, power=Power.ORDER, on=today)
    if not is_oneself(request.user, elder) and mandate_of(request.user, elder, on=today) is None:
        reveal_person(by=request.user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    form = OrderForm(posted(request, "order"))
    items = menu(region_code=elder.person.home_id, on=today).filter(performers__contains=[Performer.VOLUNTEER])
    offer(
        form,
        "item",
        [(str(one.item_id), f"{one.name}（{minutes_text(one.costs_minutes)}）") for one in items if one.costs_minutes],
    )

    def act(data: dict[str, Any]) -> None:
        order_round(by=request.user, at=now, round_id=round_id, item_id=UUID(data["item"]), consent=data["consent"])

    if carried_out(form, act):
        messages.success(request, _("Ordered. Each time it is served and confirmed, the helper's minutes are booked."))
        return see_other("associations:elder", elder.id)
    context = {"round": found, "elder": elder, "person": elder.person, "form": form}
    return render(request, "associations/order.html", context, status=422 if form.is_bound else 200)
