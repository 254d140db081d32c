"""What the county may change about an item. The action checks what it means; this reads what was typed."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.organisations.enums import OrganisationKind
from accounts.people.enums import CredentialKind
from services.catalogue.enums import Mode, Performer
from services.catalogue.models import ItemVersion
from services.catalogue.queries import categories

AS_IT_IS = (
    "name_zh",
    "name_en",
    "summary_zh",
    "summary_en",
    "extra_zh",
    "extra_en",
    "typical_minutes",
    "price_minutes",
    "performers",
    "credential",
    "same_gender",
    "seats",
    "coefficient_percent",
    "mode",
    "houses",
    "how_zh",
    "how_en",
)
FEN = 100


class ItemForm(forms.Form):
    """Money is typed in yuan, kept in fen."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=20)
    name_en = forms.CharField(label=_("Name in English"), max_length=40)
    summary_zh = forms.CharField(label=_("In one line, Chinese"), max_length=80)
    summary_en = forms.CharField(label=_("In one line, English"), max_length=120)
    typical_minutes = forms.IntegerField(label=_("Usually takes, minutes"), min_value=1, max_value=1440)
    price_minutes = forms.IntegerField(label=_("Costs from the passbook, minutes"), min_value=0, max_value=1440)
    price_yuan = forms.DecimalField(
        label=_("Costs the family, yuan"), min_value=0, max_value=100_000, decimal_places=2, max_digits=8
    )
    extra_zh = forms.CharField(label=_("Charged besides, Chinese"), max_length=20, required=False)
    extra_en = forms.CharField(label=_("Charged besides, English"), max_length=40, required=False)
    coefficient_percent = forms.IntegerField(
        label=_("An hour counts as, per cent"), min_value=1, max_value=1000, help_text=_("100 is one for one.")
    )
    seats = forms.IntegerField(label=_("How many people it takes"), min_value=1, max_value=20)
    performers = forms.MultipleChoiceField(
        label=_("Who may do it"), choices=Performer.choices, widget=forms.CheckboxSelectMultiple
    )
    credential = forms.ChoiceField(label=_("Certificate needed"), required=False)
    same_gender = forms.BooleanField(label=_("Only by somebody of the elder's own gender"), required=False)
    mode = forms.ChoiceField(label=_("How it is done"), choices=Mode.choices, widget=forms.RadioSelect)
    houses = forms.MultipleChoiceField(
        label=_("Which kinds of organisation"),
        choices=OrganisationKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("None ticked: any."),
    )
    how_zh = forms.CharField(
        label=_("How to get it, Chinese"),
        max_length=80,
        required=False,
        help_text=_("Only where it is not ordered like everything else."),
    )
    how_en = forms.CharField(label=_("How to get it, English"), max_length=160, required=False)
    starts_on = forms.DateField(
        label=_("From which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today at the earliest. Orders placed before keep their price."),
        error_messages={"invalid": _("Write the day like 2026-11-19.")},
    )
    citation = forms.CharField(
        label=_("On what ground"),
        max_length=200,
        help_text=_("Which paper, which meeting, with its date."),
        error_messages={"required": _("Say what decided it: which paper, which meeting.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        credential = self.fields["credential"]
        assert isinstance(credential, forms.ChoiceField)
        credential.choices = [("", _("None needed")), *CredentialKind.choices]

    @classmethod
    def of(cls, version: ItemVersion, *, starts_on: date) -> dict[str, Any]:
        """First answers: as the item is, but for its ground: a new version stands on a new decision."""
        return {
            **{name: getattr(version, name) for name in AS_IT_IS},
            "price_yuan": f"{Decimal(version.price_fen) / FEN:.2f}",
            "starts_on": starts_on,
        }

    def changes(self) -> dict[str, Any]:
        """What to hand to the action; only of a valid form."""
        return {
            **{name: self.cleaned_data[name] for name in (*AS_IT_IS, "citation")},
            "price_fen": int(self.cleaned_data["price_yuan"] * FEN),
        }


class NewItemForm(ItemForm):
    """The same questions of something that is not on the list yet, and its class."""

    category = forms.ChoiceField(label=_("Class"))
    field_order = ["category"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        category = self.fields["category"]
        assert isinstance(category, forms.ChoiceField)
        category.choices = [(one.code, one.name) for one in categories()]


class EndForm(forms.Form):
    """Until when it is offered, and why no longer."""

    last_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the day like 2026-11-19.")},
    )
    reason = forms.CharField(label=_("Why"), max_length=200)
