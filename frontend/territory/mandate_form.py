"""The form of a mandate. Words and limits only; the actions decide."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.actions.give_mandate import Limits
from accounts.elders.enums import Consent, Power
from accounts.elders.models import Elder, Mandate
from frontend.territory.dossier_forms import day_input
from frontend.territory.evidence_form import EvidenceForm
from frontend.territory.family_forms import DAY, NAME, TEL
from services.catalogue.queries import menu, names_of

USUAL_DAYS = 365
MOST_HOURS, MOST_YUAN = 744, 100_000
NUMBER = {"invalid": _("Write a number."), "min_value": _("Write a number."), "max_value": _("That is too much.")}
FIELD_OF = {  # the action's words → ours
    "only": "classes",
    "minutes_per_order": "hours_order",
    "minutes_per_month": "hours_month",
    "fen_per_month": "yuan_month",
}


def _most(label: Any, most: int) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        min_value=0,
        max_value=most,
        decimal_places=2,
        error_messages=NUMBER,
        widget=forms.NumberInput({"inputmode": "decimal", "step": "any"}),
    )


class MandateForm(EvidenceForm):
    """Who, what, how much, until when, and how the elder said so."""

    name = forms.CharField(label=pgettext_lazy("dossier", "Name"), max_length=60, error_messages=NAME)
    phone = forms.CharField(
        label=pgettext_lazy("dossier", "Phone"),
        max_length=30,
        widget=TEL,
        help_text=_("If we know the number we know the person; else they are entered with it."),
        error_messages={"required": _("Enter the phone number.")},
    )
    powers = forms.MultipleChoiceField(
        label=_("What may they do?"),
        choices=Power.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[power.value for power in Power],
        error_messages={"required": _("Say what they may do.")},
    )
    classes = forms.MultipleChoiceField(
        label=_("Which services may they order?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick none for all of them."),
    )
    items = forms.MultipleChoiceField(
        label=_("Or single things from the list"), required=False, widget=forms.CheckboxSelectMultiple
    )
    hours_month = _most(_("Hours a month at most"), MOST_HOURS)
    hours_order = _most(_("Hours an order at most"), MOST_HOURS)
    yuan_month = _most(_("Yuan a month at most"), MOST_YUAN)
    starts_on = forms.DateField(
        label=pgettext_lazy("mandate", "From which day?"), widget=day_input(), error_messages=DAY
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("mandate", "Until which day?"),
        required=False,
        widget=day_input(),
        help_text=_("Empty: until it is taken back."),
        error_messages=DAY,
    )
    consent = forms.ChoiceField(
        label=_("How did the elder agree?"), choices=Consent.choices, widget=forms.RadioSelect, initial=Consent.SIGNED
    )

    def __init__(self, elder: Elder, data: Any = None, files: Any = None, *, changing: Mandate | None = None) -> None:
        today = timezone.localdate()
        first: dict[str, Any] = {"starts_on": today, "ends_on": today + timedelta(days=USUAL_DAYS)}
        if changing is not None:
            first |= _known(changing)
        super().__init__(data, files, initial=first)
        versions = list(menu(region_code=elder.person.home_id, on=today))
        kinds = {version.item.category_id: version.item.category.name for version in versions}
        items = {version.item.code: version.name for version in versions}
        if changing is not None:  # what is no longer on the list here stays what was allowed
            items |= names_of(code for code in changing.only if code not in kinds and code not in items)
            del self.fields["name"], self.fields["phone"]
        for name, choices in (("classes", kinds), ("items", items)):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = list(choices.items())
        self.has_items = bool(set(self["items"].value() or ()) & set(items))

    def terms(self) -> dict[str, Any]:
        """What to hand to the action; only when the form is valid."""
        data = self.cleaned_data
        return {
            "powers": [Power(power) for power in data["powers"]],
            "starts_on": data["starts_on"],
            "ends_on": data["ends_on"],
            "consent": Consent(data["consent"]),
            "evidence": data["evidence"],
            "limits": Limits(
                only=[*data["classes"], *data["items"]],
                minutes_per_order=_times(data["hours_order"], 60),
                minutes_per_month=_times(data["hours_month"], 60),
                fen_per_month=_times(data["yuan_month"], 100),
            ),
        }


def _known(mandate: Mandate) -> dict[str, Any]:
    """What stands now; the change begins today and asks for consent anew."""
    return {
        "powers": mandate.powers,
        "classes": mandate.only,
        "items": mandate.only,
        "hours_month": _share(mandate.minutes_per_month, 60),
        "hours_order": _share(mandate.minutes_per_order, 60),
        "yuan_month": _share(mandate.fen_per_month, 100),
        "ends_on": mandate.ends_on,
        "consent": mandate.consent,
    }


def _share(number: int | None, by: int) -> float | int | None:
    if number is None:
        return None
    return number // by if number % by == 0 else round(number / by, 2)


def _times(number: Any, by: int) -> int | None:
    return None if number is None else round(number * by)
