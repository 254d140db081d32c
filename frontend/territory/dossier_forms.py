"""The forms of a dossier, made from its fields: one for each group, source and day asked once."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Source
from accounts.elders.fields import FIELDS, Field, Group
from accounts.elders.kinds import Choice, Choices, Day, Text, Whole, YesNo
from frontend.shell.fact_words import THERE

YES_NO = [("yes", pgettext_lazy("dossier", "Yes")), ("no", pgettext_lazy("dossier", "No"))]
YES_NO_THERE = [("yes", pgettext_lazy("there is", "Yes")), ("no", pgettext_lazy("there is", "No"))]
NOTHING = "-"  # "none of them": an answer, other than no answer at all
FEW = 4  # so many answers stand beside each other; more go into a list
SOURCES = [(one.value, one.label) for one in Source if one != Source.IMPORT]
DATE_INPUT = {"type": "date"}
NUMBER = {"invalid": _("Write a number."), "min_value": _("Write 0 or more."), "max_value": _("That is too much.")}
LONG_TEXT = 60


def day_input() -> forms.DateInput:
    """A day, picked where the browser can."""
    return forms.DateInput(attrs=DATE_INPUT, format="%Y-%m-%d")


class SaidForm(forms.Form):
    """Where it comes from and when it was so."""

    source = forms.ChoiceField(
        label=_("How do you know?"), choices=SOURCES, error_messages={"required": _("Say how you know.")}
    )
    as_of = forms.DateField(
        label=_("As of which day?"),
        widget=day_input(),
        error_messages={"required": _("Say which day."), "invalid": _("Write the day like 2026-11-19.")},
    )
    reason = forms.CharField(
        label=pgettext_lazy("dossier", "Why it changed"),
        required=False,
        max_length=200,
        help_text=_("A few words for whoever reads the history."),
    )


class GroupForm(SaidForm):
    """The fields of one group, filled with what is in force. ``rest``: what was not touched was asked again too."""

    rest = forms.BooleanField(
        label=_("I asked for the rest too: it is still so"),
        required=False,
    )

    def __init__(self, group: Group, known: Mapping[str, Any], data: Any = None) -> None:
        self.group, self.known = group, known
        self.asked = [one for one in FIELDS.values() if one.group == group]
        initial = {one.code: _shown(one, known[one.code]) for one in self.asked if one.code in known}
        super().__init__(data, initial={"source": Source.VISIT, "as_of": timezone.localdate(), **initial})
        made = {one.code: _input(one) for one in self.asked}
        self.fields = {**made, **self.fields}

    @property
    def values_fields(self) -> list[forms.BoundField]:
        return [self[one.code] for one in self.asked]

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        for one in self.asked:
            chosen = data.get(one.code)
            if isinstance(one.kind, Choices) and chosen and NOTHING in chosen and len(chosen) > 1:
                self.add_error(one.code, _("“None of them” does not go together with one of them."))
        return data

    def values(self) -> dict[str, Any]:
        """Field code → value to record: what was changed, or with ``rest`` everything that is known. None clears."""
        found = {one.code: _stored(one, self.cleaned_data.get(one.code)) for one in self.asked}
        if not self.cleaned_data["rest"]:
            return {code: now for code, now in found.items() if now != self.known.get(code)}
        return {code: now for code, now in found.items() if now is not None or code in self.known}


def _input(one: Field) -> forms.Field:
    """The form field for a dossier field."""
    given: dict[str, Any] = {"label": one.title, "required": False}
    match one.kind:
        case Choice(options):
            return _one_of([(code, words) for code, words in options.items()], given)
        case YesNo():
            return _one_of(YES_NO_THERE if one.code in THERE else YES_NO, given)
        case Choices(options):
            offered = [*options.items(), (NOTHING, pgettext_lazy("dossier", "None of them"))]
            return forms.MultipleChoiceField(choices=offered, widget=forms.CheckboxSelectMultiple, **given)
        case Whole("fen", most):
            widget = forms.NumberInput(attrs={"inputmode": "decimal", "step": "0.01", "min": "0"})
            return forms.DecimalField(
                min_value=0,
                max_value=Decimal(most) / 100,
                decimal_places=2,
                help_text=_("In yuan."),
                error_messages=NUMBER,
                widget=widget,
                **given,
            )
        case Whole(_unit, most):
            return forms.IntegerField(min_value=0, max_value=most, error_messages=NUMBER, **given)
        case Day():
            return forms.DateField(
                widget=day_input(), error_messages={"invalid": _("Write the day like 2026-11-19.")}, **given
            )
        case Text(longest):
            area = forms.Textarea(attrs={"rows": 2}) if longest > LONG_TEXT else forms.TextInput()
            return forms.CharField(max_length=longest, widget=area, **given)
    raise TypeError(one.kind)


def _one_of(options: list[tuple[str, Any]], given: dict[str, Any]) -> forms.ChoiceField:
    choices = [("", pgettext_lazy("dossier", "Not asked yet")), *options]
    widget: forms.Widget = forms.RadioSelect() if len(options) <= FEW else forms.Select()
    return forms.ChoiceField(choices=choices, widget=widget, **given)


def _shown(one: Field, stored: Any) -> Any:
    """A stored value as its input shows it."""
    match one.kind:
        case YesNo():
            return "yes" if stored else "no"
        case Choices():
            return stored or [NOTHING]
        case Whole("fen", _most):
            return Decimal(stored) / 100
        case Day():
            return date.fromisoformat(stored)
    return stored


def _stored(one: Field, given: Any) -> Any:
    """What was typed as the field's kind stores it; None for nothing."""
    if given in (None, "", []):
        return None
    match one.kind:
        case YesNo():
            return given == "yes"
        case Choices(options):
            return [] if given == [NOTHING] else [code for code in options if code in given]
        case Whole("fen", _most):
            return int(given * 100)
        case Day():
            return given.isoformat()
    return given
