"""What territory staff answer about an order. Words and limits only; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.orders.enums import Knowing

FACES = (
    ("5", pgettext_lazy("rating", "Very pleased")),
    ("3", pgettext_lazy("rating", "All right")),
    ("1", pgettext_lazy("rating", "Not pleased")),
)
SAY_WHY = {"required": _("Say why in a few words.")}


class ConfirmForm(forms.Form):
    """It was done, and how the elder liked it."""

    rating = forms.ChoiceField(
        label=_("How was it?"),
        choices=FACES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Ask how it was and choose one.")},
    )
    comment = forms.CharField(label=_("In the elder's words"), required=False, max_length=300)


class DisputeForm(forms.Form):
    """It was not done, or not so."""

    reason = forms.CharField(
        label=_("What was wrong"), max_length=300, error_messages={"required": _("Say what was wrong.")}
    )


class MissForm(forms.Form):
    """Who of those who promised did not come; ``seats`` are their seats with names."""

    seat = forms.ChoiceField(
        label=_("Who did not come?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who did not come.")},
    )
    knowing = forms.ChoiceField(
        label=_("How do you know?"),
        choices=[(one.value, one.label) for one in (Knowing.RANG, Knowing.THERE, Knowing.VOLUNTEER)],
        widget=forms.RadioSelect,
        required=False,
    )
    words = forms.CharField(
        label=_("What was said or seen"),
        required=False,
        max_length=300,
        help_text=_("The volunteer reads it and may answer."),
    )

    def __init__(self, data: Any = None, *, seats: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"seat": seats[0][0] if len(seats) == 1 else None})
        seat = self.fields["seat"]
        assert isinstance(seat, forms.ChoiceField)
        seat.choices = seats


class StrikeForm(forms.Form):
    """That somebody did not come was wrong."""

    reason = forms.CharField(label=pgettext_lazy("no-show", "Why it was wrong"), max_length=300, error_messages=SAY_WHY)


class CancelForm(forms.Form):
    """It is not wanted any more."""

    reason = forms.CharField(label=pgettext_lazy("cancelling", "Why"), required=False, max_length=300)


class ResolveForm(forms.Form):
    """A dispute is decided, with a reason that both sides read."""

    decision = forms.ChoiceField(
        label=_("What did you find?"),
        choices=(
            ("uphold", _("The work counts: the minutes are booked")),
            ("void", _("It does not count: the held time goes back")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=pgettext_lazy("dispute", "Why"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Both sides read this."),
        error_messages=SAY_WHY,
    )
