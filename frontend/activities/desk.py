"""One activity for whoever runs it: who is signed up, who came, who leads it, and its end."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.actions.reveal_people import reveal_people
from accounts.elders.models import Elder
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.activities.forms import CloseForm, HostForm, ReceiveForm
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import place_text
from services.activities.actions.add_picture import add_picture
from services.activities.actions.begin_activity import begin_activity
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import close_activity
from services.activities.actions.drop_host import drop_host
from services.activities.actions.hosting import hosting_minutes
from services.activities.actions.name_host import name_host
from services.activities.actions.receive_guest import around, receive_guest
from services.activities.actions.restore_activity import restore_activity
from services.activities.enums import ActivityStatus, GuestStatus
from services.activities.models import Activity, Guest
from services.activities.queries.calendar import activity_run_by, guests_of


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_desk(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """The list, forms for whoever is at the door, and what comes next."""
    now = timezone.now()
    activity = activity_run_by(request.user, activity_id)
    sent = posted(request, "receive")
    several = _several(activity, sent)
    receive = ReceiveForm(sent, several=several if len(several) > 1 else None)
    host = HostForm(posted(request, "host"))
    asked: dict[str, Any] = {"by": request.user, "at": now, "activity_id": activity.id}

    def come(data: dict[str, Any]) -> None:
        chosen = UUID(data["elder"]) if data.get("elder") else None
        proof = data["proof"] or "SEEN"
        receive_guest(**asked, card=data["card"], name=data["name"], elder_id=chosen, proof=proof)

    if carried_out(receive, come):
        messages.success(request, _("Written down: they came."))
        return see_other("activities:desk", activity.id)
    if carried_out(host, lambda data: name_host(**asked, **data)):
        messages.success(request, _("Named."))
        return see_other("activities:desk", activity.id)
    guests = list(guests_of(activity))
    _looked(request, guests)
    context = {
        **_state(activity, guests),
        "receive": receive,
        "host": host,
        "close": CloseForm(auto_id="id_close_%s"),
        "hosts": list(activity.hosts.select_related("person", "order").order_by("id")),
        "led_without": activity.status in (ActivityStatus.RUNNING, ActivityStatus.HELD)
        and hosting_minutes(activity) > 0,
        "pictures": list(activity.photographs.order_by("id")),
    }
    return render(request, "activities/desk.html", context, status=422 if receive.is_bound or host.is_bound else 200)


@login_required
@require_POST
def turn(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """``how``: begin, close, call off, restore, tick one of the list, drop who leads it, add a picture."""
    how = request.POST.get("how", "")
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "activity_id": activity_id}
    try:
        said = _carry_out(request, how, asked)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        activity_run_by(request.user, activity_id)
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other("activities:desk", activity_id)


@login_required
@never_cache
@require_safe
def show_list(request: HttpRequest, activity_id: UUID) -> HttpResponse:
    """The list to sign on paper, or as a sheet with ``sheet``."""
    activity = activity_run_by(request.user, activity_id)
    guests = list(guests_of(activity))
    _looked(request, guests)
    if "sheet" in request.GET:
        headings = [_("Village"), _("Elder"), _("State")]
        rows = [[one.elder.person.home.name, one.elder.person.name, str(one.get_status_display())] for one in guests]
        came = sum(one.status == GuestStatus.CAME for one in guests)
        total = [_("Came, and others besides"), str(came), str(activity.others)]
        return answer(workbook(activity.title, headings, rows, total), f"{activity.title}.xlsx")
    context = {**_state(activity, guests), "blank": range(max(8, 20 - len(guests)))}
    return render(request, "activities/list.html", context)


def _carry_out(request: HttpRequest, how: str, asked: dict[str, Any]) -> str:
    data = request.POST
    match how:
        case "begin":
            begin_activity(**asked)
            return _("It has begun. Write down who comes.")
        case "close":
            form = CloseForm(data)
            form.is_valid()
            others = form.cleaned_data.get("others") or 0
            close_activity(**asked, report=form.cleaned_data.get("report", ""), others=others)
            return _("Written down: it was held.")
        case "call_off":
            gone = call_off_activity(**asked, reason=data.get("reason", ""), rest_of_series="rest" in data)
            return _("Called off: %(number)s. Whoever is signed up hears of it.") % {"number": len(gone)}
        case "restore":
            restore_activity(**asked)
            return _("It is held after all.")
        case "come":
            receive_guest(**asked, elder_id=_key(data.get("elder", "")), proof=data.get("proof", "SEEN"))
            return _("Written down: they came.")
        case "drop":
            drop_host(**asked, host_id=_key(data.get("host", "")))
            return _("Somebody else leads it.")
        case "picture":
            sent = request.FILES.get("photo")
            add_picture(**asked, sent=sent.read() if sent is not None else b"")
            return _("The picture is kept.")
    raise NotFound


def _key(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def _several(activity: Activity, sent: Any) -> list[tuple[str, str]]:
    """Whom a name may mean, when a form was sent with one."""
    if sent is None or not sent.get("name", "").strip() or sent.get("card"):
        return []
    rows = Elder.objects.filter(
        person__name=sent["name"].replace("\x00", "").strip(),
        person__home__code__startswith=around(activity),
        left_on=None,
    )
    found = rows.select_related("person__home").order_by("id")[:10]
    return [(str(one.id), f"{one.person.name} {place_text(one.person.home.name)}") for one in found]


def _looked(request: HttpRequest, guests: list[Guest]) -> None:
    people = {one.elder.person: f"elder:{one.elder_id}" for one in guests}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="place_day")


def _state(activity: Activity, guests: list[Guest]) -> dict[str, Any]:
    now = timezone.now()
    day, today = timezone.localdate(activity.starts_at), timezone.localdate(now)
    rated = [one.liked for one in guests if one.liked]
    return {
        "activity": activity,
        "guests": guests,
        "came": sum(one.status == GuestStatus.CAME for one in guests),
        "signed": sum(one.signed_at is not None and one.status != GuestStatus.CANCELLED for one in guests),
        "is_day": day == today and activity.status == ActivityStatus.PLANNED,
        "takes": activity.status != ActivityStatus.CANCELLED and 0 <= (today - day).days <= 14,
        "closes": activity.status in ("PLANNED", "RUNNING") and activity.starts_at <= now,
        "liked": round(sum(rated) / len(rated), 1) if rated else None,
        "said": [one for one in guests if one.words],
    }
