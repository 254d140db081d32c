"""The dossier of an elder: everything known, how old it is, and what is still missing."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.enums import Power
from accounts.elders.fields import FIELDS, Group
from accounts.elders.models import Elder, Photo
from accounts.elders.queries import ElderMerged, elder_for
from accounts.elders.queries.dossier import Dossier, dossier_of, history_of, moment_of, value
from accounts.elders.queries.focus import focus_of
from accounts.elders.queries.status import status_of
from accounts.people.masks import mask_id, mask_phone
from accounts.refusals import NotFound
from frontend.shell.fact_words import value_text
from frontend.shell.wording import name_text, place_text
from frontend.territory.dossier_papers import papers_of
from frontend.territory.dossier_sheets import banner_of, moods, sheets_of
from frontend.territory.dossier_words import entry_text, entry_who
from frontend.territory.elders import about
from frontend.territory.ground import powers
from services.incidents.queries.rows import open_seen_by
from services.orders.enums import OrderStatus
from services.orders.queries.elder_side import COMING
from services.orders.queries.territory_side import next_orders
from services.referrals.queries.rows import may_send, of_elder

ORDERS_SHOWN = 5
HISTORY_SHOWN = 6
HISTORY_PAGE = 100
MOST_IN_ONE_GO = 20  # values one form writes, more or less


@login_required
@never_cache
@require_safe
def show_dossier(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Name and address are shown (journalled), ID number and phone masked until somebody says why."""
    try:
        elder = dossier_elder(request, elder_id)
    except ElderMerged as merged:
        return redirect("territory:elder", merged.into, permanent=True)
    today = timezone.localdate()
    dossier = dossier_of(elder)
    found = dossier.completeness(today)
    tempers = moods(found)
    context = {
        **about(elder, on=today),
        "dossier": dossier,
        "banner": banner_of(found, today),
        "groups": [(group, group.value.lower(), tempers[group.value]) for group in Group],
        "sheets": sheets_of(dossier, found, today),
        "own": _own(elder),
        "left": found.checked_days_ago,
        "kin": [(one, one.whereabouts_now, one.whereabouts_said) for one in dossier.supporters],
        **papers_of(elder, today),
        "notes": list(elder.care_notes.order_by("written_at")),
        "photo": Photo.objects.filter(elder=elder).exists(),
        "status": status_of(elder, on=today),
        "focus": focus_of(elder),
        "lives_with": _said(dossier, "lives_with"),
        "self_care": _said(dossier, "self_care"),
        "to_confirm": next_orders(elder.id, [OrderStatus.SERVED], limit=ORDERS_SHOWN),
        "coming": next_orders(elder.id, COMING, limit=ORDERS_SHOWN),
        "history": history_rows(elder, limit=HISTORY_SHOWN),
        "can": powers(request.user, elder.person.home_id),
        "alarms": open_seen_by(request.user, elder.id),
        "referrals": of_elder(request.user, elder),
        "can_refer": elder.left_on is None and may_send(request.user, elder),
        "today": today,
        **keys(request, elder),
    }
    return render(request, "territory/dossier.html", context)


@login_required
@never_cache
@require_safe
def show_history(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Who changed what, when and why."""
    elder = dossier_elder(request, elder_id)
    context = {"elder": elder, "person": elder.person, "rows": history_rows(elder, limit=HISTORY_PAGE)}
    return render(request, "territory/dossier_history.html", context)


def dossier_elder(request: HttpRequest, elder_id: UUID) -> Elder:
    """The elder, for those who may order for anyone where they live; the look is journalled. NotFound otherwise."""
    demand(request.user, Permission.ORDER_FOR_ANYONE)
    now = timezone.now()
    elder = elder_for(request.user, elder_id, power=Power.VIEW, on=timezone.localdate(now))
    demand(request.user, Permission.ORDER_FOR_ANYONE, region_code=elder.person.home_id)
    reveal_person(by=request.user, at=now, person=elder.person, purpose="dossier", reference=f"elder:{elder.id}")
    return elder


def editable_elder(request: HttpRequest, elder_id: UUID) -> Elder:
    """The same for those who may change the dossier."""
    elder = dossier_elder(request, elder_id)
    demand(request.user, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
    if elder.left_on is not None:
        raise NotFound
    return elder


def keys(request: HttpRequest, elder: Elder) -> dict[str, bool]:
    """What of the dossier the reader may touch."""
    where = elder.person.home_id
    return {
        "can_edit": elder.left_on is None and may(request.user, Permission.ELDER_REGISTER, region_code=where),
        "can_see_id": may(request.user, Permission.ID_REVEAL, region_code=where),
        "can_see_phone": may(request.user, Permission.PHONE_REVEAL, region_code=where),
    }


def history_rows(elder: Elder, *, limit: int) -> list[dict[str, Any]]:
    """The newest entries; what one person wrote at one moment is one row with several ``items``."""
    rows: list[dict[str, Any]] = []
    for entry in history_of(elder, limit=limit * MOST_IN_ONE_GO):
        title, text = entry_text(entry, FIELDS)
        at, who, reason = moment_of(entry), entry_who(entry), getattr(entry, "reason", "")
        if rows and (rows[-1]["at"], rows[-1]["who"], rows[-1]["reason"]) == (at, who, reason):
            rows[-1]["items"].append((title, text))
        elif len(rows) == limit:
            break
        else:
            rows.append({"at": at, "who": who, "reason": reason, "items": [(title, text)]})
    return rows


def _own(elder: Elder) -> dict[str, Any]:
    """What stands in the person's own row, masked where it must be."""
    person = elder.person
    registered = person.registered
    return {
        "id_number": mask_id(person.id_number),
        "phone": mask_phone(person.phone),
        "registered": "" if registered is None else place_text(registered.name),
        "registered_here": person.registered_id == person.home_id,
        "name": name_text(person.name),
    }


def _said(dossier: Dossier, code: str) -> str:
    fact = dossier.facts.get(code)
    return value_text(FIELDS[code], value(fact)) if fact is not None else ""
