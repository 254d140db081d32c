"""When, how many, and whether the elder agreed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.elders.enums import Consent
from accounts.keys import new_key
from frontend.helper.presets import days_from, slots_with
from frontend.shell.calendar import YEARS
from frontend.shell.wording import day_text, in_chinese, month_text, time_text, weekday_text
from services.catalogue.models import ItemVersion
from services.orders.actions.place_order import MAX_QUANTITY, BadQuantity, Line, TimeTooFar

Chosen = Sequence[tuple[ItemVersion, int]]
KEY_LIVES = timedelta(days=1)
HOW_MANY = dict.fromkeys(("required", "invalid", "min_value", "max_value"), BadQuantity.sentence)


class WhenForm(forms.Form):
    """What is left to say once the things are chosen. A typed day or clock time wins over a tapped one."""

    day = forms.ChoiceField(label=pgettext_lazy("order form", "Which day"), widget=forms.RadioSelect, required=False)
    clock = forms.ChoiceField(label=gettext_lazy("What time"), widget=forms.RadioSelect, required=False)
    other_day = forms.DateField(
        label=gettext_lazy("Another day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    other_clock = forms.TimeField(
        label=gettext_lazy("Another time"), required=False, widget=forms.TimeInput({"type": "time"}, format="%H:%M")
    )
    note = forms.CharField(
        label=gettext_lazy("What the one who comes should know"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
    )
    consent = forms.ChoiceField(
        label="",
        choices=[(Consent.IN_PERSON, ""), (Consent.BY_PHONE, "")],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say how the elder agreed.")},
    )
    again = forms.BooleanField(label=gettext_lazy("Yes, once more"), required=False)
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, chosen: Chosen, start: datetime, consent: Consent, user: Any) -> None:
        local = timezone.localtime(start)
        initial = {"day": local.date().isoformat(), "clock": f"{local:%H:%M}", "consent": consent}
        self.signer = signing.TimestampSigner(salt=f"helper.order.{user.pk}")
        super().__init__(data, initial={**initial, "key": self.fresh_key()})
        self.chosen = chosen
        now, today = timezone.now(), timezone.localdate()
        slots = slots_with(start)
        days = days_from(now, slots=slots)
        self.fields["day"].choices = [(day.isoformat(), _day_label(day, today)) for day in days]  # type: ignore[attr-defined]
        self.fields["clock"].choices = [(f"{slot:%H:%M}", _slot_label(slot)) for slot in slots]  # type: ignore[attr-defined]
        self.today = today.isoformat()
        self.past = {f"{slot:%H:%M}" for slot in slots if slot <= timezone.localtime(now).time()}
        for version, quantity in chosen:
            self.fields[field_name(version)] = forms.IntegerField(
                label=version.name,
                min_value=1,
                max_value=MAX_QUANTITY,
                initial=quantity,
                error_messages=HOW_MANY,
                widget=forms.NumberInput({"inputmode": "numeric"}),
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        day = data.get("other_day") or (date.fromisoformat(data["day"]) if data.get("day") else None)
        clock = data.get("other_clock") or (time.fromisoformat(data["clock"]) if data.get("clock") else None)
        if day is None and not self.errors.keys() & {"day", "other_day"}:
            self.add_error("day", _("Choose a day."))
        if clock is None and not self.errors.keys() & {"clock", "other_clock"}:
            self.add_error("clock", _("Choose a time."))
        if day and day.year not in YEARS:
            self.add_error("other_day", TimeTooFar.sentence)
        elif day and clock:
            data["starts_at"] = timezone.make_aware(datetime.combine(day, clock))
        return data

    @property
    def quantities(self) -> Iterator[tuple[ItemVersion, BoundField]]:
        """Each thing with the field that says how many of it."""
        return ((version, self[field_name(version)]) for version, _quantity in self.chosen)

    def lines(self) -> list[Line]:
        """What to order; only when the form is valid."""
        return [Line(version.item_id, self.cleaned_data[field_name(version)]) for version, _quantity in self.chosen]

    def fresh_key(self) -> str:
        """A key for one order, made by us: keys sort by time, so a made-up one could stand on top of every list."""
        return self.signer.sign(str(new_key()))

    def order_key(self) -> UUID:
        """The key the form was drawn with, or a new one when it is too old or not ours."""
        try:
            return UUID(self.signer.unsign(self.cleaned_data["key"], max_age=KEY_LIVES))
        except signing.BadSignature:
            return new_key()

    def renew_key(self) -> None:
        """Let the next sending of this form place another order."""
        self.data = {**self.data, "key": self.fresh_key()}


def field_name(version: ItemVersion) -> str:
    """The field, and the query parameter, that says how many of an item."""
    return f"n-{version.item_id}"


def _day_label(day: date, today: date) -> str:
    away = (day - today).days
    near = away <= (2 if in_chinese() else 1)
    short = f"{day.month}/{day.day}" if in_chinese() else f"{day.day} {month_text(day)}"
    return format_html("<b>{}</b><small>{}</small>", day_text(day, today=today) if near else weekday_text(day), short)


def _slot_label(slot: time) -> str:
    return time_text(timezone.make_aware(datetime.combine(timezone.localdate(), slot)))
