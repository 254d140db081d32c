"""The forms of associations."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.elders.enums import Consent
from frontend.shell.going import DayInput
from services.associations.actions.plan_round import LONGEST, SHORTEST
from services.associations.actions.record_look import LONGEST_WORDS, MOST_MINUTES
from services.associations.enums import Gone, LookOutcome
from services.standing.rhythm import Rhythm

YUAN_FEN = 100
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = [
    ("MO", gettext_lazy("Monday")),
    ("TU", gettext_lazy("Tuesday")),
    ("WE", gettext_lazy("Wednesday")),
    ("TH", gettext_lazy("Thursday")),
    ("FR", gettext_lazy("Friday")),
    ("SA", gettext_lazy("Saturday")),
    ("SU", gettext_lazy("Sunday")),
]


def offer(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class JoinForm(forms.Form):
    """What stands on the slip the elder filled in, or said."""

    name = forms.CharField(
        label=gettext_lazy("The elder's whole name"),
        max_length=60,
        help_text=gettext_lazy("As in the registry. No phone and no login is needed."),
    )
    elder = forms.ChoiceField(label=gettext_lazy("Which of them?"), required=False, widget=forms.RadioSelect)
    joined_on = forms.DateField(label=gettext_lazy("Belongs since"), widget=DayInput)
    consent = forms.ChoiceField(
        label=gettext_lazy("How did they say yes?"), choices=Consent.choices, initial=Consent.SIGNED
    )
    helps = forms.BooleanField(label=gettext_lazy("Would like to look in on others"), required=False)

    def __init__(self, *args: Any, several: list[tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if several:
            offer(self, "elder", several)
        else:
            del self.fields["elder"]


class SlipForm(forms.Form):
    """The same from the elder's own page: which association."""

    organisation = forms.ChoiceField(label=gettext_lazy("Which association"))
    joined_on = forms.DateField(label=gettext_lazy("Belongs since"), widget=DayInput)
    consent = forms.ChoiceField(
        label=gettext_lazy("How did they say yes?"), choices=Consent.choices, initial=Consent.SIGNED
    )
    helps = forms.BooleanField(label=gettext_lazy("Would like to look in on others"), required=False)


class LeaveForm(forms.Form):
    left_on = forms.DateField(label=gettext_lazy("Last day"), widget=DayInput)
    gone = forms.ChoiceField(label=pgettext_lazy("association", "Why"), choices=Gone.choices)


class RuleForm(forms.Form):
    """What a year costs."""

    from_year = forms.IntegerField(label=gettext_lazy("From which year on"), min_value=1980, max_value=2100)
    yuan = forms.DecimalField(
        label=gettext_lazy("Yuan a year"),
        min_value=0,
        max_value=1000,
        max_digits=6,
        decimal_places=2,
        help_text=gettext_lazy("0: nothing is asked from then on."),
    )
    ground = forms.CharField(
        label=gettext_lazy("Who decided it, and when"),
        max_length=200,
        help_text=gettext_lazy("For example: members' meeting of 9 October 2026."),
    )

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"from_year": data["from_year"], "fen": int(data["yuan"] * YUAN_FEN), "ground": data["ground"]}


class FeeForm(forms.Form):
    """The fee of a year, handed over or let off."""

    year = forms.TypedChoiceField(label=gettext_lazy("For the year"), coerce=int)
    on = forms.DateField(label=pgettext_lazy("fee", "On"), widget=DayInput)
    waived = forms.BooleanField(label=gettext_lazy("Let off: nothing is paid"), required=False)
    reason = forms.CharField(label=gettext_lazy("If let off, why"), max_length=200, required=False)


class PairForm(forms.Form):
    """Who looks in on whom."""

    helper = forms.ChoiceField(label=gettext_lazy("Who looks in?"))
    member = forms.ChoiceField(label=gettext_lazy("On whom?"))


class RoundForm(forms.Form):
    """One helper's pairs, the days of the week, the clock."""

    pairs = forms.MultipleChoiceField(label=gettext_lazy("Who looks in on whom"), widget=forms.CheckboxSelectMultiple)
    days = forms.MultipleChoiceField(
        label=gettext_lazy("On which days"), choices=DAY_NAMES, widget=forms.CheckboxSelectMultiple
    )
    fortnight = forms.BooleanField(label=gettext_lazy("Every second week only"), required=False)
    clock = forms.TimeField(
        label=pgettext_lazy("round", "At"), initial="09:00", widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each"), min_value=SHORTEST, max_value=LONGEST, initial=30
    )
    first_on = forms.DateField(label=gettext_lazy("From"), widget=DayInput)
    last_on = forms.DateField(
        label=gettext_lazy("Until"), widget=DayInput, required=False, help_text=gettext_lazy("Empty: until you end it.")
    )

    def rhythm(self) -> Rhythm:
        data = self.cleaned_data
        every = "INTERVAL=2;" if data["fortnight"] else ""
        days = ",".join(one for one in DAYS if one in data["days"])
        return Rhythm(data["first_on"], data["last_on"], rrule=f"FREQ=WEEKLY;{every}BYDAY={days}")


class LookForm(forms.Form):
    """What became of one day."""

    outcome = forms.ChoiceField(
        label=pgettext_lazy("round", "How was it?"),
        choices=LookOutcome.choices,
        initial=LookOutcome.DONE,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it took"), min_value=1, max_value=MOST_MINUTES, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What was done, in a few words"), max_length=LONGEST_WORDS, required=False
    )
    worried = forms.BooleanField(
        label=gettext_lazy("Something is wrong there: tell the village"),
        required=False,
        help_text=gettext_lazy("Whoever visits in the village hears of it at once."),
    )

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("outcome", "minutes", "words", "worried")}


class HelpForm(forms.Form):
    """Help that nobody had planned."""

    helper = forms.ChoiceField(label=gettext_lazy("Who helped?"))
    member = forms.ChoiceField(label=gettext_lazy("Whom did they help?"))
    on = forms.DateField(label=pgettext_lazy("help", "On"), widget=DayInput)
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes it took"), min_value=1, max_value=MOST_MINUTES, required=False
    )
    words = forms.CharField(
        label=gettext_lazy("What was done, in a few words"), max_length=LONGEST_WORDS, required=False
    )
    worried = forms.BooleanField(label=gettext_lazy("Something is wrong there: tell the village"), required=False)


class OrderForm(forms.Form):
    """What of the service list the round is."""

    item = forms.ChoiceField(label=gettext_lazy("As which service"))
    consent = forms.ChoiceField(label=gettext_lazy("How did the elder say yes?"), choices=Consent.choices)


def years_to_choose(joined_on: date, today: date) -> list[tuple[int, str]]:
    """The year of joining to the next one, this one first; no further back than four years."""
    years = list(range(max(joined_on.year, today.year - 4), today.year + 2))
    years.sort(key=lambda one: (one != today.year, -one))
    return [(one, str(one)) for one in years]
