"""The forms of survey rounds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.access.actions.request_export import WhatForAndHow
from accounts.access.enums import Layout
from accounts.elders.fields import Group
from accounts.surveys.enums import Kind, Whom, WhyNot

NOTHING = ("", gettext_lazy("Choose"))
MISSING = {"required": WhatForAndHow.sentence}
COPIES = (Layout.REGISTRY, Layout.CSV)
DAY_MISSING = {"required": gettext_lazy("Give the day.")}


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, widget=widget, error_messages=DAY_MISSING)


class RoundForm(forms.Form):
    """What a round asks, of whom, until when."""

    region = forms.ChoiceField(label=pgettext_lazy("round", "Where"))
    kind = forms.ChoiceField(label=gettext_lazy("What kind of round"), choices=Kind.choices)
    title = forms.CharField(
        label=pgettext_lazy("round", "Name"),
        max_length=60,
        error_messages={"required": gettext_lazy("Give the round a name.")},
    )
    whom = forms.ChoiceField(label=gettext_lazy("Which elders"), choices=Whom.choices, widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("What must be looked at"),
        choices=Group.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose what must be looked at.")},
    )
    starts_on = _day(gettext_lazy("It begins on"))
    villages_due = _day(gettext_lazy("Villages hand in by"))
    townships_due = _day(gettext_lazy("Townships sign and hand in by"))

    def __init__(self, regions: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = regions


class MoreTimeForm(forms.Form):
    """The new days, and why."""

    villages_due = _day(gettext_lazy("Villages hand in by"))
    townships_due = _day(gettext_lazy("Townships sign and hand in by"))
    reason = forms.CharField(
        label=gettext_lazy("Why?"), max_length=200, error_messages={"required": gettext_lazy("Say why.")}
    )


class AbsenceForm(forms.Form):
    """Knocked in vain: why, and when."""

    why = forms.ChoiceField(
        label=gettext_lazy("Why not?"),
        choices=WhyNot.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one.")},
    )
    on = _day(gettext_lazy("On which day"))
    words = forms.CharField(label=gettext_lazy("In your own words"), max_length=100, required=False)


class CopyForm(forms.Form):
    """As what, and what for."""

    layout = forms.ChoiceField(
        label=gettext_lazy("Which list"),
        choices=[NOTHING, *((one.value, one.label) for one in COPIES)],
        error_messages=MISSING,
    )
    words = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Who gets it, and when it will be deleted again."),
        max_length=200,
        error_messages=MISSING,
    )
