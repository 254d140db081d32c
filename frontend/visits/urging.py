"""Urging the family: one form that tells them and the township, what is still open, and the family's own answer."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.models import Elder, Supporter
from accounts.elders.queries.family import standing_supporters
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import name_text
from frontend.visits.forms import CHOOSE
from frontend.visits.record import seen_elder
from services.visits.actions.answer_urging import answer_urging
from services.visits.actions.close_urging import close_urging
from services.visits.actions.follow_urging import follow_urging
from services.visits.actions.urge_family import urge_family
from services.visits.actions.urging import LONGEST, SayWhat
from services.visits.enums import About, UrgingChannel, UrgingState
from services.visits.queries.families import long_unheard, urging_for, urgings_in, urgings_to

PAGE = 30
WRITE = {"required": SayWhat.sentence}


def _words(label: Any, *, required: bool = True, hint: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=LONGEST, widget=widget, error_messages=WRITE
    )


class TryForm(forms.Form):
    """How the family was turned to, and what they answered."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How?"),
        choices=UrgingChannel.choices,
        initial=UrgingChannel.PHONE,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("Did you reach them?"),
        choices=[("yes", pgettext_lazy("urging", "Reached")), ("no", pgettext_lazy("urging", "Not reached"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    answer = _words(gettext_lazy("What did they answer?"), required=False)


class UrgeForm(TryForm):
    """Whom, about what, in which words."""

    supporter = forms.ChoiceField(label=gettext_lazy("Whom?"), widget=forms.RadioSelect, error_messages=CHOOSE)
    about = forms.ChoiceField(
        label=gettext_lazy("What about?"), choices=About.choices, widget=forms.RadioSelect, error_messages=CHOOSE
    )
    said = _words(gettext_lazy("What did you ask of them?"))
    visit = forms.UUIDField(widget=forms.HiddenInput, required=False)
    field_order = ("supporter", "about", "channel", "reached", "said", "answer", "visit")

    def __init__(self, data: Any, *, family: list[Supporter], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        who = self.fields["supporter"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [(str(one.id), f"{name_text(one.name)}{_(', ')}{one.get_relation_display()}") for one in family]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def urge(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """``?supporter=&visit=`` from the visit that showed it."""
    demand(request.user, Permission.VISIT)
    elder = seen_elder(request, elder_id)
    demand(request.user, Permission.VISIT, region_code=elder.person.home_id)
    family = standing_supporters(elder)
    start = {name: request.GET.get(name, "") for name in ("supporter", "visit", "about")}
    start["supporter"] = start["supporter"] or (str(family[0].id) if len(family) == 1 else "")
    form = UrgeForm(request.POST if request.method == "POST" else None, family=family, initial=start)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                made = urge_family(
                    by=request.user,
                    at=timezone.now(),
                    elder_id=elder.id,
                    supporter_id=UUID(data["supporter"]),
                    about=data["about"],
                    channel=data["channel"],
                    reached=data["reached"] == "yes",
                    said=data["said"],
                    answer=data["answer"],
                    visit_id=data["visit"],
                )
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Written down. The township knows of it too."))
                return SeeOther(reverse("visits:urging", args=[made.id]))
    context = {"elder": elder, "person": elder.person, "form": form, "family": family}
    return render(request, "visits/urge.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_urgings(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&show=closed``: families to hear from, and whom nobody has heard of for long."""
    land = ground(request, permission=Permission.VISIT)
    closed = request.GET.get("show") == "closed"
    today = timezone.localdate()
    context = {
        "land": land,
        "closed": closed,
        "today": today,
        "page": Paginator(urgings_in(land.codes, closed=closed), PAGE).get_page(request.GET.get("page")),
        "unheard": [] if closed else long_unheard(land.codes, today=today),
    }
    return render(request, "visits/urgings.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_urging(request: HttpRequest, urging_id: UUID) -> HttpResponse:
    """One urging: every try, and the next one."""
    urging = urging_for(request.user, urging_id)
    _look(request, urging.elder)
    form = TryForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                follow_urging(
                    by=request.user,
                    at=timezone.now(),
                    urging_id=urging.id,
                    channel=data["channel"],
                    reached=data["reached"] == "yes",
                    answer=data["answer"],
                )
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Written down."))
                return SeeOther(reverse("visits:urging", args=[urging.id]))
    context = {
        "urging": urging,
        "elder": urging.elder,
        "tries": sorted(urging.tries.all(), key=lambda one: one.at, reverse=True),
        "late": urging.state == UrgingState.OPEN and urging.due_on < timezone.localdate(),
        "form": form,
    }
    return render(request, "visits/urging.html", context, status=status)


@login_required
@never_cache
@require_POST
def close(request: HttpRequest, urging_id: UUID) -> HttpResponse:
    """It is over: what became of it."""
    try:
        close_urging(
            by=request.user, at=timezone.now(), urging_id=urging_id, outcome=request.POST.get("outcome", "")[:1000]
        )
    except SayWhat as refusal:
        messages.error(request, str(refusal))
        return SeeOther(reverse("visits:urging", args=[urging_id]))
    messages.success(request, _("Closed. It stays readable."))
    return SeeOther(reverse("visits:urgings"))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, urging_id: UUID) -> HttpResponse:
    """The family member reads what is asked of them, and answers."""
    urging = urgings_to(request.user).filter(id=urging_id).first()
    if urging is None:
        raise NotFound
    fault = ""
    if request.method == "POST":
        try:
            answer_urging(
                by=request.user, at=timezone.now(), urging_id=urging.id, answer=request.POST.get("answer", "")
            )
        except Refusal as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("Thank you. The village reads it."))
            return SeeOther(reverse("visits:answer", args=[urging.id]))
    context = {"urging": urging, "elder": urging.elder, "fault": fault, "longest": LONGEST}
    return render(request, "visits/answer.html", context, status=422 if fault else 200)


def _look(request: HttpRequest, elder: Elder) -> None:
    seen_elder(request, elder.id)


def _blame(form: Any, refusal: Refusal) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return refusal.status
