"""The visit form: one form, one question a step, field names that never change (drafts and replays know them)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.models import Supporter
from accounts.keys import new_key
from frontend.shell.wording import name_text
from services.visits.actions.record_visit import ANSWERS, LONGEST_WORDS, Gives
from services.visits.enums import Food, Given, Health, Kept, Mode, Mood, Outcome, Safety

CHOOSE = {"required": _("Choose one."), "invalid_choice": _("Choose one.")}
NOT_SAID = ("", pgettext_lazy("given", "Not asked"))


def _choice(label: Any, choices: Any, *, required: bool = True, initial: Any = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=required,
        initial=initial,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


@dataclass(frozen=True)
class Step:
    """One question: its fields, and whether it is asked only when somebody was met; ``title`` stands above several."""

    title: Any
    fields: tuple[BoundField, ...]
    met: bool = True
    hint: Any = ""


class VisitForm(forms.Form):
    """How it went and what was found. ``supporters`` each get four small questions of their own."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    mode = _choice(_("How did you look in?"), [(one.value, one.label) for one in (Mode.HOME, Mode.PHONE)])
    outcome = _choice(_("Did you meet them?"), Outcome.choices)
    health = _choice(_("How is their health?"), Health.choices, required=False)
    food = _choice(_("How do they eat?"), Food.choices, required=False)
    mood = _choice(_("In what spirits are they?"), Mood.choices, required=False)
    safety = _choice(_("Is anything dangerous?"), Safety.choices, required=False)
    care = _choice(_("Does who agreed to care for them do so?"), Kept.choices, required=False)
    words = forms.CharField(
        label=_("Anything else?"),
        help_text=_("What they said, what they need, what to ask next time."),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    when = forms.DateTimeField(
        label=_("It was earlier"),
        help_text=_("Only if you write it down later. Else it counts as now."),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Write the day and the time.")},
    )

    latitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-90, max_value=90)
    longitude = forms.FloatField(widget=forms.HiddenInput, required=False, min_value=-180, max_value=180)

    def __init__(
        self, data: Any = None, *, supporters: list[Supporter], cared_for: bool, mode: str = Mode.HOME
    ) -> None:
        super().__init__(data, initial={"key": new_key(), "mode": mode})
        self.supporters = supporters
        if not cared_for:
            del self.fields["care"]
        for one in supporters:
            self._ask_about(one)

    def _ask_about(self, one: Supporter) -> None:
        for name, label in GIVES:
            self.fields[f"{name}_{one.id}"] = _choice(label, [*Given.choices, NOT_SAID], required=False, initial="")
        self.fields[f"contact_{one.id}"] = forms.DateField(
            label=_("Last rang or came on"),
            required=False,
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={"invalid": _("Write the day like 2026-11-19.")},
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("outcome") == Outcome.VISITED and not data.get("health") and "health" not in self.errors:
            self.add_error("health", _("Say at least how the elder is."))
        for name in ("latitude", "longitude"):  # a telephone that talks nonsense of where it is stops nobody
            self.errors.pop(name, None)
        return data

    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude in degrees WGS 84, if the visitor added them."""
        found = [self.cleaned_data.get(name) for name in ("latitude", "longitude")]
        return (found[0], found[1]) if found[0] is not None and found[1] is not None else None

    def steps(self) -> list[Step]:
        """The questions in their order."""
        found = [Step("", (self["mode"], self["outcome"]), met=False)]
        found += [Step("", (self[name],)) for name in ANSWERS if name in self.fields]
        for one in self.supporters:
            names = [*(f"{name}_{one.id}" for name, _label in GIVES), f"contact_{one.id}"]
            title = _("What %(name)s gives") % {"name": name_text(one.name)}
            found.append(Step(title, tuple(self[name] for name in names), hint=one.get_relation_display()))
        found.append(Step("", (self["words"], self["when"]), met=False))
        return found

    def values(self, *, happened_at: datetime) -> dict[str, Any]:
        """What to hand to ``record_visit``. ``happened_at`` is when the form was filled in, if it was not earlier."""
        data = self.cleaned_data
        when: datetime | None = data["when"]
        if when is not None and timezone.is_naive(when):
            when = timezone.make_aware(when)
        return {
            "mode": data["mode"],
            "outcome": data["outcome"],
            "answers": {name: data[name] for name in ANSWERS if data.get(name)},
            "words": data["words"],
            "happened_at": when or happened_at,
            "form_key": data["key"],
            "point": self.point(),
            "supporters": [
                Gives(
                    one.id,
                    **{name: data[f"{name}_{one.id}"] for name, _label in GIVES},
                    last_contact_on=_day(data[f"contact_{one.id}"]),
                )
                for one in self.supporters
            ],
        }


GIVES: tuple[tuple[str, Any], ...] = (
    ("money", _("Money")),
    ("care", pgettext_lazy("given", "Everyday care")),
    ("comfort", pgettext_lazy("given", "Comfort and company")),
)


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
