"""What is filled in while the line is open."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.models import Elder
from accounts.keys import new_key
from accounts.people.names import initials_of
from frontend.shell.phone_form import PhoneForm
from services.calls.enums import Outcome
from services.calls.queries import usual_orders
from services.catalogue.models import ItemVersion
from services.orders.models import Order

HOURS = (time(9), time(15))  # when somebody is asked to come, unless another hour is named
SOONEST = timedelta(hours=2)
OFFERED = 3
WHEN = "%Y-%m-%dT%H:%M"
OTHER = "other"
RING_AGAIN = timedelta(minutes=30)
QUARTER = 15  # minutes


class DeskForm(PhoneForm):
    """The order form of the telephone with suggested times; what is ordered was heard first (``heard``)."""

    time_field = "when"
    consent = None  # type: ignore[assignment] # who is on the line agrees by phone
    when = forms.CharField(required=False)
    heard = forms.CharField(widget=forms.HiddenInput, required=False)
    instead_of = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, elder: Elder, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(elder, *args, **kwargs)
        self.times = offered_times(now)
        self.fields["day"].required = self.fields["at"].required = False
        self.had = usual_orders(elder.id, self.versions)

    def clean(self) -> dict[str, Any]:
        """The tapped time, unless another was asked for."""
        data = super().clean() or self.cleaned_data
        named = data.get("when") or ""
        if named and named != OTHER:
            try:
                moment = datetime.strptime(named, WHEN)  # noqa: DTZ007 - local time, as the form offers it
            except ValueError:
                self.add_error("when", _("Say when."))
            else:
                data["day"], data["at"] = moment.date(), moment.time()
        elif not named:
            self.add_error("when", _("Say when."))
        else:
            for name in ("day", "at"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return data

    @property
    def rest(self) -> list[tuple[ItemVersion, str]]:
        """The menu without what stands in front, each with the words by which it is found: names and initials."""
        front = {usual.version.item_id for usual in self.had}
        return [
            (version, f"{version.name_zh} {initials_of(version.name_zh)} {version.name_en.lower()}")
            for version in self.versions
            if version.item_id not in front
        ]

    @property
    def when_value(self) -> str:
        """Which of the times is marked: one that is no longer offered is another time."""
        value = str(self["when"].value() or "")
        return value if not value or value in {start.strftime(WHEN) for start in self.times} else OTHER

    @property
    def digest(self) -> str:
        """What was read out, in short: if it changes it must be read out again. Only of a valid form."""
        data = self.cleaned_data
        said = f"{data['item']}\n{self.starts_at.isoformat()}\n{data['note'].strip()}\n{data.get('instead_of') or ''}"
        return salted_hmac("desk.heard", said).hexdigest()[:16]

    @property
    def was_heard(self) -> bool:
        return bool(self.cleaned_data.get("heard") == self.digest)


def offered_times(now: datetime) -> list[datetime]:
    """The next usual hours that leave somebody time to come."""
    today = timezone.localtime(now).replace(second=0, microsecond=0)
    found: list[datetime] = []
    for days in range(OFFERED + 1):
        for hour in HOURS:
            start = (today + timedelta(days=days)).replace(hour=hour.hour, minute=hour.minute)
            if start >= now + SOONEST:
                found.append(start)
    return found[:OFFERED]


def untouched(now: datetime, instead_of: Order | None = None) -> dict[str, Any]:
    """What stands in the form at first; for a change of an order, what that one says."""
    if instead_of is None:
        return {"order_id": new_key()}
    start = timezone.localtime(instead_of.starts_at)
    return {
        "order_id": new_key(),
        "item": next((str(line.version.item_id) for line in instead_of.lines.all()), ""),
        "when": OTHER,
        "day": start.date(),
        "at": start.time().replace(second=0, microsecond=0),
        "note": instead_of.note,
        "instead_of": instead_of.id,
    }


class RingBackForm(forms.Form):
    """When to ring back, and why."""

    day = forms.DateField(
        label=pgettext_lazy("ring back", "Day"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say which day."), "invalid": _("Write the day like 2026-11-19.")},
    )
    at = forms.TimeField(
        label=pgettext_lazy("ring back", "Time"),
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
        error_messages={"required": _("Say at what time."), "invalid": _("Write the time like 9:30.")},
    )
    reason = forms.CharField(
        label=pgettext_lazy("ring back", "Why"),
        max_length=200,
        error_messages={"required": _("Say why they are to be rung.")},
    )

    @property
    def due_at(self) -> datetime:
        """The moment, here. Only of a valid form."""
        day: date = self.cleaned_data["day"]
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["at"]))


def ring_back_form(now: datetime) -> RingBackForm:
    """Half an hour from now, at the quarter."""
    soon = timezone.localtime(now + RING_AGAIN)
    soon += timedelta(minutes=-soon.minute % QUARTER)
    return RingBackForm(initial={"day": soon.date(), "at": soon.time().replace(second=0, microsecond=0)}, prefix="back")


class HangUpForm(forms.Form):
    """How the call ended."""

    outcome = forms.ChoiceField(
        label=_("How it ended"),
        choices=Outcome.choices,
        error_messages={"required": _("Say how the call ended.")},
    )
    note = forms.CharField(label=_("For the log"), required=False, max_length=300)


class BecauseForm(forms.Form):
    """Why nobody will ring."""

    because = forms.CharField(label=_("Why not"), max_length=200)


class CancelForm(forms.Form):
    """Which order is called off, and what was said."""

    order = forms.UUIDField()
    reason = forms.CharField(required=False, max_length=300)
