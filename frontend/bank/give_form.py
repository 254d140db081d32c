"""To whom and how much: the form of a gift and of a donation."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.keys import new_key
from frontend.bank.kin import Kin
from frontend.shell.wording import minutes_text

QUICK = (30, 60, 120, 300, 600)  # minutes
KEY_LIVES = timedelta(hours=2)
MOST_HOURS = 10_000


class StaleKey(Exception):
    """The form was drawn long ago, or not by us."""


class AmountForm(forms.Form):
    """How much. Typed hours and minutes win over a tapped amount."""

    quick = forms.TypedChoiceField(
        label=gettext_lazy("How much"), coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )
    hours = forms.IntegerField(
        label=gettext_lazy("Hours"),
        required=False,
        min_value=0,
        max_value=MOST_HOURS,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"),
        required=False,
        min_value=0,
        max_value=59,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    words = forms.CharField(
        label=pgettext_lazy("gift", "A few words with it"), required=False, max_length=60, strip=True
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, user: Any, available: int, **options: Any) -> None:
        super().__init__(data, **options)
        self.available = available
        self.signer = signing.TimestampSigner(salt=f"bank.{type(self).__name__}.{user.pk}")
        offered = [minutes for minutes in QUICK if minutes <= available]
        self.fields["quick"].choices = [(minutes, minutes_text(minutes)) for minutes in offered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        typed = (data.get("hours") or 0) * 60 + (data.get("minutes") or 0)
        data["amount"] = typed or data.get("quick") or 0
        if not self.errors.keys() & {"quick", "hours", "minutes"}:
            if data["amount"] <= 0:
                self.add_error("quick", _("Say how much."))
            elif data["amount"] > self.available:
                fault = _("Only %(time)s are free.") % {"time": minutes_text(max(0, self.available))}
                self.add_error("hours" if typed else "quick", fault)
        return data

    def fresh_key(self) -> str:
        """A key for one posting; sent twice it posts once."""
        return self.signer.sign(str(new_key()))

    def posting_key(self) -> str:
        """The key the check page was drawn with. Raises StaleKey when it is too old or not ours."""
        try:
            return str(UUID(self.signer.unsign(self.cleaned_data["key"], max_age=KEY_LIVES)))
        except (signing.BadSignature, ValueError) as error:
            raise StaleKey from error


class GiftForm(AmountForm):
    """To whom, too."""

    to = forms.ChoiceField(
        label=gettext_lazy("To whom"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who is to have it.")},
    )
    for_orders = forms.BooleanField(
        label=pgettext_lazy("gift", "Only for their orders: what they do not use comes back to me"), required=False
    )
    field_order = ["to", "quick", "hours", "minutes", "words", "for_orders", "key"]

    def __init__(self, data: Any, *, kin: Sequence[Kin], **options: Any) -> None:
        super().__init__(data, **options)
        self.kin = {str(one.person.id): one for one in kin}
        self.fields["to"].choices = [(key, kin_label(one)) for key, one in self.kin.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("for_orders") and data.get("to") and not hasattr(self.chosen.person, "elder"):
            self.add_error("for_orders", _("Orders are placed for elders who are registered. They are not."))
        return data

    @property
    def chosen(self) -> Kin:
        """Who was chosen; only when the form is valid."""
        return self.kin[self.cleaned_data["to"]]


class DonationForm(AmountForm):
    """For the pool of the county: nobody to choose."""


def kin_label(one: Kin) -> str:
    """母亲 张秋菊, and where she lives."""
    return format_html("<b>{}</b><small>{}</small>", one.called, one.home)
