"""An elder moves to another village: choose it, see what happens, write it down; and the sheet for another house."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder, Guardian, Removal
from accounts.elders.queries.dossier import dossier_of
from accounts.elders.queries.family import guardian_of, visit_contacts_of
from accounts.people.masks import mask_id
from accounts.refusals import Refusal
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import path
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text, way_text
from frontend.territory.dossier import editable_elder
from frontend.territory.dossier_forms import day_input
from frontend.territory.dossier_sheets import sheets_of
from frontend.territory.elders import about
from services.merging.actions.move_elder import move_back, move_elder
from services.orders.enums import TO_COME
from services.orders.queries.territory_side import next_orders

SHOWN = 20
KEEP, CANCEL = "keep", "cancel"


class MoveForm(forms.Form):
    """Since when, which house, and what goes on."""

    since = forms.DateField(
        label=gettext_lazy("Lives there since"),
        widget=day_input(),
        error_messages={"required": gettext_lazy("Give the day.")},
    )
    address = forms.CharField(
        label=gettext_lazy("House"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Group and number, or what the house is known by."),
    )
    registered = forms.ChoiceField(
        label=gettext_lazy("Where is the household registered?"),
        choices=[
            (KEEP, pgettext_lazy("move", "As before")),
            ("home", pgettext_lazy("move", "In the new village")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )
    stay = forms.MultipleChoiceField(
        label=gettext_lazy("Who goes on?"),
        help_text=gettext_lazy("Whoever is not marked visits or looks after the elder until that day."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    orders = forms.ChoiceField(
        label=gettext_lazy("Orders that have not begun"),
        help_text=gettext_lazy("What comes round goes on with them, or ends."),
        choices=[
            (KEEP, pgettext_lazy("move", "Serve them at the new house")),
            (CANCEL, pgettext_lazy("move", "Call them off")),
        ],
        initial=KEEP,
        widget=forms.RadioSelect,
    )

    def __init__(self, elder: Elder, coming: int, data: Any = None) -> None:
        guardian = guardian_of(elder)
        standing: list[Any] = [*([guardian] if guardian else []), *visit_contacts_of(elder)]
        super().__init__(data, initial={"since": timezone.localdate(), "stay": _family(standing)})
        stay = self.fields["stay"]
        assert isinstance(stay, forms.MultipleChoiceField)
        stay.choices = [(str(one.id), _who(one)) for one in standing]
        if not standing:
            del self.fields["stay"]
        if not coming:
            del self.fields["orders"]


def _family(standing: list[Any]) -> list[str]:
    """The family's guardian goes on by itself; whoever visits for the village does not."""
    return [str(one.id) for one in standing if isinstance(one, Guardian)]


def _who(one: Any) -> str:
    part = _("Guardian") if isinstance(one, Guardian) else one.get_kind_display()
    return f"{name_text(one.name)}{_(', ')}{part}"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Without ``?home=`` the village is chosen first; with it, what will happen, and the form."""
    elder = editable_elder(request, elder_id)
    here = reverse("territory:move", args=[elder.id])
    home = Region.objects.filter(code=request.GET.get("home", "").replace("\x00", ""), level=Level.VILLAGE).first()
    choose = f"{reverse('shell:regions')}?{urlencode({'next': here, 'name': 'home'})}"
    coming = next_orders(elder.id, TO_COME, limit=SHOWN)
    form = MoveForm(elder, len(coming), request.POST if request.method == "POST" and home else None)
    status = 200
    if home is not None and form.is_bound:
        status = 422
        if form.is_valid():
            try:
                _move(request, elder, home, form.cleaned_data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Written down. Both villages are told."))
                return SeeOther(reverse("territory:moved"))
    context = {
        "elder": elder,
        "person": elder.person,
        "home": home,
        "same": home is not None and home.code == elder.person.home_id,
        "old": way_text(path(elder.person.home_id)),
        "new": way_text(path(home.code)) if home is not None else "",
        "choose": choose,
        "coming": coming,
        "form": form,
    }
    return render(request, "territory/move.html", context, status=status)


def _move(request: HttpRequest, elder: Elder, home: Region, data: dict[str, Any]) -> None:
    move_elder(
        by=request.user,
        at=timezone.now(),
        elder=elder,
        home_code=home.code,
        since=data["since"],
        address=data["address"],
        keep_registered=data["registered"] == KEEP,
        stay=[UUID(one) for one in data.get("stay", [])],
        keep_orders=data.get("orders", KEEP) == KEEP,
    )


@login_required
@never_cache
@require_safe
def show_moved(request: HttpRequest) -> HttpResponse:
    """The moves one wrote down today: each can be taken back until midnight."""
    demand(request.user, Permission.ELDER_REGISTER)
    start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    mine = Removal.objects.filter(moved_by=request.user.pk, moved_at__gte=start)
    rows = list(mine.select_related("elder__person", "origin", "target").order_by("-moved_at")[:SHOWN])
    return render(request, "territory/moved.html", {"rows": rows})


@login_required
@never_cache
@require_POST
def undo(request: HttpRequest, removal_id: UUID) -> HttpResponse:
    """Take a move of today back."""
    move_back(by=request.user, at=timezone.now(), removal_id=removal_id)
    messages.success(request, _("Taken back. The elder lives where they lived before."))
    return SeeOther(reverse("territory:moved"))


@login_required
@never_cache
@require_safe
def hand_over(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The dossier on paper, for those who look after the elder elsewhere; the ID number stays masked."""
    elder = editable_elder(request, elder_id)
    today = timezone.localdate()
    dossier = dossier_of(elder)
    context = {
        **about(elder, on=today),
        "dossier": dossier,
        "number": mask_id(elder.person.id_number),
        "sheets": sheets_of(dossier, dossier.completeness(today), today),
        "today": today,
    }
    return render(request, "territory/hand_over.html", context)
