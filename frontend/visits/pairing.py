"""Who visits whom: the unpaired, the load of each visitor, and naming somebody."""

from datetime import date
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
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.enums import VisitorKind
from accounts.elders.models import Elder
from accounts.elders.queries.family import visit_contacts_of
from accounts.elders.queries.pairing import associations, candidates, helpers_among_elders, load_of, unpaired
from accounts.people.models import Person
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import name_text
from frontend.visits.record import seen_elder

PAGE = 30
SOMEBODY_ELSE = ""


class PairForm(forms.Form):
    """Who it is: one of those who visit here, an elder who helps, or somebody named in words."""

    who = forms.ChoiceField(label=gettext_lazy("Who looks in?"), required=False)
    name = forms.CharField(
        label=gettext_lazy("Or somebody else: their name"), required=False, max_length=60, help_text=""
    )
    phone = forms.CharField(
        label=pgettext_lazy("dossier", "Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("What are they?"), choices=VisitorKind.choices, initial=VisitorKind.CADRE
    )
    organisation = forms.ChoiceField(
        label=gettext_lazy("Paired by"),
        required=False,
        help_text=gettext_lazy("The elders’ association or team that set the pair, if one did."),
    )
    lead = forms.BooleanField(
        label=gettext_lazy("Comes first: answers for the visits"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Whoever did so before goes on helping."),
    )

    def __init__(self, data: Any, *, elder: Elder) -> None:
        super().__init__(data)
        village = elder.person.home_id
        staff = candidates(village)
        elders = [one for one in helpers_among_elders(village) if one.id != elder.person_id and one not in staff]
        self.people: dict[str, Person] = {str(one.id): one for one in (*staff, *elders)}
        self.bodies = {str(one.id): one for one in associations(village)}
        who, body = self.fields["who"], self.fields["organisation"]
        assert isinstance(who, forms.ChoiceField)
        assert isinstance(body, forms.ChoiceField)
        who.choices = [
            (SOMEBODY_ELSE, pgettext_lazy("visitor", "Somebody else")),
            (gettext_lazy("Staff, volunteers and visitors"), [(str(one.id), name_text(one.name)) for one in staff]),
            (gettext_lazy("Elders who may help"), [(str(one.id), name_text(one.name)) for one in elders]),
        ]
        body.choices = [("", gettext_lazy("Nobody")), *((key, one.name) for key, one in self.bodies.items())]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not data.get("who") and not data.get("name", "").strip():
            self.add_error("who", _("Choose somebody, or write a name."))
        return data

    def values(self) -> dict[str, Any]:
        """What to hand to the action."""
        data = self.cleaned_data
        person = self.people.get(data["who"])
        return {
            "person": person,
            "name": person.name if person is not None else data["name"],
            "phone": data["phone"] or (person.phone if person is not None else ""),
            "kind": data["kind"],
            "lead": data["lead"],
            "organisation": self.bodies.get(data["organisation"]),
        }


@login_required
@never_cache
@require_safe
def show_pairs(request: HttpRequest) -> HttpResponse:
    """``?place=CODE``: whom nobody looks in on, and how many each visitor has."""
    land = ground(request, permission=Permission.VISIT)
    page = Paginator(unpaired(land.codes), PAGE).get_page(request.GET.get("page"))
    context = {
        "land": land,
        "page": page,
        "visitors": load_of(land.codes),
        "may_pair": may(request.user, Permission.ELDER_REGISTER, region_code=land.here.code),
    }
    return render(request, "visits/pairs.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Name who looks in on an elder."""
    demand(request.user, Permission.ELDER_REGISTER)
    elder = seen_elder(request, elder_id)
    demand(request.user, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    form = PairForm(request.POST if request.method == "POST" else None, elder=elder)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            today: date = timezone.localdate()
            try:
                made = name_visit_contact(by=request.user, at=timezone.now(), elder=elder, since=today, **form.values())
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("%(name)s looks in from today on.") % {"name": name_text(made.name)})
                return SeeOther(f"{reverse('visits:pairs')}?place={elder.person.home_id}")
    context = {"elder": elder, "person": elder.person, "form": form, "contacts": visit_contacts_of(elder)}
    return render(request, "visits/pair.html", context, status=status)
