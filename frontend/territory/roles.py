"""Who holds which role in the territory; giving one, taking one back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.actions.give_role import give_role
from accounts.access.actions.take_role import take_role
from accounts.access.enums import TABLE, Permission, Role
from accounts.access.models import Grant
from accounts.access.queries import Reach, demand, grants_within, may, place_of, reach_of
from accounts.elders.actions.leaving import StillLeads
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.wording import name_text, place_text, way_text
from frontend.territory.ground import TOWNSHIP, ground
from frontend.territory.role_form import RoleForm, roles_of_reach

PAGE = 30
LONGEST_WORD = 20


@dataclass(frozen=True)
class Held:
    """A role somebody holds, in words. ``takeable`` by the reader; ``own`` is the reader's."""

    grant: Grant
    who: str
    where: str
    takeable: bool
    own: bool

    @property
    def role(self) -> str:
        """The role; a department by its own name."""
        if self.grant.department:
            return str(self.grant.get_department_display())
        return str(self.grant.get_role_display())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_roles(request: HttpRequest) -> HttpResponse:
    """``?q=乐&page=2``: roles within the reader's territory; ``?for=350425100001&who=le`` fills the form."""
    demand(request.user, Permission.ACCESS_EDIT)
    reach = reach_of(request.user)
    if request.method != "POST":
        return _show(request, reach, RoleForm(reach, initial=_asked(request)))
    form = RoleForm(reach, request.POST)
    if not form.is_valid():
        return _show(request, reach, form, status=422)
    user, role = form.cleaned_data["who"], form.cleaned_data["role"]
    try:
        grant = give_role(
            by=request.user,
            at=timezone.now(),
            user=user,
            role=role,
            region=form.region,
            organisation=form.organisation,
            department=form.department,
        )
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show(request, reach, form, status=refusal.status)
    messages.success(request, _("%(who)s is now %(role)s: %(where)s.") % _facts(_held([grant], request.user, reach)[0]))
    return _see_other()


def _asked(request: HttpRequest) -> dict[str, str]:
    return {"place": request.GET.get("for", ""), "who": request.GET.get("who", "").replace("\x00", "")}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Ask once more on a page of its own, then end the role. A second time changes nothing."""
    demand(request.user, Permission.ACCESS_EDIT)
    reach = reach_of(request.user)
    found = Grant.objects.select_related("user__person", "region", "organisation").filter(id=grant_id).first()
    if found is None or not reach.covers(place_of(found)):
        raise NotFound
    held = _held([found], request.user, reach)[0]
    if request.method == "POST":
        try:
            take_role(by=request.user, at=timezone.now(), grant_id=grant_id)
        except StillLeads as refusal:
            may_hand_over = may(request.user, Permission.ELDER_REGISTER, region_code=place_of(found))
            context = {"held": held, "refusal": refusal, "may_hand_over": may_hand_over}
            return render(request, "territory/take_role.html", context, status=refusal.status)
        messages.success(request, _("%(who)s is no longer %(role)s: %(where)s.") % _facts(held))
        return _see_other()
    if not held.takeable:
        return redirect("territory:roles")
    return render(request, "territory/take_role.html", {"held": held})


def _show(request: HttpRequest, reach: Reach, form: RoleForm, *, status: int = 200) -> HttpResponse:
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    page = Paginator(grants_within(reach, text=text), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "land": ground(request, permission=Permission.ACCESS_EDIT),
        "text": text,
        "kept": urlencode({"q": text} if text else {}),
        "page": page,
        "rows": _held(page.object_list, request.user, reach),
        "form": form,
        "powers": [
            (role.label, [permission.label for permission in Permission if permission in TABLE[role]])
            for role in roles_of_reach(reach)
        ],
    }
    return render(request, "territory/roles.html", context, status=status)


def _held(grants: Iterable[Grant], reader: Any, reach: Reach) -> list[Held]:
    grants = list(grants)
    towns = Region.objects.in_bulk({place_of(grant)[:TOWNSHIP] for grant in grants})
    found = []
    for grant in grants:
        own = grant.user_id == reader.id and Permission.ACCESS_EDIT in TABLE[Role(grant.role)]
        held_now = grant.until is None or grant.until > timezone.now()
        takeable = held_now and not own and reach.hands_out(grant.role, place_of(grant))
        found.append(Held(grant, name_text(str(grant.user)), _where(grant, towns), takeable, own))
    return found


def _where(grant: Grant, towns: dict[str, Region]) -> str:
    if grant.organisation is not None:
        return grant.organisation.name
    region = grant.region
    assert region is not None  # the database binds these roles to one or the other
    town = towns.get(region.township_code)
    return way_text([region] if town is None or town == region else [town, region]) or place_text(region.name)


def _facts(held: Held) -> dict[str, str]:
    return {"who": held.who, "role": held.role, "where": held.where}


def _see_other() -> HttpResponse:
    response = redirect("territory:roles")
    response.status_code = 303
    return response
