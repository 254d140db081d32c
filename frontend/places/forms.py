"""The forms of places."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.organisations.queries.finding import verified_organisations
from frontend.shell.going import DayInput
from frontend.shell.wording import place_text
from services.places.actions.keeping import (
    LONGEST_ADDRESS,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    LONGEST_THING,
    MOST_BEDS,
    MOST_M2,
    MOST_SEATS,
    MOST_THINGS,
    PlaceSheet,
)
from services.places.enums import Basis, Device, FireGrade, PlaceKind, StayKind
from services.places.models import Place


class PlaceForm(forms.Form):
    """What is known of a place; kind and day of opening are asked once."""

    kind = forms.ChoiceField(label=gettext_lazy("What is there?"), choices=PlaceKind.choices)
    region = forms.ChoiceField(label=gettext_lazy("In which village?"))
    name = forms.CharField(label=pgettext_lazy("place", "Name"), max_length=LONGEST_NAME)
    address = forms.CharField(label=pgettext_lazy("place", "Where exactly"), max_length=LONGEST_ADDRESS)
    operator = forms.ChoiceField(
        label=gettext_lazy("Who runs it?"),
        required=False,
        help_text=gettext_lazy("An organisation that is verified. It writes the menus and takes the orders."),
    )
    phone = forms.CharField(label=pgettext_lazy("place", "Telephone"), max_length=20, required=False)
    summary = forms.CharField(
        label=gettext_lazy("In a few words"),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    seats = forms.IntegerField(label=pgettext_lazy("place", "Seats"), min_value=1, max_value=MOST_SEATS, required=False)
    noon_beds = forms.IntegerField(
        label=gettext_lazy("Places to lie down at noon"),
        min_value=1,
        max_value=MOST_BEDS,
        required=False,
        help_text=gettext_lazy("No more elders can book a noon rest on one day. Empty: as many as come."),
    )
    day_beds = forms.IntegerField(
        label=gettext_lazy("Beds of day care or of the dwelling"), min_value=1, max_value=MOST_BEDS, required=False
    )
    area_m2 = forms.IntegerField(
        label=gettext_lazy("Area in square metres"), min_value=1, max_value=MOST_M2, required=False
    )
    equipment = forms.CharField(
        label=gettext_lazy("What is there to use"),
        required=False,
        max_length=MOST_THINGS * (LONGEST_THING + 2),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One thing a line: chess tables, a massage chair, a loudspeaker."),
    )
    partner = forms.ChoiceField(
        label=gettext_lazy("Partner clinic"),
        required=False,
        help_text=gettext_lazy("Its telephone stands on the pages of the elders who live near."),
    )
    latitude = forms.FloatField(
        label=gettext_lazy("Latitude"), min_value=-90, max_value=90, required=False,
        help_text=gettext_lazy("As a phone shows it (WGS 84). Empty: the middle of the village."),
    )  # fmt: skip
    longitude = forms.FloatField(label=gettext_lazy("Longitude"), min_value=-180, max_value=180, required=False)
    opened_on = forms.DateField(label=gettext_lazy("Open since"), widget=DayInput)

    def __init__(self, county: str, *args: Any, by_terms: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [(str(one.id), one.name) for one in verified_organisations(county)]
        _offer(self, "operator", [("", pgettext_lazy("place", "Nobody yet")), *standing])
        clinics = Place.objects.filter(kind=PlaceKind.CLINIC, closed_on=None, region__code__startswith=county)
        rows = clinics.select_related("region").order_by("region", "name")
        named = [(str(one.id), f"{place_text(one.region.name)} {one.name}") for one in rows]
        _offer(self, "partner", [("", pgettext_lazy("partner clinic", "None")), *named])
        if by_terms:
            del self.fields["operator"]

    def sheet(self, hours: Any, operator_id: UUID | None = None) -> PlaceSheet:
        data = self.cleaned_data
        named = data.get("operator")
        return PlaceSheet(
            name=data["name"],
            address=data["address"],
            operator_id=UUID(named) if named else operator_id if "operator" not in self.fields else None,
            phone=data["phone"],
            summary=data["summary"],
            seats=data["seats"],
            noon_beds=data["noon_beds"],
            day_beds=data["day_beds"],
            area_m2=data["area_m2"],
            equipment=tuple(line.strip() for line in data["equipment"].splitlines()),
            partner_id=UUID(data["partner"]) if data["partner"] else None,
            point=(data["latitude"], data["longitude"]),
            hours=hours,
        )


class CloseForm(forms.Form):
    closed_on = forms.DateField(label=gettext_lazy("First day it is closed"), widget=DayInput)
    reason = forms.CharField(label=pgettext_lazy("place", "Why"), max_length=200)


class TermsForm(forms.Form):
    """An agreement on who runs a place."""

    basis = forms.ChoiceField(label=pgettext_lazy("place terms", "On which ground"), choices=Basis.choices)
    operator = forms.ChoiceField(
        label=gettext_lazy("Who runs it?"),
        required=False,
        help_text=gettext_lazy("Nobody, when the village runs it itself."),
    )
    first_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    last_on = forms.DateField(
        label=gettext_lazy("Last day"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Empty: until further notice."),
    )
    words = forms.CharField(
        label=pgettext_lazy("place terms", "What was agreed"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, county: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        standing = [(str(one.id), one.name) for one in verified_organisations(county)]
        _offer(self, "operator", [("", pgettext_lazy("place terms", "The village itself")), *standing])


class EndTermsForm(forms.Form):
    terms = forms.UUIDField(widget=forms.HiddenInput)
    last_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    reason = forms.CharField(label=pgettext_lazy("place", "Why"), max_length=200)


class CheckForm(forms.Form):
    """A safety check as its sheet says."""

    checked_on = forms.DateField(label=gettext_lazy("Checked on"), widget=DayInput)
    checked_by = forms.CharField(
        label=gettext_lazy("Who checked"), max_length=60, help_text=gettext_lazy("Office and name.")
    )
    grade = forms.ChoiceField(
        label=gettext_lazy("Fire safety grade"), choices=FireGrade.choices, widget=forms.RadioSelect
    )
    devices = forms.MultipleChoiceField(
        label=gettext_lazy("What stands ready"),
        choices=Device.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    findings = forms.CharField(
        label=gettext_lazy("What must be put right"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = forms.DateField(
        label=gettext_lazy("Until when"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Only if something must be put right."),
    )


class FixForm(forms.Form):
    fixed_on = forms.DateField(label=gettext_lazy("Put right on"), widget=DayInput)
    words = forms.CharField(label=gettext_lazy("How"), max_length=200)


class MergeForm(forms.Form):
    """Several places into one."""

    places = forms.MultipleChoiceField(
        label=gettext_lazy("Which places go into it"), widget=forms.CheckboxSelectMultiple
    )
    merged_on = forms.DateField(
        label=gettext_lazy("From which day"),
        widget=DayInput,
        help_text=gettext_lazy("The first day on which there is only the centre."),
    )
    reason = forms.CharField(label=pgettext_lazy("place", "Why"), max_length=200)


class StayForm(forms.Form):
    """Somebody will come."""

    place = forms.ChoiceField(label=gettext_lazy("Where?"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("stay", "For what?"), choices=StayKind.choices, widget=forms.RadioSelect
    )
    on = forms.DateField(label=gettext_lazy("Which day?"), widget=DayInput)
    note = forms.CharField(label=gettext_lazy("A word to the place"), max_length=120, required=False)

    def __init__(self, places: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "place", places)


class ReceiveForm(forms.Form):
    """Somebody is there: by card or by name."""

    kind = forms.ChoiceField(
        label=pgettext_lazy("stay", "For what?"), choices=StayKind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("The elder's whole name"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("Of somebody who lives in the township."),
    )
    card = forms.CharField(label=gettext_lazy("Or what the elder's card says"), max_length=300, required=False)
    elder = forms.ChoiceField(label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, several: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if several:
            _offer(self, "elder", several)
        else:
            del self.fields["elder"]


def _offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
