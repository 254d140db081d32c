"""What a volunteer types at the door, and when giving a task back."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from frontend.shell.door_card import token_of
from services.orders.actions.answer_no_show import AnswerMissing
from services.orders.enums import EvidenceKind

FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")


class CodeForm(forms.Form):
    """The four digits the elder says; full-width digits and spaces are understood."""

    code = forms.CharField(label=_("The four digits"), max_length=20)

    def clean_code(self) -> str:
        digits = re.sub(r"\s", "", self.cleaned_data["code"]).translate(FULL_WIDTH)
        if not re.fullmatch(r"[0-9]{4}", digits):
            raise forms.ValidationError(_("The code has four digits."))
        return digits


class CardForm(forms.Form):
    """What stands on the QR card, typed off it or pasted from an app that scans."""

    card = forms.CharField(label=_("What the card says"), max_length=300)

    def clean_card(self) -> str:
        return token_of(self.cleaned_data["card"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=_("What came up?"),
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AnswerForm(forms.Form):
    """One's own words to “did not come”."""

    words = forms.CharField(
        label=_("How was it really?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": AnswerMissing.sentence},
    )


class LeftForm(forms.Form):
    """The clock when one left, on the day one came."""

    left = forms.TimeField(label=_("I left at"), widget=forms.TimeInput(attrs={"type": "time"}))


def proof_in(posted: Any) -> tuple[EvidenceKind, forms.Form | None]:
    """Which proof was given, and its filled form; no form for none."""
    if posted.get("method") == EvidenceKind.CARD:
        return EvidenceKind.CARD, CardForm(posted)
    if posted.get("method") == EvidenceKind.NONE:
        return EvidenceKind.NONE, None
    return EvidenceKind.CODE, CodeForm(posted)


def proof_with_fault(kind: EvidenceKind, text: str) -> forms.Form:
    """An empty form of that proof with a fault at its one field."""
    form: forms.Form = CardForm({"card": "-"}) if kind == EvidenceKind.CARD else CodeForm({"code": "0000"})
    form.is_valid()
    form.add_error(next(iter(form.fields)), text)
    return form
