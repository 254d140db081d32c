"""Sending a roster in: which file, for which place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.regions.models import Region
from frontend.shell.wording import place_text
from frontend.territory.ground import Ground


class RosterForm(forms.Form):
    """Offers the territory and the places one step below it."""

    region = forms.ChoiceField(label=pgettext_lazy("roster", "For which place"))
    file = forms.FileField(
        label=_("The workbook"),
        help_text=_("Excel or WPS, .xlsx. As it is: title rows, merged cells and totals do no harm."),
        widget=forms.FileInput(
            attrs={
                "class": "tb-roster-file",
                "accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            }
        ),
        error_messages={
            "required": _("Choose a file; it may have 40 MB at most."),
            "empty": _("This file is empty."),
        },
    )

    def __init__(self, land: Ground, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._regions = {region.code: region for region in land.choices}
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, place_text(region.name)) for code, region in self._regions.items()]
        field.initial = land.here.code

    @property
    def chosen(self) -> Region:
        """The place chosen; only of a valid form."""
        return self._regions[self.cleaned_data["region"]]
