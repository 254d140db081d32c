"""Joint rounds: one page for the whole round, one short line for each elder."""

from datetime import datetime, time
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
from django.views.decorators.http import require_http_methods

from accounts.access.actions.reveal_people import reveal_people
from accounts.access.enums import Permission
from accounts.refusals import Refusal
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.ground import ground
from frontend.shell.wording import place_text
from frontend.visits.rows import row_answers, row_questions
from services.visits.actions.open_outing import open_outing
from services.visits.actions.record_visit import record_visit
from services.visits.enums import Mode, Outcome
from services.visits.queries.outings import asked_on, outing_for, outings_for, visits_on

PAGE = 25
NOON = time(12)


class OutingForm(forms.Form):
    """What round it is."""

    region = forms.ChoiceField(label=pgettext_lazy("round", "Where"))
    title = forms.CharField(
        label=pgettext_lazy("round", "Name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the round a name.")},
    )
    people = forms.CharField(label=gettext_lazy("Who goes along"), max_length=200, required=False)
    held_on = forms.DateField(
        label=gettext_lazy("On which day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": gettext_lazy("Give the day."), "invalid": gettext_lazy("Give the day.")},
    )

    def __init__(self, regions: list[Region], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where = self.fields["region"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [(one.code, place_text(one.name)) for one in regions]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_outings(request: HttpRequest) -> HttpResponse:
    """The rounds, and a form for another."""
    land = ground(request, permission=Permission.VISIT)
    sent = request.POST if request.method == "POST" else None
    form = OutingForm(land.choices, sent, initial={"held_on": timezone.localdate().isoformat()})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            region = next(one for one in land.choices if one.code == data.pop("region"))
            try:
                made = open_outing(by=request.user, at=timezone.now(), region=region, **data)
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                return SeeOther(reverse("visits:outing", args=[made.id]))
    page = Paginator(outings_for(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "visits/outings.html", {"land": land, "form": form, "page": page}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_outing(request: HttpRequest, outing_id: UUID) -> HttpResponse:
    """Everybody of the place on one page; each line that was filled in is written down."""
    outing = outing_for(request.user, outing_id)
    page = Paginator(asked_on(request.user, outing), PAGE).get_page(request.GET.get("page"))
    elders = list(page.object_list)
    seen = visits_on(outing)
    faults: dict[UUID, str] = {}
    if request.method == "POST":
        written = 0
        for elder in elders:
            if elder.id in seen or not request.POST.get(f"outcome_{elder.id}"):
                continue
            try:
                _write(request, outing, elder.id)
                written += 1
            except Refusal as refusal:
                faults[elder.id] = str(refusal)
        if not faults:
            messages.success(request, _("Written down: %(number)s.") % {"number": written})
            return SeeOther(request.get_full_path())
        seen = visits_on(outing)
    people = {elder.person: f"elder:{elder.id}" for elder in elders}
    reveal_people(by=request.user, at=timezone.now(), people=people, purpose="visit")
    context = {
        "outing": outing,
        "page": page,
        "rows": [(elder, seen.get(elder.id), faults.get(elder.id, "")) for elder in elders],
        "outcomes": Outcome.choices,
        "asked": row_questions(),
        "sent": request.POST,
        "left": sum(1 for elder in elders if elder.id not in seen),
    }
    return render(request, "visits/outing.html", context, status=422 if faults else 200)


def _write(request: HttpRequest, outing: Any, elder_id: UUID) -> None:
    now = timezone.now()
    noon = timezone.make_aware(datetime.combine(outing.held_on, NOON))
    today = timezone.localdate(now) == outing.held_on
    record_visit(
        by=request.user,
        at=now,
        elder_id=elder_id,
        mode=Mode.ROUND,
        outcome=request.POST.get(f"outcome_{elder_id}", ""),
        answers=row_answers(request.POST, elder_id),
        words=request.POST.get(f"words_{elder_id}", ""),
        happened_at=now if today else noon,
        outing=outing,
    )
