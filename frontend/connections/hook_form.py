"""Which program hears what, on whose behalf."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access.enums import Permission
from accounts.access.queries import managed_organisations, territories
from accounts.connections.actions.checking import LONGEST_ADDRESS, LONGEST_TITLE
from accounts.connections.enums import Subject
from accounts.organisations.queries import organisations_by_id
from accounts.regions.models import Region
from frontend.shell.wording import place_text


class HookForm(forms.Form):
    """``owners`` are the territories and organisations the login may connect; without one nobody is asked."""

    owner = forms.ChoiceField(label=pgettext_lazy("webhook", "On behalf of"))
    title = forms.CharField(
        label=_("What the other program is called"),
        max_length=LONGEST_TITLE,
        error_messages={"required": _("Give the other program a name of at most 40 characters.")},
    )
    address = forms.CharField(
        label=_("Its address"),
        max_length=LONGEST_ADDRESS,
        help_text=_("Begins with https://. Each event is sent there as one signed POST."),
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter the address.")},
    )
    subjects = forms.MultipleChoiceField(
        label=_("What it hears of"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one thing it should hear of.")},
    )

    def __init__(self, owners: list[tuple[str, str]] | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if owners is None or len(owners) == 1:
            del self.fields["owner"]
            self._only = owners[0][0] if owners else ""
        else:
            self.fields["owner"].choices = owners  # type: ignore[attr-defined]
            self._only = ""

    def fields_of_webhook(self) -> dict[str, Any]:
        """Title, address and subjects as the actions take them."""
        return {name: self.cleaned_data[name] for name in ("title", "address", "subjects")}

    def owner_chosen(self) -> dict[str, Any]:
        """``region_code`` or ``organisation_id`` as ``add_webhook`` takes it."""
        kind, _colon, key = (self.cleaned_data.get("owner") or self._only).partition(":")
        return {"organisation_id": UUID(key)} if kind == "organisation" else {"region_code": key}


def owners_for(user: Any) -> list[tuple[str, str]]:
    """Choices: the territories and organisations for which the login may connect programs. Two queries."""
    places = Region.objects.filter(code__in=territories(user, Permission.CONNECT)).order_by("code")
    bodies = organisations_by_id(managed_organisations(user))
    return [(f"region:{one.code}", place_text(one.name)) for one in places] + [
        (f"organisation:{one.id}", one.name) for one in bodies
    ]
