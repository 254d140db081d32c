"""The forms about members. Words and limits only; the actions decide."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.organisations.enums import AbsenceKind, MemberRole, PaperKind
from accounts.organisations.models import Team
from accounts.people.enums import CredentialKind

PICTURES = "image/*,application/pdf"
MOST_BYTES = 8 * 1024 * 1024


def day_input() -> forms.DateInput:
    """A day, picked where the browser can."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def file_input() -> forms.FileInput:
    """A photo or a PDF; a phone offers its camera."""
    return forms.FileInput(attrs={"accept": PICTURES})


def content_of(form: forms.Form, name: str) -> bytes | None:
    """The bytes of a file that was sent, one more than may be kept at most; None without one."""
    sent = form.cleaned_data.get(name)
    return sent.read(MOST_BYTES + 1) if sent else None


class LeaveForm(forms.Form):
    """From when until when somebody is away."""

    kind = forms.ChoiceField(label=pgettext_lazy("absence", "Why"), choices=AbsenceKind.choices)
    first_on = forms.DateField(label=pgettext_lazy("absence", "First day"), widget=day_input())
    last_on = forms.DateField(label=pgettext_lazy("absence", "Last day"), widget=day_input())

    def __init__(self, data: Any = None) -> None:
        today = timezone.localdate()
        super().__init__(data, initial={"first_on": today, "last_on": today})


class RoleForm(forms.Form):
    """What a member does, and with which team."""

    role = forms.ChoiceField(
        label=pgettext_lazy("member", "Role"), choices=MemberRole.choices, widget=forms.RadioSelect
    )
    team = forms.TypedChoiceField(label=_("Team"), required=False, coerce=UUID, empty_value=None)

    def __init__(self, teams: list[Team], data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial=initial)
        field = self.fields["team"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", pgettext_lazy("team", "None")), *((str(one.id), one.name) for one in teams)]


class CredentialForm(forms.Form):
    """A certificate that somebody has shown."""

    kind = forms.ChoiceField(label=_("Which certificate"), choices=CredentialKind.choices)
    valid_until = forms.DateField(label=_("Valid until"), widget=day_input())
    paper = forms.FileField(
        label=_("Photo of it"), required=False, widget=file_input(), help_text=_("Photo or PDF, at most 8 MB.")
    )


class PaperForm(forms.Form):
    """A licence, a record or an insurance of the house."""

    kind = forms.ChoiceField(label=_("Which paper"), choices=PaperKind.choices)
    number = forms.CharField(label=pgettext_lazy("paper", "Number"), required=False, max_length=60)
    issuer = forms.CharField(label=_("Who issued it"), required=False, max_length=80)
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=day_input(), help_text=_("Empty: it does not run out.")
    )
    paper = forms.FileField(
        label=_("Photo of it"), required=False, widget=file_input(), help_text=_("Photo or PDF, at most 8 MB.")
    )
