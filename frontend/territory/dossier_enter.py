"""Entering an elder: the card first, the rest in the dossier."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.actions.enter_elder import DuplicateElder, enter_elder
from accounts.elders.models import Elder
from accounts.elders.queries.registry import namesakes
from accounts.people.id_numbers import IdNumber, parse_id_number
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.wording import name_text
from frontend.territory.dossier_person import EnterForm


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The form; whoever is in the registry already is named with a link, as far as the reader may see them."""
    demand(request.user, Permission.ELDER_REGISTER)
    codes = territories(request.user, Permission.ELDER_REGISTER)
    if request.method != "POST":
        return _show(request, EnterForm(codes, place=request.GET.get("place", "")))
    form = EnterForm(codes, request.POST)
    if not form.is_valid():
        return _show(request, form, status=422)
    data = form.cleaned_data
    alike = [] if data["id_number"] or data["other"] else _alike(codes, form)
    if alike:
        return _show(request, form, status=409, alike=alike)
    try:
        elder = enter_elder(
            by=request.user,
            at=timezone.now(),
            registered_code=form.registered,
            **{
                name: data[name]
                for name in ("name", "gender", "birth_on", "home_code", "id_number", "phone", "address")
            },
        )
    except DuplicateElder as refusal:
        form.add_error("id_number", str(refusal))
        return _show(request, form, status=refusal.status, duplicate=refusal.facts)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, form, status=refusal.status)
    messages.success(
        request, _("%(name)s is in the registry. Now the rest of the dossier.") % {"name": name_text(elder.person.name)}
    )
    return SeeOther(reverse("territory:elder", args=[elder.id]))


@login_required
@never_cache
@require_POST
def read_number(request: HttpRequest) -> HttpResponse:
    """What an ID number says of its holder, or what is wrong with it: a line under the input, as soon as it is typed.

    POST, so that no number stands in a log of addresses.
    """
    demand(request.user, Permission.ELDER_REGISTER)
    said: IdNumber | None = None
    fault = ""
    text = request.POST.get("id_number", "")[:40]
    if text.strip():
        try:
            said = parse_id_number(text)
        except Refusal as refusal:
            fault = str(refusal)
    today = timezone.localdate()
    age = None
    if said is not None:
        born = said.birth_on
        age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return render(request, "territory/dossier_number.html", {"said": said, "fault": fault, "age": age})


def _alike(codes: list[str], form: EnterForm) -> list[Elder]:
    return namesakes(codes, name=form.cleaned_data["name"], birth_on=form.cleaned_data["birth_on"])


def _show(
    request: HttpRequest,
    form: EnterForm,
    *,
    status: int = 200,
    alike: list[Elder] | None = None,
    duplicate: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {"form": form, "alike": alike or [], "duplicate": duplicate or {}}
    return render(request, "territory/dossier_enter.html", context, status=status)
