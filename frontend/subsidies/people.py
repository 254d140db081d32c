"""Who is in a programme, who should be, and taking people in and out."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.elders.fields import CATEGORIES
from accounts.elders.models import Elder
from accounts.refusals import NotFound, Refusal
from frontend.shell.calendar import month_of
from frontend.shell.going import carried_out, posted, see_other
from timebank.subsidies.actions.enrol_elders import Enrol, enrol_elders
from timebank.subsidies.actions.keep_bank import keep_bank
from timebank.subsidies.actions.stop_enrolment import stop_enrolment
from timebank.subsidies.enums import EndedBecause
from timebank.subsidies.models import Enrolment, Programme
from timebank.subsidies.queries.eligible import Entitled, candidates, inside, no_longer_eligible
from timebank.subsidies.queries.programmes import programme_for, reach

PAGE = 50
DAY = forms.DateInput(attrs={"type": "date"})


class StopForm(forms.Form):
    """Out of the programme."""

    last_on = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)
    because = forms.ChoiceField(label=gettext_lazy("Why?"), choices=EndedBecause.choices)
    words = forms.CharField(label=gettext_lazy("In your own words"), max_length=200, required=False)


class BankForm(forms.Form):
    """Where the money goes."""

    bank = forms.CharField(label=gettext_lazy("Bank"), max_length=60, required=False)
    bank_account = forms.CharField(
        label=pgettext_lazy("bank", "Account number"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


@login_required
@never_cache
@require_safe
def show_people(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Everybody enrolled; ``?show=ended`` who was, ``?show=lapsed`` those whose conditions no longer hold.

    The roster, masked, is for who pays too; what conditions say of somebody only for who enrols.
    """
    programme = programme_for(request.user, programme_id)
    show = request.GET.get("show", "")
    here = Elder.objects.filter(inside(reach(request.user, programme))).values("id")
    rows = Enrolment.objects.filter(programme=programme, elder__in=here).select_related("elder__person__home")
    unmet: dict[UUID, Any] = {}
    if show == "lapsed":
        demand(request.user, Permission.SUBSIDY_ENROL)
        month = timezone.localdate().replace(day=1)
        found = no_longer_eligible(programme, month=month, codes=reach(request.user, programme))
        unmet = {one.enrolment.id: one.unmet for one in found}
        rows = rows.filter(id__in=unmet)
    else:
        rows = rows.filter(ended_at__isnull=show != "ended")
    page = Paginator(rows.order_by("elder__person__home", "elder__person__name", "id"), PAGE)
    shown = page.get_page(request.GET.get("page"))
    context = {
        "programme": programme,
        "show": show,
        "may_enrol": may(request.user, Permission.SUBSIDY_ENROL),
        "page": shown,
        "rows": [(one, CATEGORIES.get(one.category, ""), unmet.get(one.id)) for one in shown.object_list],
    }
    return render(request, "subsidies/people.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_eligible(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """Entitled this month and not in it; chosen ones, or all of them, are taken in from a day on."""
    demand(request.user, Permission.SUBSIDY_ENROL)
    programme = programme_for(request.user, programme_id)
    month = month_of(request.GET.get("month", "")) or timezone.localdate().replace(day=1)
    found = sorted(
        candidates(programme, month=month, codes=reach(request.user, programme, Permission.SUBSIDY_ENROL)),
        key=lambda one: (not one.newly, one.elder_id),
    )
    if request.method == "POST":
        return _enrol(request, programme, found)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    elders = Elder.objects.select_related("person__home").in_bulk([one.elder_id for one in page.object_list])
    context = {
        "programme": programme,
        "month": month,
        "page": page,
        "rows": [(one, elders[one.elder_id], CATEGORIES.get(one.category, "")) for one in page.object_list],
        "newly": sum(one.newly for one in found),
        "may_enrol": may(request.user, Permission.SUBSIDY_ENROL),
    }
    return render(request, "subsidies/eligible.html", context)


def _enrol(request: HttpRequest, programme: Programme, found: list[Entitled]) -> HttpResponse:
    if "all" in request.POST:
        wanted = found
    elif "newly" in request.POST:
        wanted = [one for one in found if one.newly]
    else:
        chosen = set(request.POST.getlist("elder"))
        wanted = [one for one in found if str(one.elder_id) in chosen]
    starts_on = forms.DateField(required=False)
    try:
        done = enrol_elders(
            by=request.user,
            at=timezone.now(),
            programme_id=programme.id,
            elders=[Enrol(one.elder_id) for one in wanted],
            starts_on=starts_on.clean(request.POST.get("starts_on", "")) or timezone.localdate().replace(day=1),
        )
    except (Refusal, forms.ValidationError) as refusal:
        said = refusal.messages[0] if isinstance(refusal, forms.ValidationError) else str(refusal)
        messages.error(request, said)
        return see_other("subsidies:eligible", programme.id)
    number = len(done.made)
    words = ngettext("%(number)s person enrolled.", "%(number)s people enrolled.", number) % {"number": number}
    if done.refused:
        words += " " + "；".join(sorted({str(no) for no in done.refused.values()}))
    messages.success(request, words)
    return see_other("subsidies:people", programme.id)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_enrolment(request: HttpRequest, enrolment_id: UUID) -> HttpResponse:
    """One time in a programme: where the money goes, what was paid, and the end of it."""
    demand(request.user, Permission.SUBSIDY_ENROL)
    enrolment = (
        Enrolment.objects.filter(id=enrolment_id).select_related("programme__region", "elder__person__home").first()
    )
    if enrolment is None or not may(request.user, Permission.SUBSIDY_ENROL, region_code=enrolment.elder.person.home_id):
        raise NotFound
    stop = StopForm(posted(request, "stop"), initial={"last_on": timezone.localdate()})
    bank = BankForm(posted(request, "keep"), initial={"bank": enrolment.bank})
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "enrolment_id": enrolment.id}
    if stop.is_bound and carried_out(stop, lambda data: stop_enrolment(**asked, **data)):
        messages.success(request, _("Taken out. Nothing is paid after that day."))
        return see_other("subsidies:people", enrolment.programme_id)
    if bank.is_bound and carried_out(bank, lambda data: keep_bank(**asked, **data)):
        messages.success(request, _("Written down."))
        return see_other("subsidies:enrolment", enrolment.id)
    context = {
        "enrolment": enrolment,
        "category": CATEGORIES.get(enrolment.category, ""),
        "rows": enrolment.rows.filter(run__status="POSTED").order_by("-for_month")[:24],
        "stop": stop,
        "bank": bank,
        "tail": enrolment.bank_account[-4:],
    }
    return render(request, "subsidies/enrolment.html", context, status=422 if request.method == "POST" else 200)
