"""How safe places and shared dwellings are: what is overdue, and one place's checks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.organisations.actions.keeping import ReasonMissing
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.places.forms import CheckForm, FixForm
from frontend.places.going import status_of
from frontend.shell.calendar import day_of
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.ground import ground
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import place_text
from services.places.actions.fix_findings import fix_findings
from services.places.actions.note_check import note_check
from services.places.actions.withdraw_check import withdraw_check
from services.places.enums import Lack
from services.places.models import SafetyCheck
from services.places.queries import open_on, place_kept_by, places_kept_by
from services.places.queries.safety import Safety, checks_of, safety_of

PAGE = 40
CHECK = Permission.PLACE_CHECK


@login_required
@never_cache
@require_safe
def show_safety(request: HttpRequest) -> HttpResponse:
    """``?place=350425100&lack=LATE&on=2026-11-29``: every place and shared dwelling, what lacks something first."""
    land = ground(request, permission=CHECK)
    on = day_of(request.GET.get("on", "")) or timezone.localdate()
    places = places_kept_by(request.user, CHECK).filter(open_on(on))
    if land.place is not None:
        places = places.filter(region__code__startswith=land.place.code)
    found = safety_of(places, on=on)
    lack = request.GET.get("lack", "")
    rows = [one for one in found if lack not in Lack.values or lack in one.lacks]
    if "sheet" in request.GET:
        return _sheet(rows, on.isoformat())
    context = {
        "land": land,
        "on": on,
        "lack": lack,
        "total": len(found),
        "well": sum(1 for one in found if not one.lacks),
        "counts": [(one, sum(1 for safety in found if one in safety.lacks)) for one in Lack],
        "page": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "keep": f"place={land.place.code}" if land.place else "",
    }
    return render(request, "places/safety.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_checks(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """One place: how it stands, a form for a check, and every check there was."""
    place = place_kept_by(request.user, place_id, CHECK)
    today = timezone.localdate()
    form = CheckForm(posted(request, "note"), initial={"checked_on": today})

    def act(data: dict[str, Any]) -> None:
        note_check(by=request.user, at=timezone.now(), place_id=place.id, **data)

    if carried_out(form, act):
        messages.success(request, _("The check is written down."))
        return see_other("places:checks", place.id)
    (safety,) = safety_of(places_kept_by(request.user, CHECK).filter(id=place.id), on=today)
    context = {
        "place": place,
        "here": "safety",
        "safety": safety,
        "form": form,
        "fix": FixForm(initial={"fixed_on": today}, auto_id=False),
        "checks": checks_of(place),
        "today": today,
        "keeps": may(request.user, Permission.PLACE_KEEP, region_code=place.region_id),
    }
    return render(request, "places/checks.html", context, status=status_of(form))


@login_required
@require_POST
def turn_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """What it found is put right, or it was entered by mistake."""
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "check_id": check_id}
    try:
        if "withdraw" in request.POST:
            check = withdraw_check(**asked, reason=request.POST.get("reason", ""))
        else:
            form = FixForm(request.POST)
            if not form.is_valid():
                raise ReasonMissing
            check = fix_findings(**asked, **form.cleaned_data)
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        found = SafetyCheck.objects.filter(id=check_id).first()
        if found is None:
            raise NotFound from refusal
        place_kept_by(request.user, found.place_id, CHECK)
        messages.error(request, str(refusal))
        return see_other("places:checks", found.place_id)
    messages.success(request, _("Written down."))
    return see_other("places:checks", check.place_id)


def _sheet(rows: list[Safety], on: str) -> HttpResponse:
    headings = [
        *(_("Village"), pgettext("place", "Name"), _("What is there?"), _("Checked on"), _("Who checked")),
        *(_("Fire safety grade"), _("What stands ready"), _("What must be put right"), _("Until when")),
        *(_("Put right on"), _("Next check"), pgettext("safety", "What is lacking")),
    ]
    lines = []
    for one in rows:
        check = one.check
        said = (
            [
                *(check.checked_on.isoformat(), check.checked_by, str(check.get_grade_display())),
                *(" ".join(check.device_words), check.findings, check.due_on.isoformat() if check.due_on else ""),
                check.fixed_on.isoformat() if check.fixed_on else "",
            ]
            if check is not None
            else [""] * 7
        )
        due = one.due_on.isoformat() if one.due_on else ""
        place = [place_text(one.place.region.name), one.place.name, str(one.place.get_kind_display())]
        lines.append([*place, *said, due, " ".join(str(lack.label) for lack in one.lacks)])
    total = [pgettext("attendance", "Together"), str(len(lines))]
    return answer(workbook(_("Fire safety"), headings, lines, total), f"{_('Fire safety')}{on}.xlsx")
