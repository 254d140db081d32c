"""Who comes to a place: booked by the elder's side, written down at the door, counted by the day."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.enums import Power
from accounts.elders.queries import elder_for, is_oneself, mandate_of
from frontend.places.forms import ReceiveForm, StayForm
from frontend.places.going import status_of
from frontend.shell.calendar import day_of, month_of, next_month
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import distance_text, place_text
from services.meals.queries.presence import eaten_at
from services.places.actions.book_stay import book_stay
from services.places.actions.end_stay import end_stay
from services.places.actions.receive_elder import receive_elder
from services.places.actions.staying import FURTHEST_DAYS
from services.places.enums import HOSTING, StayKind, StayStatus
from services.places.models import Place
from services.places.queries import places_near
from services.places.queries.stays import attendance, elders_called, place_minded, room_at, stays_at, stays_of

NEAREST = 12
DAY = timedelta(days=1)
MEAL = "MEAL"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_stays(request: HttpRequest, id: UUID) -> HttpResponse:
    """``?place=ID``: what an elder is expected for, and a form for another day."""
    now = timezone.now()
    today = timezone.localdate(now)
    elder = elder_for(request.user, id, power=Power.ORDER, on=today)
    if not is_oneself(request.user, elder) and mandate_of(request.user, elder, on=today) is None:
        reveal_person(by=request.user, at=now, person=elder.person, purpose="ordering", reference=f"elder:{elder.id}")
    near = places_near(elder.person, on=today, kinds=HOSTING, most=NEAREST)
    choices = [(str(one.place.id), _named(one.place, one.distance_m)) for one in near]
    first = {"kind": StayKind.NOON_REST, "on": today + DAY, "place": request.GET.get("place", "")}
    form = StayForm(choices, posted(request, "book"), initial=first)

    def act(data: dict[str, Any]) -> None:
        asked: dict[str, Any] = {"by": request.user, "at": now, "elder_id": elder.id}
        book_stay(**asked, place_id=UUID(data["place"]), on=data["on"], kind=data["kind"], note=data["note"])

    if carried_out(form, act):
        messages.success(request, _("The place expects them."))
        return see_other("places:stays", elder.id)
    context = {
        "elder": elder,
        "person": elder.person,
        "form": form,
        "near": near,
        "stays": list(stays_of(elder, since=today)),
        "last": today + timedelta(days=FURTHEST_DAYS),
    }
    return render(request, "places/stays.html", context, status=status_of(form))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_day(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """``?on=2026-11-29``: who is expected, who came, and a form for whoever stands at the door."""
    now = timezone.now()
    today = timezone.localdate(now)
    place = place_minded(request.user, place_id, on=today)
    on = day_of(request.GET.get("on", "")) or today
    sent = posted(request, "receive")
    found = elders_called(place, sent.get("name", "")) if sent is not None and not sent.get("card") else []
    several = [(str(one.id), f"{one.person.name} {place_text(one.person.home.name)}") for one in found]
    shown = several if len(several) > 1 else None
    form = ReceiveForm(sent, several=shown, initial={"kind": StayKind.NOON_REST})

    def act(data: dict[str, Any]) -> None:
        chosen = UUID(data["elder"]) if data.get("elder") else None
        asked = {"by": request.user, "at": now, "place_id": place.id, "kind": data["kind"], "on": on}
        receive_elder(**asked, card=data["card"], name=data["name"], elder_id=chosen)

    if carried_out(form, act):
        messages.success(request, _("Written down: they came."))
        return see_other("places:day", place.id, query="" if on == today else f"on={on.isoformat()}")
    stays = [one for one in stays_at(place, on=on) if one.status != StayStatus.CANCELLED]
    people = {one.elder.person: f"elder:{one.elder_id}" for one in stays}
    if shown and any(error for error in form.errors.values()):
        people |= {one.person: f"elder:{one.id}" for one in found}
    reveal_people(by=request.user, at=now, people=people, purpose="place_day")
    context = {
        "place": place,
        "on": on,
        "today": today,
        "before": on - DAY,
        "after": on + DAY,
        "form": form,
        "room": room_at(place, on),
        "groups": [(kind, [one for one in stays if one.kind == kind]) for kind in StayKind],
        "came": sum(1 for one in stays if one.status == StayStatus.CAME),
        "expected": sum(1 for one in stays if one.status == StayStatus.BOOKED),
    }
    return render(request, "places/day.html", context, status=status_of(form))


@login_required
@require_POST
def turn_stay(request: HttpRequest, stay_id: UUID) -> HttpResponse:
    """``how``: called off, did not come, came, or written down by mistake."""
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now()}
    stay = end_stay(**asked, stay_id=stay_id, how=request.POST.get("how", "cancel"))
    messages.success(request, _("Written down: %(status)s.") % {"status": stay.get_status_display()})
    if request.POST.get("back") == "day":
        return see_other("places:day", stay.place_id, query=f"on={stay.on.isoformat()}")
    return see_other("places:stays", stay.elder_id)


@login_required
@never_cache
@require_safe
def show_attendance(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """``?month=2026-11``: how many came each day for each of the four kinds; as a sheet with ``sheet``."""
    today = timezone.localdate()
    place = place_minded(request.user, place_id, on=today)
    month = month_of(request.GET.get("month", "")) or today.replace(day=1)
    after = next_month(month)
    until = after - DAY
    came: dict[tuple[date, str], int] = dict(attendance([place.id], since=month, until=until))
    came |= {(on, MEAL): number for on, number in eaten_at([place.id], since=month, until=until).items()}
    kinds = [(MEAL, _("Meals eaten there")), *((one.value, str(one.label)) for one in StayKind)]
    days = sorted({on for on, _kind in came})
    rows = [(on, [came.get((on, kind), 0) for kind, _words in kinds]) for on in days]
    total = [sum(numbers[index] for _on, numbers in rows) for index in range(len(kinds))]
    labels = [words for _kind, words in kinds]
    if "sheet" in request.GET:
        headings = [_("Day"), *labels]
        lines = [[on.isoformat(), *numbers] for on, numbers in rows]
        name = f"{place.name}{month:%Y-%m}{_('Attendance')}.xlsx"
        return answer(workbook(_("Attendance"), headings, lines, [pgettext("attendance", "Together"), *total]), name)
    context = {
        "place": place,
        "month": month,
        "before": (month - DAY).replace(day=1),
        "after": after if after <= today else None,
        "kinds": kinds,
        "rows": [(on, list(zip(labels, numbers, strict=True))) for on, numbers in rows],
        "total": list(zip(labels, total, strict=True)),
        "chart": {"labels": labels, "values": total},
    }
    return render(request, "places/attendance.html", context)


def _named(place: Place, metres: int | None) -> str:
    far = f" {distance_text(metres)}" if metres is not None else ""
    return f"{place.name} ({place_text(place.region.name)}{far})"
