"""How often, from when until when, and what on holidays."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from accounts.elders.enums import Consent
from accounts.keys import new_key
from frontend.helper.rhythm_words import A_MONDAY, WEEKDAYS, lunar_day, lunar_month, parts_of, rhythm_words
from frontend.helper.when_form import HOW_MANY, KEY_LIVES, Chosen, field_name
from frontend.shell.calendar import YEARS
from frontend.shell.wording import weekday_text
from services.catalogue.models import ItemVersion
from services.orders.actions.place_order import MAX_QUANTITY, Line, NothingOrdered
from services.orders.queries.quote import quote
from services.standing.enums import OnHoliday
from services.standing.models import StandingOrder
from services.standing.queries.pauses import Rest
from services.standing.rhythm import Rhythm
from services.standing.wish import Wish

RHYTHMS = (
    ("daily", pgettext_lazy("standing", "Every day")),
    ("weekly", pgettext_lazy("standing", "Every week")),
    ("fortnightly", pgettext_lazy("standing", "Every two weeks")),
    ("monthly", pgettext_lazy("standing", "Once a month")),
    ("lunar", pgettext_lazy("standing", "By the lunar month")),
    ("birthday", pgettext_lazy("standing", "Once in the lunar year")),
)
KEEP = "keep"  # the rhythm it has already, which the form has no other words for
LUNAR_DAYS = (1, 15)


def day_widget() -> forms.DateInput:
    return forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class RepeatForm(forms.Form):
    """Only the part of the chosen rhythm counts; the others may hold anything.

    For a change: ``kept`` is a rhythm that says more than the form can, and may be left as it is; things may be taken
    out by saying 0, and one of ``more`` be put in.
    """

    rhythm = forms.ChoiceField(label=gettext_lazy("How often?"), choices=RHYTHMS, widget=forms.RadioSelect)
    weekdays = forms.MultipleChoiceField(
        label=gettext_lazy("On which weekdays?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    month_day = forms.IntegerField(
        label=gettext_lazy("On which day of the month?"),
        required=False,
        min_value=1,
        max_value=31,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    lunar_days = forms.TypedMultipleChoiceField(
        label=gettext_lazy("On which lunar days?"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    lunar_month = forms.TypedChoiceField(label=gettext_lazy("Lunar month"), required=False, coerce=int)
    lunar_day = forms.TypedChoiceField(label=gettext_lazy("Lunar day"), required=False, coerce=int)
    clock = forms.TimeField(
        label=gettext_lazy("What time"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": gettext_lazy("Choose a time.")},
    )
    first_on = forms.DateField(label=gettext_lazy("From which day on?"), widget=day_widget())
    last_on = forms.DateField(label=gettext_lazy("Until which day?"), required=False, widget=day_widget())
    on_holiday = forms.ChoiceField(
        label=gettext_lazy("And on public holidays?"), choices=OnHoliday.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("What the one who comes should know"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    consent = forms.ChoiceField(
        label=gettext_lazy("How did the elder agree?"),
        choices=[
            (Consent.IN_PERSON, gettext_lazy("Agreed in person")),
            (Consent.BY_PHONE, gettext_lazy("Agreed by telephone")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how the elder agreed.")},
    )
    more = forms.ChoiceField(label=gettext_lazy("Something more each time?"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        chosen: Chosen,
        initial: dict[str, Any],
        user: Any,
        kept: Rhythm | None = None,
        more: Sequence[ItemVersion] | None = None,
    ) -> None:
        self.signer = signing.TimestampSigner(salt=f"helper.repeat.{user.pk}")
        super().__init__(data, initial={**initial, "key": self.signer.sign(str(new_key()))})
        self.chosen, self.kept = chosen, kept
        choices: dict[str, list[tuple[Any, Any]]] = {
            "weekdays": [(code, weekday_text(A_MONDAY + timedelta(days=n))) for n, code in enumerate(WEEKDAYS)],
            "lunar_days": [(number, lunar_day(number)) for number in LUNAR_DAYS],
            "lunar_month": [(number, lunar_month(number)) for number in range(1, 13)],
            "lunar_day": [(number, lunar_day(number)) for number in range(1, 31)],
        }
        if kept is not None:
            as_it_is = _("Leave it as it is: %(how_often)s") % {"how_often": rhythm_words(kept)}
            choices["rhythm"] = [(KEEP, as_it_is), *RHYTHMS]
        if more is None:
            del self.fields["more"]
        else:
            nothing = pgettext("more each time", "Nothing more")
            choices["more"] = [("", nothing), *((str(one.item_id), one.name) for one in more)]
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]
        for version, quantity in chosen:
            self.fields[field_name(version)] = forms.IntegerField(
                label=version.name,
                min_value=1 if more is None else 0,
                max_value=MAX_QUANTITY,
                initial=quantity,
                error_messages=HOW_MANY,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        missing = {
            "weekly": ("weekdays", _("Choose at least one weekday.")),
            "fortnightly": ("weekdays", _("Choose at least one weekday.")),
            "monthly": ("month_day", _("Enter a day from 1 to 31.")),
            "lunar": ("lunar_days", _("Choose at least one lunar day.")),
        }.get(data.get("rhythm", ""))
        if missing is not None and not data.get(missing[0]) and missing[0] not in self.errors:
            self.add_error(*missing)
        for name in ("first_on", "last_on"):
            if data.get(name) and data[name].year not in YEARS:
                self.add_error(name, _("Choose a day of the next years."))
        if not self.errors and not self.counted():
            self.add_error(None, str(NothingOrdered.sentence))
        return data

    @property
    def quantities(self) -> Iterator[tuple[ItemVersion, BoundField]]:
        return ((version, self[field_name(version)]) for version, _quantity in self.chosen)

    def counted(self) -> Chosen:
        """How many of each thing; only when the form is valid."""
        asked = [(version, self.cleaned_data[field_name(version)]) for version, _quantity in self.chosen]
        return [(version, number) for version, number in asked if number]

    def wish(self) -> Wish:
        """What is asked for; only when the form is valid."""
        data, counted = self.cleaned_data, self.counted()
        kept = self.kept if data["rhythm"] == KEEP else None
        rrule, lunar = (kept.rrule, kept.lunar) if kept is not None else _rule(data)
        return Wish(
            lines=tuple(Line(version.item_id, number) for version, number in counted),
            rhythm=Rhythm(data["first_on"], data["last_on"], rrule, lunar, data["on_holiday"]),
            clock=data["clock"],
            minutes=quote(counted).lasts,
            note=data["note"].strip(),
            consent=Consent(data["consent"]),
        )

    def standing_key(self) -> UUID:
        """The key the form was drawn with, or a new one when it is too old or not ours."""
        try:
            return UUID(self.signer.unsign(self.cleaned_data["key"], max_age=KEY_LIVES))
        except signing.BadSignature:
            return new_key()


def seen_mark(asked: Wish | Rest) -> str:
    """A mark of exactly these entries: what was looked at is what is done."""
    return sha256(repr(asked).encode()).hexdigest()[:16]


def _rule(data: dict[str, Any]) -> tuple[str, str]:
    """The recurrence rule, or the lunar days, of the chosen rhythm."""
    match data["rhythm"]:
        case "daily":
            return "FREQ=DAILY", ""
        case "weekly":
            return f"FREQ=WEEKLY;BYDAY={','.join(data['weekdays'])}", ""
        case "fortnightly":
            return f"FREQ=WEEKLY;INTERVAL=2;BYDAY={','.join(data['weekdays'])}", ""
        case "monthly":
            return f"FREQ=MONTHLY;BYMONTHDAY={data['month_day']}", ""
        case "lunar":
            return "", ",".join(map(str, sorted(data["lunar_days"])))
    return "", f"{data['lunar_month']}/{data['lunar_day']}"


def initial_for(start: datetime, consent: Consent) -> dict[str, Any]:
    """Weekly, on the day and hour that is likely."""
    local = timezone.localtime(start)
    return {
        "rhythm": "weekly",
        "weekdays": [WEEKDAYS[local.weekday()]],
        "month_day": local.day,
        "lunar_days": [1, 15],
        "clock": local.time().replace(second=0, microsecond=0),
        "first_on": local.date(),
        "on_holiday": OnHoliday.KEEP,
        "consent": consent,
    }


def initial_of(standing: StandingOrder, today: date, consent: Consent) -> dict[str, Any]:
    """As it is now; ``rhythm`` is KEEP where the form has no words for it."""
    found = initial_for(standing.span(max(today, standing.first_on))[0], consent)
    found |= {"note": standing.note, "first_on": standing.first_on, "last_on": standing.last_on}
    return found | {"on_holiday": standing.on_holiday, "rhythm": KEEP} | _entries_of(standing.rhythm)


def _entries_of(rhythm: Rhythm) -> dict[str, Any]:
    """The entries of the form that say exactly this rhythm; empty when there are none."""
    parts, numbers = parts_of(rhythm.rrule), [int(one) for one in re.findall(r"\d+", rhythm.lunar)]
    month_day, weekdays = parts.get("BYMONTHDAY", ""), parts.get("BYDAY", "").split(",")
    sayable = {
        "daily": {},
        "weekly": {"weekdays": weekdays},
        "fortnightly": {"weekdays": weekdays},
        "monthly": {"month_day": int(month_day)} if month_day.isdecimal() else None,
        "lunar": {"lunar_days": numbers} if set(numbers) <= set(LUNAR_DAYS) else None,
        "birthday": dict(zip(("lunar_month", "lunar_day"), numbers, strict=True)) if len(numbers) == 2 else None,
    }
    for name, said in sayable.items():
        if said is not None:
            entries = {"rhythm": name, **said}
            if _rule(entries) == (rhythm.rrule, rhythm.lunar):
                return entries
    return {}


class PauseForm(forms.Form):
    """From when until when nobody comes."""

    first_on = forms.DateField(label=gettext_lazy("First day of the pause"), widget=day_widget())
    last_on = forms.DateField(
        label=gettext_lazy("Last day of the pause"),
        required=False,
        widget=day_widget(),
        help_text=gettext_lazy("Empty: until you lift it."),
    )
