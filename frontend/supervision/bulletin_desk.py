"""A bulletin on its way: written, handed in, passed by another person or sent back."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.enums import Permission
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.calendar import month_of
from frontend.shell.ground import ground
from frontend.shell.wording import month_text
from services.supervision.actions.decide_bulletin import decide_bulletin
from services.supervision.actions.drop_bulletin import drop_bulletin
from services.supervision.actions.submit_bulletin import submit_bulletin
from services.supervision.actions.write_bulletin import LONGEST, write_bulletin
from services.supervision.enums import BulletinState
from services.supervision.models import Bulletin
from services.supervision.queries.board import day_before, month_before
from services.supervision.queries.bulletins import last_day

COUNTY_DIGITS = 6


class BulletinForm(forms.Form):
    """The words of a bulletin; its figures come from the readings."""

    words = forms.CharField(
        label=gettext_lazy("How the month went"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Everybody reads it: name places and numbers, never an elder."),
    )
    practice = forms.CharField(
        label=gettext_lazy("What others may copy"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Something that went well in one place, so that it can be done in another."),
    )
    demands = forms.CharField(
        label=gettext_lazy("What is asked for"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    because = forms.CharField(label=gettext_lazy("Why the edition before is corrected"), required=False, max_length=300)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """``?place=CODE&month=2026-10``: the bulletin of a month, begun or gone on with."""
    land = ground(request, permission=Permission.SUPERVISE)
    month = month_of(request.GET.get("month", "")) or _usual_month(land.here.code)
    editions = Bulletin.objects.filter(region=land.here, month=month).exclude(state=BulletinState.DROPPED)
    newest = editions.order_by("-edition").first()
    draft = newest if newest is not None and newest.state == BulletinState.DRAFT else None
    source = newest if newest is not None else None
    initial = {name: getattr(source, name) for name in BulletinForm.base_fields} if source else {}
    if draft is None:
        initial.pop("because", None)
    corrects = newest is not None and (newest.state == BulletinState.PUBLISHED or newest.edition > 1)
    form = BulletinForm(request.POST or None, initial=initial)
    if not corrects:
        del form.fields["because"]
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                made = write_bulletin(
                    by=request.user, at=timezone.now(), region_code=land.here.code, month=month, **form.cleaned_data
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status if refusal.status != 400 else 422
            else:
                messages.success(request, _("Written down. Read it once as others will, then hand it in."))
                return SeeOther(reverse("supervision:bulletin", args=[made.id]))
    context: dict[str, Any] = {
        "land": land,
        "month": month,
        "months": _months(month),
        "form": form,
        "corrects": corrects,
        "place_query": f"&place={land.place.code}" if land.place else "",
    }
    return render(request, "supervision/bulletin_form.html", context, status=status)


def _usual_month(code: str) -> date:
    """The month that is over; this one where a county has begun since."""
    before = month_before(timezone.localdate()).replace(day=1)
    return before if day_before(code[:COUNTY_DIGITS], last_day(before)) else timezone.localdate().replace(day=1)


def _months(chosen: date) -> list[tuple[str, str, bool]]:
    """This month and the two before: value, words, whether it is the one."""
    found, day = [], timezone.localdate().replace(day=1)
    for _number in range(3):
        found.append((f"{day:%Y-%m}", month_text(day), day == chosen))
        day = month_before(day).replace(day=1)
    return found


@login_required
@never_cache
@require_POST
def submit(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    submit_bulletin(by=request.user, at=timezone.now(), bulletin_id=bulletin_id)
    messages.success(request, _("Handed in. A second person reads it and passes it."))
    return SeeOther(reverse("supervision:bulletin", args=[bulletin_id]))


@login_required
@never_cache
@require_POST
def decide(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """``do`` is publish or back; ``words`` says what to change."""
    publish = request.POST.get("do") == "publish"
    words = request.POST.get("words", "")
    decide_bulletin(by=request.user, at=timezone.now(), bulletin_id=bulletin_id, publish=publish, words=words)
    messages.success(request, _("Published: anybody can read it now.") if publish else _("Sent back to its author."))
    return SeeOther(reverse("supervision:bulletin", args=[bulletin_id]))


@login_required
@never_cache
@require_POST
def drop(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    drop_bulletin(by=request.user, at=timezone.now(), bulletin_id=bulletin_id)
    messages.success(request, _("The draft is thrown away."))
    return SeeOther(reverse("supervision:bulletins"))
