"""One programme: what it says, its money, its months, who should be in it."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.regions.models import Region
from frontend.shell.calendar import month_of
from frontend.shell.going import carried_out, see_other
from frontend.shell.wording import place_text
from timebank.subsidies.actions.open_programme import open_programme
from timebank.subsidies.enums import ProgrammeKind
from timebank.subsidies.models import Enrolment
from timebank.subsidies.queries.programmes import editions_of, programme_for
from timebank.subsidies.queries.runs import runs_for
from timebank.subsidies.queries.sums import money_of


class ProgrammeForm(forms.Form):
    """A new programme."""

    region = forms.ChoiceField(label=pgettext_lazy("programme", "Whose programme"))
    kind = forms.ChoiceField(
        label=gettext_lazy("What it gives"),
        choices=ProgrammeKind.choices,
        help_text=gettext_lazy("Cash and services never mix, so this is for ever."),
    )
    name_zh = forms.CharField(label=gettext_lazy("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=80, required=False)
    code = forms.CharField(label=gettext_lazy("Short code"), max_length=40, help_text="old-age-allowance")
    group = forms.CharField(
        label=gettext_lazy("Not together with"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Nobody is paid by two programmes that carry the same word here."),
    )

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = territories(user, Permission.SUBSIDY_RUN)
        self.regions = {one.code: one for one in Region.objects.filter(code__in=codes)}
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, place_text(one.name)) for code, one in self.regions.items()]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """Set up a programme; its first edition is written next."""
    demand(request.user, Permission.SUBSIDY_RUN)
    form = ProgrammeForm(request.user, request.POST if request.method == "POST" else None)
    made: list[Any] = []

    def act(data: dict[str, Any]) -> None:
        region = form.regions[data.pop("region")]
        made.append(open_programme(by=request.user, at=timezone.now(), region=region, **data))

    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("Set up. Now say who is entitled to how much."))
        return see_other("subsidies:edition", made[0].id)
    status = 422 if request.method == "POST" else 200
    return render(request, "subsidies/new.html", {"form": form}, status=status)


@login_required
@never_cache
@require_safe
def show_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """``?month=2026-11`` is the month the buttons speak of."""
    programme = programme_for(request.user, programme_id)
    today = timezone.localdate()
    context = {
        "programme": programme,
        "money": money_of([programme.budget])[programme.budget_id],
        "editions": editions_of(programme),
        "runs": runs_for(request.user).filter(programme=programme)[:13],
        "enrolled": Enrolment.objects.filter(programme=programme, ended_at=None).count(),
        "today": today,
        "month": month_of(request.GET.get("month", "")) or today.replace(day=1),
        "may_run": may(request.user, Permission.SUBSIDY_RUN, region_code=programme.region_id),
        "may_enrol": may(request.user, Permission.SUBSIDY_ENROL),
        "may_keep": may(request.user, Permission.BUDGET_KEEP, region_code=programme.region_id),
        "in_kind": programme.kind == ProgrammeKind.IN_KIND,
    }
    return render(request, "subsidies/programme.html", context)
