"""Write what a programme says from a day on: conditions and amounts, each with its source."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.fields import CATEGORIES
from accounts.elders.models import Elder
from frontend.shell.going import carried_out, see_other
from frontend.subsidies.carrying import Carried, carried, rule_sheet, tier_sheet, words_of
from frontend.subsidies.conditions import FactForms, facts_of, places_of
from services.catalogue.queries import categories
from timebank.subsidies.actions.try_edition import Trial, try_edition
from timebank.subsidies.actions.write_edition import EditionSheet, RuleSheet, TierSheet, write_edition
from timebank.subsidies.enums import AgeDay, ProgrammeKind, RuleKind
from timebank.subsidies.models import Edition, Eligibility, Programme, Tier
from timebank.subsidies.queries.programmes import editions_of, programme_for

EVERYBODY = ("", gettext_lazy("Everybody"))
NAMED = 10  # of a trial
DAY = forms.DateInput(attrs={"type": "date"})


class EditionForm(forms.Form):
    """The edition itself and its conditions; the amounts are a formset beside it."""

    valid_from = forms.DateField(label=gettext_lazy("Holds from"), widget=DAY)
    valid_until = forms.DateField(label=gettext_lazy("First day it no longer holds"), widget=DAY, required=False)
    citation = forms.CharField(label=gettext_lazy("By which document"), max_length=200)
    age_from = forms.IntegerField(label=gettext_lazy("Age from"), min_value=0, max_value=150, required=False)
    age_to = forms.IntegerField(label=gettext_lazy("Age to"), min_value=0, max_value=150, required=False)
    age_day = forms.ChoiceField(label=gettext_lazy("When an age counts"), choices=AgeDay.choices)
    categories = forms.MultipleChoiceField(
        label=gettext_lazy("Only these categories"),
        choices=list(CATEGORIES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("One of them is enough. None chosen: everybody."),
    )
    left_behind = forms.BooleanField(label=gettext_lazy("Only elders left behind"), required=False)
    registered_in = forms.CharField(label=gettext_lazy("Only registered in (code)"), max_length=12, required=False)
    lives_in = forms.MultipleChoiceField(
        label=gettext_lazy("Only living in"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen: everywhere."),
    )
    pays_last_month = forms.BooleanField(
        label=gettext_lazy("The month somebody dies or moves in is still paid"), required=False, initial=True
    )
    in_person_only = forms.BooleanField(label=gettext_lazy("Only services in person"), required=False)
    carries_over = forms.BooleanField(label=gettext_lazy("What is left at the end of a month stays"), required=False)
    pays_in_part = forms.BooleanField(
        label=gettext_lazy("What is left may pay a part; another programme or cash pays the rest"), required=False
    )
    only_categories = forms.MultipleChoiceField(
        label=gettext_lazy("Only these kinds of service"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("None chosen: every kind."),
    )
    # What only the API can write is carried over, each unless it is unticked: nothing is lost behind one's back.
    kept = forms.MultipleChoiceField(
        label=gettext_lazy("Also as before"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, programme: Programme, before: Edition | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, kept, places = (self.fields[name] for name in ("only_categories", "kept", "lives_in"))
        assert isinstance(places, forms.MultipleChoiceField)
        places.choices = places_of(programme)
        assert isinstance(kinds, forms.MultipleChoiceField)
        assert isinstance(kept, forms.MultipleChoiceField)
        kinds.choices = [(one.code, one.name) for one in categories()]
        kept.choices = [(key, words_of(one)) for key, one in carried(before).items()]
        kept.initial = [key for key, _words in kept.choices]


class TierForm(forms.Form):
    """One amount a month."""

    yuan = forms.DecimalField(
        label=gettext_lazy("Yuan a month"), min_value=0, max_value=100_000, decimal_places=2, required=False
    )
    age_from = forms.IntegerField(label=gettext_lazy("Age from"), min_value=0, max_value=150, required=False)
    age_to = forms.IntegerField(label=gettext_lazy("Age to"), min_value=0, max_value=149, required=False)
    category = forms.ChoiceField(
        label=pgettext_lazy("amount", "For whom"), choices=[EVERYBODY, *CATEGORIES.items()], required=False
    )


TierForms = formset_factory(TierForm, extra=3, max_num=30, absolute_max=40)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """The form begins with what holds now, so that one changes only what changes."""
    programme = programme_for(request.user, programme_id)
    demand(request.user, Permission.SUBSIDY_RUN, region_code=programme.region_id)
    data = request.POST if request.method == "POST" else None
    before = next(iter(editions_of(programme)), None)
    form = EditionForm(programme, before, data, initial=_initial(before))
    tiers = TierForms(data, prefix="tier", initial=_tiers(before))
    facts = FactForms(data if data is not None and "fact-TOTAL_FORMS" in data else None, prefix="fact")
    trial: list[Trial] = []
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "programme_id": programme.id}

    def act(given: dict[str, Any]) -> None:
        more = facts_of(facts.cleaned_data) if facts.is_bound else []
        sheet = _sheet(given, tiers.cleaned_data, carried(before), more)
        if "try" in request.POST:
            trial.append(try_edition(**asked, sheet=sheet))
        else:
            write_edition(**asked, sheet=sheet)

    done = data is not None and tiers.is_valid() and (not facts.is_bound or facts.is_valid()) and carried_out(form, act)
    if done and not trial:
        messages.success(request, _("Written. It holds from that day on; what held before ends there."))
        return see_other("subsidies:programme", programme.id)
    context = {
        "form": form,
        "tiers": tiers,
        "facts": facts,
        "programme": programme,
        "in_kind": programme.kind == ProgrammeKind.IN_KIND,
        **(_told(request, trial[0]) if trial else {}),
    }
    return render(request, "subsidies/edition.html", context, status=422 if data is not None and not done else 200)


def _told(request: HttpRequest, trial: Trial) -> dict[str, Any]:
    """The trial, and the first of those it adds and drops: names for who enrols there."""
    shown = [*trial.new[:NAMED], *trial.dropped[:NAMED]]
    found = Elder.objects.select_related("person__home").in_bulk(shown)
    return {
        "trial": trial,
        "new": [found[key] for key in trial.new[:NAMED]],
        "dropped": [found[key] for key in trial.dropped[:NAMED]],
        "more_new": max(0, len(trial.new) - NAMED),
        "more_dropped": max(0, len(trial.dropped) - NAMED),
    }


def _sheet(
    given: dict[str, Any], amounts: list[dict[str, Any]], before: dict[str, Carried], more: list[RuleSheet]
) -> EditionSheet:
    kept = [one for key, one in before.items() if key in given["kept"]]
    rules = [rule_sheet(one) for one in kept if isinstance(one, Eligibility)]
    if given["age_from"] is not None or given["age_to"] is not None:
        rules.append(RuleSheet(RuleKind.AGE, age_from=given["age_from"], age_to=given["age_to"]))
    if given["categories"]:
        rules.append(RuleSheet(RuleKind.CATEGORY, values=tuple(given["categories"])))
    if given["left_behind"]:
        rules.append(RuleSheet(RuleKind.LEFT_BEHIND))
    if given["registered_in"]:
        rules.append(RuleSheet(RuleKind.REGISTERED_IN, values=(given["registered_in"],)))
    if given["lives_in"]:
        rules.append(RuleSheet(RuleKind.LIVES_IN, values=tuple(given["lives_in"])))
    return EditionSheet(
        valid_from=given["valid_from"],
        valid_until=given["valid_until"],
        citation=given["citation"],
        age_day=given["age_day"],
        pays_last_month=given["pays_last_month"],
        in_person_only=given["in_person_only"],
        carries_over=given["carries_over"],
        pays_in_part=given["pays_in_part"],
        only_categories=tuple(given["only_categories"]),
        rules=[*rules, *more],
        tiers=[
            *(tier_sheet(one) for one in kept if isinstance(one, Tier)),
            *(
                TierSheet(
                    int(one["yuan"] * 100),
                    age_from=one["age_from"],
                    age_below=None if one["age_to"] is None else one["age_to"] + 1,
                    category=one["category"],
                )
                for one in amounts
                if one.get("yuan")
            ),
        ],
    )


def _initial(before: Edition | None) -> dict[str, Any]:
    if before is None:
        return {"pays_last_month": True}
    apart = carried(before)
    shown = {one.kind: one for one in before.rules.all() if f"rule-{one.id}" not in apart}
    age, area = shown.get(RuleKind.AGE), shown.get(RuleKind.REGISTERED_IN)
    return {
        "citation": before.citation,
        "age_from": age.age_from if age else None,
        "age_to": age.age_to if age else None,
        "age_day": before.age_day,
        "categories": shown[RuleKind.CATEGORY].values if RuleKind.CATEGORY in shown else [],
        "left_behind": RuleKind.LEFT_BEHIND in shown,
        "registered_in": area.values[0] if area else "",
        "pays_last_month": before.pays_last_month,
        "in_person_only": before.in_person_only,
        "carries_over": before.carries_over,
        "pays_in_part": before.pays_in_part,
        "only_categories": before.only_categories,
    }


def _tiers(before: Edition | None) -> list[dict[str, Any]]:
    rows = before.tiers.all() if before is not None else []
    return [
        {
            "yuan": Decimal(one.fen) / 100,
            "age_from": one.ages.lower,
            "age_to": one.last_year,
            "category": one.category,
        }
        for one in rows
        if f"tier-{one.id}" not in carried(before)
    ]
