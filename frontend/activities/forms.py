"""The forms of activities."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from frontend.shell.going import DayInput
from services.activities.actions.plan_activity import ActivitySheet
from services.activities.actions.running import (
    LONGEST_ORGANISER,
    LONGEST_TITLE,
    LONGEST_WHERE,
    LONGEST_WORDS,
    MOST_SEATS,
)
from services.activities.enums import ActivityKind, GuestProof

# Value of the form → rule of the series. Market days are lunar, five days apart.
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MARKET = {f"MARKET_{n}": ",".join(str(day) for day in range(n, 31, 5)) for n in range(1, 6)}
RHYTHMS: list[tuple[str, Any]] = [
    ("", pgettext_lazy("rhythm", "Once")),
    ("WEEKLY", pgettext_lazy("rhythm", "Every week on this weekday")),
    ("FORTNIGHT", pgettext_lazy("rhythm", "Every second week on this weekday")),
    ("MONTHLY", pgettext_lazy("rhythm", "Every month on this day")),
    ("MARKET_1", pgettext_lazy("rhythm", "Market days 1 and 6 of the lunar calendar")),
    ("MARKET_2", pgettext_lazy("rhythm", "Market days 2 and 7 of the lunar calendar")),
    ("MARKET_3", pgettext_lazy("rhythm", "Market days 3 and 8 of the lunar calendar")),
    ("MARKET_4", pgettext_lazy("rhythm", "Market days 4 and 9 of the lunar calendar")),
    ("MARKET_5", pgettext_lazy("rhythm", "Market days 5 and 10 of the lunar calendar")),
]


class ActivityForm(forms.Form):
    """What is announced."""

    kind = forms.ChoiceField(label=pgettext_lazy("activity", "What kind"), choices=ActivityKind.choices)
    title = forms.CharField(label=pgettext_lazy("activity", "Title"), max_length=LONGEST_TITLE)
    words = forms.CharField(
        label=gettext_lazy("What happens there"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    place = forms.ChoiceField(
        label=gettext_lazy("At which place"), required=False, help_text=gettext_lazy("Or choose a village below.")
    )
    region = forms.ChoiceField(label=gettext_lazy("Or in which village or town"), required=False)
    where = forms.CharField(
        label=gettext_lazy("Where exactly it is held"),
        max_length=LONGEST_WHERE,
        required=False,
        help_text=gettext_lazy("At a place: empty for its address."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Who invites"), required=False)
    organiser = forms.CharField(
        label=gettext_lazy("Or an office that is no organisation here"), max_length=LONGEST_ORGANISER, required=False
    )
    on = forms.DateField(label=pgettext_lazy("activity", "Day"), widget=DayInput)
    starts = forms.TimeField(label=pgettext_lazy("activity", "From"), widget=forms.TimeInput(attrs={"type": "time"}))
    ends = forms.TimeField(label=pgettext_lazy("activity", "Until"), widget=forms.TimeInput(attrs={"type": "time"}))
    seats = forms.IntegerField(
        label=gettext_lazy("How many can come"),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
        help_text=gettext_lazy("Empty: as many as like."),
    )
    rhythm = forms.ChoiceField(label=gettext_lazy("How often"), choices=RHYTHMS, required=False)
    last_on = forms.DateField(
        label=gettext_lazy("Last day of the series"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Only if it comes round. Within a year."),
    )

    def offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def sheet(self) -> ActivitySheet:
        data = self.cleaned_data
        rhythm, on = data.get("rhythm", ""), data["on"]
        rules = {
            "WEEKLY": f"FREQ=WEEKLY;BYDAY={WEEKDAYS[on.weekday()]}",
            "FORTNIGHT": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={WEEKDAYS[on.weekday()]}",
            "MONTHLY": f"FREQ=MONTHLY;BYMONTHDAY={on.day}",
        }
        return ActivitySheet(
            kind=data["kind"],
            title=data["title"],
            on=on,
            starts=data["starts"],
            ends=data["ends"],
            region_code=data["region"],
            place_id=UUID(data["place"]) if data["place"] else None,
            where=data["where"],
            words=data["words"],
            organisation_id=UUID(data["organisation"]) if data["organisation"] else None,
            organiser=data["organiser"],
            seats=data["seats"],
            rrule=rules.get(rhythm, ""),
            lunar=MARKET.get(rhythm, ""),
            last_on=data.get("last_on"),
        )


class ReceiveForm(forms.Form):
    """Somebody is there: by card, by name, or off the paper list."""

    name = forms.CharField(label=gettext_lazy("The elder's whole name"), max_length=60, required=False)
    card = forms.CharField(label=gettext_lazy("Or what the elder's card says"), max_length=300, required=False)
    proof = forms.ChoiceField(
        label=pgettext_lazy("guest proof", "How do you know?"),
        choices=[one for one in GuestProof.choices if one[0] != GuestProof.CARD],
        initial=GuestProof.SEEN,
        required=False,
    )
    elder = forms.ChoiceField(label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, several: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["elder"]
        assert isinstance(field, forms.ChoiceField)
        if several:
            field.choices = several
        else:
            del self.fields["elder"]


class CloseForm(forms.Form):
    report = forms.CharField(
        label=gettext_lazy("How it went, in a few words"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    others = forms.IntegerField(
        label=gettext_lazy("Others who came besides"),
        min_value=0,
        max_value=10_000,
        initial=0,
        help_text=gettext_lazy("Who is no elder of the registry: counted, not named."),
    )


class HostForm(forms.Form):
    username = forms.CharField(
        label=gettext_lazy("Who leads it: their login name"),
        max_length=60,
        help_text=gettext_lazy("A volunteer earns the time where the county's rules give any."),
    )
