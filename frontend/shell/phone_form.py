"""The short order form of the telephone: one thing from the list, when, what else was said, how the elder agreed."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from accounts.keys import new_key
from accounts.refusals import Refusal
from frontend.shell.calendar import YEARS
from services.catalogue.models import ItemVersion
from services.catalogue.queries import menu
from services.orders.actions.place_order import OrderedAlready
from services.orders.queries.figures import usual_items
from services.orders.queries.payment import Payment, payment_of
from services.orders.queries.quote import Quote, quote

FURTHEST_DAYS = 92
QUARTER = 15  # minutes


class PhoneForm(forms.Form):
    """``versions`` are on the menu where the elder lives; ``usual`` of them come first."""

    item = forms.ChoiceField(label=_("What is wanted"), error_messages={"required": _("Choose one thing.")})
    day = forms.DateField(
        label=pgettext_lazy("phone order", "Which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Say which day."), "invalid": _("Write the day like 2026-11-19.")},
    )
    at = forms.TimeField(
        label=_("What time"),
        widget=forms.TimeInput(attrs={"type": "time", "step": QUARTER * 60}, format="%H:%M"),
        error_messages={"required": _("Say at what time."), "invalid": _("Write the time like 9:30.")},
    )
    note = forms.CharField(label=_("What else was said"), required=False, max_length=300)
    consent = forms.ChoiceField(
        label=_("How did the elder agree?"),
        choices=((Consent.BY_PHONE, Consent.BY_PHONE.label), (Consent.IN_PERSON, Consent.IN_PERSON.label)),
        widget=forms.RadioSelect,
        error_messages={"required": pgettext_lazy("phone order", "Say how the elder agreed.")},
    )
    again = forms.BooleanField(label=_("They want it twice at that time"), required=False)
    order_id = forms.UUIDField(widget=forms.HiddenInput)  # made with the form: sent twice it places one order

    time_field = "at"  # the field that a wrong time is written to

    def __init__(self, elder: Elder, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.elder = elder
        today = timezone.localdate()
        self.versions = list(menu(region_code=elder.person.home_id, on=today))
        by_item = {version.item_id: version for version in self.versions}
        self.usual = [by_item[item] for item in usual_items(elder.id) if item in by_item]
        if not self.is_bound and (code := self.initial.pop("item_code", "")):
            self.initial["item"] = next((str(one.item_id) for one in self.versions if one.item.code == code), "")
        item = self.fields["item"]
        assert isinstance(item, forms.ChoiceField)
        item.choices = [(str(version.item_id), version.name) for version in self.versions]
        days = {"min": today.isoformat(), "max": (today + timedelta(days=FURTHEST_DAYS)).isoformat()}
        self.fields["day"].widget.attrs |= days

    def clean_day(self) -> date | None:
        """A day of this century; whether it is too early or too late, the order says."""
        day: date | None = self.cleaned_data["day"]
        if day is not None and day.year not in YEARS:
            raise forms.ValidationError(self.fields["day"].error_messages["invalid"])
        return day

    @property
    def others(self) -> list[ItemVersion]:
        """The rest of the menu, in its order."""
        return [version for version in self.versions if version not in self.usual]

    def refuse(self, refusal: Refusal) -> None:
        """Write the refusal beside what was entered; of the same thing twice one is asked whether it is meant."""
        words = {"lines": "item", "starts_at": self.time_field, "ends_at": self.time_field}
        self.add_error("again" if isinstance(refusal, OrderedAlready) else words.get(refusal.field or ""), str(refusal))

    @property
    def asks_again(self) -> bool:
        return bool(self["again"].errors or self["again"].value() in (True, "on", "True"))

    @property
    def chosen_is_usual(self) -> bool:
        return any(str(version.item_id) == self.chosen for version in self.usual)

    @property
    def chosen(self) -> str:
        """Item id as it was sent, to mark its radio button."""
        return str(self["item"].value() or "")

    @property
    def version(self) -> ItemVersion:
        """What was chosen; only of a valid form."""
        return next(v for v in self.versions if str(v.item_id) == self.cleaned_data["item"])

    @property
    def quote(self) -> Quote:
        return quote([(self.version, 1)])

    def payment(self, *, today: date, freed: int = 0) -> Payment:
        """From where it is paid; ``freed`` minutes come back of an order that is called off instead."""
        return payment_of(self.elder, [(self.version, 1)], on=self.cleaned_data["day"], today=today, freed=freed)

    @property
    def starts_at(self) -> datetime:
        day, at = self.cleaned_data["day"], self.cleaned_data["at"]
        return timezone.make_aware(datetime.combine(day, at))

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.quote.lasts)


def first_answers(now: datetime) -> dict[str, Any]:
    """What stands in an untouched form: the next full hour by day, agreed by phone, a key for the order to be."""
    start = timezone.localtime(now + timedelta(hours=2)).replace(minute=0)
    if not time(7) <= start.time() <= time(19):
        start = (start + timedelta(hours=12 if start.hour > 12 else 0)).replace(hour=9)
    return {
        "day": start.date(),
        "at": start.time().replace(second=0, microsecond=0),
        "consent": Consent.BY_PHONE,
        "order_id": new_key(),
    }
