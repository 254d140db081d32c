"""What both sides say, and what is decided. Words and limits only; the actions decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.orders.actions.add_statement import SaySomething
from services.orders.actions.dispute_order import ReasonMissing


class SayForm(forms.Form):
    """Words, and a picture for who has one."""

    words = forms.CharField(
        label=pgettext_lazy("dispute", "How was it?"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=_("What you saw yourself: when, who was there, what was done."),
        error_messages={"required": SaySomething.sentence},
    )
    photo = forms.FileField(
        label=pgettext_lazy("dispute", "A picture"),
        required=False,
        widget=forms.FileInput({"accept": "image/*"}),
        help_text=_("Of the work, not of people."),
    )


class DecideForm(forms.Form):
    """A decision with a reason that both sides read."""

    decision = forms.ChoiceField(
        label=_("What did you find?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two.")},
    )
    reason = forms.CharField(
        label=pgettext_lazy("dispute", "Why"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Both sides read this."),
        error_messages={"required": ReasonMissing.sentence},
    )

    HELD = (
        ("keep", _("The work counts: the minutes are booked")),
        ("undo", _("It does not count: the held time goes back")),
    )
    BOOKED = (
        ("keep", _("What was booked stays")),
        ("undo", _("The minutes go back, once a second person agrees")),
    )

    def __init__(self, data: Any = None, *, booked: bool) -> None:
        super().__init__(data)
        decision = self.fields["decision"]
        assert isinstance(decision, forms.ChoiceField)
        decision.choices = self.BOOKED if booked else self.HELD


class ContestForm(forms.Form):
    """Why, after all."""

    reason = forms.CharField(
        label=pgettext_lazy("dispute", "What was wrong?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": ReasonMissing.sentence},
    )
