"""Who stands by the elder: supporters, where they are, the link they get, the guardian, and who visits."""

from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.change_supporter import change_supporter
from accounts.elders.actions.name_guardian import name_guardian
from accounts.elders.actions.name_visit_contact import end_visit_contact, name_visit_contact
from accounts.elders.actions.report_whereabouts import report_whereabouts
from accounts.elders.family_links import VALID_DAYS, token_of
from accounts.elders.models import Elder, Supporter, VisitContact
from accounts.elders.queries.family import guardian_of, visit_contacts_of, with_whereabouts
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from frontend.territory.dossier import editable_elder
from frontend.territory.family_forms import (
    EndForm,
    GuardianForm,
    SupporterForm,
    VisitorForm,
    WhereaboutsForm,
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add_one(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """A new supporter; where they are is asked next."""
    elder = editable_elder(request, elder_id)
    form = SupporterForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = add_supporter(by=request.user, at=timezone.now(), elder=elder, **form.values())
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Added. Now say where %(name)s is.") % {"name": name_text(made.name)})
                return SeeOther(reverse("territory:whereabouts_new", args=[elder.id, made.id]))
    context = {"elder": elder, "person": elder.person, "form": form}
    return render(request, "territory/supporter_new.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_supporter(request: HttpRequest, elder_id: UUID, supporter_id: UUID) -> HttpResponse:
    """What is known of a supporter, the link for them, and everything they said so far."""
    elder = editable_elder(request, elder_id)
    supporter = _supporter(elder, supporter_id)
    form = SupporterForm.of(supporter, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show_supporter(request, elder, supporter, form)
    if not form.is_valid():
        return _show_supporter(request, elder, supporter, form, status=422)
    try:
        change_supporter(by=request.user, at=timezone.now(), supporter=supporter, **form.values())
    except Refusal as refusal:
        return _show_supporter(request, elder, supporter, form, status=_blame(form, refusal))
    messages.success(request, _("Changed. What it was before stands in the history."))
    return SeeOther(_family(elder))


@login_required
@never_cache
@require_POST
def end_supporter(request: HttpRequest, elder_id: UUID, supporter_id: UUID) -> HttpResponse:
    """They are bound no more: died, or it was a mistake."""
    elder = editable_elder(request, elder_id)
    supporter = _supporter(elder, supporter_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _show_supporter(request, elder, supporter, SupporterForm.of(supporter), end=form, status=422)
    try:
        change_supporter(
            by=request.user,
            at=timezone.now(),
            supporter=supporter,
            ended_on=form.cleaned_data["day"],
            reason=form.cleaned_data["reason"].strip(),
        )
    except Refusal as refusal:
        form.add_error("day" if refusal.field == "ended_on" else None, str(refusal))
        return _show_supporter(request, elder, supporter, SupporterForm.of(supporter), end=form, status=refusal.status)
    messages.success(request, _("%(name)s is no longer among the supporters.") % {"name": name_text(supporter.name)})
    return SeeOther(_family(elder))


@login_required
@never_cache
@require_POST
def renew_link(request: HttpRequest, elder_id: UUID, supporter_id: UUID) -> HttpResponse:
    """The links sent before open nothing any more."""
    elder = editable_elder(request, elder_id)
    change_supporter(by=request.user, at=timezone.now(), supporter=_supporter(elder, supporter_id), new_link=True)
    messages.success(request, _("Here is a new link. The old one opens nothing any more."))
    return SeeOther(reverse("territory:supporter", args=[elder.id, supporter_id]) + "#link")


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, elder_id: UUID, supporter_id: UUID) -> HttpResponse:
    """Where a supporter is, as the worker heard it."""
    elder = editable_elder(request, elder_id)
    supporter = _supporter(elder, supporter_id)
    form = WhereaboutsForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                report_whereabouts(by=request.user, at=timezone.now(), supporter=supporter, **form.cleaned_data)
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Written down: where %(name)s is.") % {"name": name_text(supporter.name)})
                return SeeOther(_family(elder))
    context = {"elder": elder, "person": elder.person, "supporter": supporter, "form": form}
    return render(request, "territory/whereabouts_new.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_guardian(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Who looks after the elder day by day."""
    elder = editable_elder(request, elder_id)
    before = guardian_of(elder)
    form = GuardianForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                name_guardian(by=request.user, at=timezone.now(), elder=elder, **form.cleaned_data)
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Written down: who looks after the elder."))
                return SeeOther(_family(elder))
    context = {"elder": elder, "person": elder.person, "form": form, "before": before}
    return render(request, "territory/guardian.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_visitors(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Who visits: one first, any number beside (1+N)."""
    elder = editable_elder(request, elder_id)
    form = VisitorForm(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                name_visit_contact(by=request.user, at=timezone.now(), elder=elder, **form.cleaned_data)
            except Refusal as refusal:
                status = _blame(form, refusal)
            else:
                messages.success(request, _("Written down: who visits."))
                return SeeOther(reverse("territory:visitors", args=[elder.id]))
    context = {"elder": elder, "person": elder.person, "form": form, "contacts": visit_contacts_of(elder)}
    return render(request, "territory/visitors.html", context, status=status)


@login_required
@never_cache
@require_POST
def end_visitor(request: HttpRequest, elder_id: UUID, contact_id: UUID) -> HttpResponse:
    """They do not come any more, from today on."""
    elder = editable_elder(request, elder_id)
    contact = VisitContact.objects.filter(elder=elder, id=contact_id).first()
    if contact is None:
        raise NotFound
    now = timezone.now()
    end_visit_contact(by=request.user, at=now, contact_id=contact.id, until=timezone.localdate(now))
    messages.success(request, _("%(name)s does not come any more.") % {"name": name_text(contact.name)})
    return SeeOther(reverse("territory:visitors", args=[elder.id]))


def _supporter(elder: Elder, supporter_id: UUID) -> Supporter:
    found = with_whereabouts(Supporter.objects.filter(elder=elder, id=supporter_id, ended_on=None)).first()
    if found is None:
        raise NotFound
    return found


def _family(elder: Elder) -> str:
    return reverse("territory:elder", args=[elder.id]) + "#family"


def _blame(form: Any, refusal: Refusal) -> int:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return refusal.status


def _show_supporter(
    request: HttpRequest,
    elder: Elder,
    supporter: Supporter,
    form: SupporterForm,
    *,
    end: EndForm | None = None,
    status: int = 200,
) -> HttpResponse:
    link = request.build_absolute_uri(reverse("public:family", args=[token_of(supporter)]))
    # Drawn by us from an address of ours: nothing of it comes from outside.
    picture = mark_safe(  # noqa: S308
        segno.make(link, error="m", micro=False).svg_inline(omitsize=True, border=0, svgclass="tb-qr")
    )
    context = {
        "elder": elder,
        "person": elder.person,
        "supporter": supporter,
        "form": form,
        "end": end or EndForm(initial={"day": timezone.localdate()}),
        "link": link,
        "picture": picture,
        "days": VALID_DAYS,
        "reports": list(supporter.whereabouts.all()),
    }
    return render(request, "territory/supporter.html", context, status=status)
