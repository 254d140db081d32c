"""The forms of a care agreement. Words and limits only; the actions decide."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.actions.evidence import SHOWN_BY
from accounts.elders.enums import CarerKind, Duty
from accounts.elders.models import CareAgreement, Elder, Supporter
from frontend.shell.wording import name_text
from frontend.territory.dossier_forms import day_input
from frontend.territory.evidence_form import EvidenceForm
from frontend.territory.family_forms import DAY, TEL


class AgreementForm(EvidenceForm):
    """Who entrusts whom with what, from when until when, and what shows that the elder agreed."""

    entrusted_by = forms.TypedMultipleChoiceField(
        label=_("Who of the family entrusts the care?"),
        coerce=UUID,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose who of the family entrusts the care.")},
    )
    carer_kind = forms.ChoiceField(
        label=_("Who takes the care on?"), choices=CarerKind.choices, widget=forms.RadioSelect, initial=CarerKind.PERSON
    )
    carer_name = forms.CharField(
        label=_("Name of the carer"), max_length=60, error_messages={"required": _("Enter the name of the carer.")}
    )
    carer_relation = forms.CharField(
        label=_("What are they to the elder?"), required=False, max_length=40, help_text=_("Like daughter, neighbour.")
    )
    carer_phone = forms.CharField(
        label=_("Phone of the carer"),
        max_length=30,
        widget=TEL,
        error_messages={"required": _("Enter the phone number.")},
    )
    emergency_phone = forms.CharField(
        label=_("Phone for emergencies"),
        required=False,
        max_length=30,
        widget=TEL,
        help_text=_("Empty: the carer's."),
    )
    duties = forms.MultipleChoiceField(
        label=_("What does the carer take on?"),
        choices=Duty.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing the carer takes on.")},
    )
    words = forms.CharField(
        label=_("What else was agreed"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3})
    )
    starts_on = forms.DateField(
        label=pgettext_lazy("mandate", "From which day?"), widget=day_input(), error_messages=DAY
    )
    ends_on = forms.DateField(
        label=pgettext_lazy("mandate", "Until which day?"), widget=day_input(), error_messages=DAY
    )
    consent = forms.ChoiceField(
        label=_("How did the elder agree?"),
        choices=[(one.value, one.label) for one in SHOWN_BY],
        widget=forms.RadioSelect,
        initial=SHOWN_BY[0],
    )

    def __init__(
        self,
        elder: Elder,
        family: Sequence[Supporter],
        data: Any = None,
        files: Any = None,
        *,
        after: CareAgreement | None = None,
    ) -> None:
        first: dict[str, Any] = {"starts_on": timezone.localdate(), "duties": [Duty.VISIT]}
        if after is not None:
            first = _known(after)
        first.setdefault("ends_on", first["starts_on"] + relativedelta(years=1) - timedelta(days=1))
        super().__init__(data, files, initial=first)
        field = self.fields["entrusted_by"]
        assert isinstance(field, forms.TypedMultipleChoiceField)
        field.choices = [(str(one.id), f"{name_text(one.name)}{_(', ')}{one.get_relation_display()}") for one in family]


class EndAgreementForm(forms.Form):
    """Why it ends."""

    reason = forms.CharField(
        label=_("Why does it end?"),
        max_length=200,
        error_messages={"required": _("Say why in a few words.")},
    )


def _known(after: CareAgreement) -> dict[str, Any]:
    """What the agreement before says; it goes on the day after that one ends, or today."""
    starts_on = max(after.ends_on + timedelta(days=1), timezone.localdate())
    if after.revoked_at is not None:
        starts_on = timezone.localdate()
    return {
        "entrusted_by": [str(one.id) for one in after.entrusted_by.all()],
        "carer_kind": after.carer_kind,
        "carer_name": after.carer_name,
        "carer_relation": after.carer_relation,
        "carer_phone": after.carer_phone,
        "emergency_phone": after.emergency_phone,
        "duties": after.duties,
        "words": after.words,
        "starts_on": starts_on,
    }
