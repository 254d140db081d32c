"""The forms of emergencies."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from frontend.shell.wording import minutes_text
from services.incidents.actions.record import LONGEST_WORDS
from services.incidents.actions.report_incident import LONGEST_NAME, LONGEST_PHONE
from services.incidents.enums import Kind, Level, PauseReason, Result, Severity

HIDDEN = forms.HiddenInput
WORDS = {"required": gettext_lazy("Write it down in a few words.")}


class TimeField(forms.CharField):
    """``HH:MM`` of the day of ``now``; of the day before when it would still be to come. None when empty."""

    now: datetime | None = None  # a form that waited for a signal speaks of the day on which it was filled in

    def clean(self, value: Any) -> datetime | None:
        text = super().clean(value)
        if not text:
            return None
        now = timezone.localtime(self.now)
        try:
            hour, minute = (int(part) for part in str(text).split(":")[:2])
            moment = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
        except ValueError as error:
            raise forms.ValidationError(gettext_lazy("Write the time like 7:34.")) from error
        return moment if moment <= now else moment - timedelta(days=1)


def _time(label: Any, help_text: Any = "") -> TimeField:
    return TimeField(
        label=label, help_text=help_text, required=False, max_length=8, widget=forms.TimeInput(attrs={"type": "time"})
    )


def _lengths() -> list[tuple[int, str]]:
    return [(minutes, minutes_text(minutes)) for minutes in (10, 20, 30, 60)]


def _words(label: Any, *, required: bool = False, rows: int = 2, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=required,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=WORDS,
    )


class TimedForm(forms.Form):
    """Times without a day belong to the day on which the form was filled in."""

    def __init__(self, *args: Any, now: datetime | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TimeField):
                field.now = now


class ReportForm(TimedForm):
    """What, who and where, to whom; the rest may stay empty. One form, so that it can wait for a signal as a whole."""

    key = forms.UUIDField(widget=HIDDEN, required=False)
    card = forms.CharField(widget=HIDDEN, required=False, max_length=32)
    call = forms.CharField(widget=HIDDEN, required=False, max_length=36)
    visit = forms.CharField(widget=HIDDEN, required=False, max_length=36)
    next = forms.CharField(widget=HIDDEN, required=False, max_length=200)
    kind = forms.ChoiceField(
        choices=Kind.choices,
        error_messages={
            "required": gettext_lazy("Tap what happened."),
            "invalid_choice": gettext_lazy("Tap what happened."),
        },
    )
    elder = forms.CharField(required=False, max_length=36)
    severity = forms.ChoiceField(
        label=gettext_lazy("How bad is it?"),
        choices=Severity.choices,
        initial=Severity.SERIOUS,
        required=False,
        widget=forms.RadioSelect,
    )
    place_words = forms.CharField(
        label=gettext_lazy("Who, and where exactly?"),
        help_text=gettext_lazy("A name, the house, the bend of the road: whatever helps to find them."),
        required=False,
        max_length=200,
    )
    words = _words(pgettext_lazy("incident", "What happened?"))
    happened_at = _time(gettext_lazy("Since when?"), gettext_lazy("Empty: just now."))
    reporter_name = forms.CharField(
        label=gettext_lazy("Your name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    reporter_phone = forms.CharField(
        label=gettext_lazy("Your telephone"),
        help_text=gettext_lazy("So that whoever goes can ask you. You need not give it."),
        required=False,
        max_length=LONGEST_PHONE,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    photo = forms.FileField(
        label=gettext_lazy("A picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    region = forms.CharField(widget=HIDDEN, required=False, max_length=12)
    to = forms.ChoiceField(
        choices=Level.choices,
        error_messages={
            "required": gettext_lazy("Tap whom to tell."),
            "invalid_choice": gettext_lazy("Tap whom to tell."),
        },
    )

    def clean_severity(self) -> str:
        return self.cleaned_data["severity"] or Severity.SERIOUS


class WordsForm(TimedForm):
    """A sentence, and the time it happened."""

    words = _words(pgettext_lazy("incident", "What was done?"), required=True)
    happened_at = _time(pgettext_lazy("incident", "At what time?"), gettext_lazy("Empty: just now."))


class PoliceForm(TimedForm):
    """Which station, whom, when."""

    name = forms.CharField(
        label=gettext_lazy("Station, or the officer's name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Name the station or the officer you told.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"), required=False, max_length=24, widget=forms.TextInput(attrs={"type": "tel"})
    )
    told_at = _time(gettext_lazy("Told at"), gettext_lazy("Empty: just now."))
    words = _words(gettext_lazy("What did they say?"))


class PauseForm(forms.Form):
    """Why, and how long."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why may the clock stand still?"),
        choices=PauseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        choices=_lengths,
        coerce=int,
        initial=20,
    )


class ClosingForm(forms.Form):
    """The four things a closing report says."""

    result = forms.ChoiceField(
        label=gettext_lazy("How did it end?"),
        choices=Result.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how it ended.")},
    )
    found = _words(gettext_lazy("Where and when were they found, and how were they?"), required=True)
    done = _words(gettext_lazy("What was done? Hospital, home, who in the family looks after them?"), required=True)
    prevention = _words(gettext_lazy("What prevents it from now on? Who looks in every day?"), required=True)
    late = _words(gettext_lazy("Why did nobody answer in time?"))

    def __init__(self, *args: Any, was_late: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_late:
            self.fields["late"].required = True
        else:
            del self.fields["late"]


class AwayForm(forms.Form):
    """From when to when, and who stands in."""

    starts_at = forms.DateTimeField(label=gettext_lazy("Away from"))
    ends_at = forms.DateTimeField(label=gettext_lazy("Back on"))
    delegate = forms.ChoiceField(label=gettext_lazy("Who stands in?"), required=False)

    def __init__(self, colleagues: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        nobody = ("", gettext_lazy("Nobody: tell the next level at once"))
        field = self.fields["delegate"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [nobody, *colleagues]
        for name in ("starts_at", "ends_at"):
            widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            self.fields[name].widget = widget
            self.fields[name].error_messages["required"] = gettext_lazy("Give the day and the time.")
