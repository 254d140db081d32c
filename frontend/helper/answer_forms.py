"""What the elder's side answers: it was done, it was not, we do not need it, nobody came."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from services.orders.actions.dispute_order import ReasonMissing

FACES = ((5, _("Done, and well")), (3, _("Done, so so")), (1, _("Done, but not well")))
FACE_SIGNS = {"5": "f-good", "3": "f-fair", "1": "f-poor"}


class ConfirmForm(forms.Form):
    """Three faces and a word."""

    rating = forms.TypedChoiceField(
        label=_("Was it done?"),
        coerce=int,
        choices=FACES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Tap one of the three faces.")},
    )
    comment = forms.CharField(
        label=_("A word for the one who came"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )

    @property
    def faces(self) -> list[tuple[str, Any]]:
        """Sign and radio button of each face."""
        return [(FACE_SIGNS[str(face.data["value"])], face) for face in self["rating"]]


class DisputeForm(forms.Form):
    """A reason must be given."""

    reason = forms.CharField(
        label=pgettext_lazy("dispute", "What was wrong?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": ReasonMissing.sentence},
    )


class CancelForm(forms.Form):
    """A reason helps whoever had already taken it."""

    reason = forms.CharField(
        label=_("Why, in a few words"), required=False, max_length=300, widget=forms.Textarea({"rows": 2})
    )


class MissForm(forms.Form):
    """Who of those who promised did not come."""

    seat = forms.ChoiceField(
        label=_("Who did not come?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Say who did not come.")},
    )

    def __init__(self, data: Any, *, seats: list[tuple[str, str]]) -> None:
        super().__init__(data, initial={"seat": seats[0][0] if len(seats) == 1 else None})
        self.fields["seat"].choices = seats  # type: ignore[attr-defined]
