"""Naming somebody: who, which role, where. What may be given is decided by the action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access.enums import BOUND, Department, Role
from accounts.access.queries import Reach
from accounts.organisations.models import Organisation
from accounts.organisations.queries import organisations_within
from accounts.people.models import User
from accounts.regions.models import Region
from accounts.regions.queries import within
from frontend.shell.account_adapter import user_with_phone
from frontend.shell.wording import place_text
from frontend.territory.ground import TOWNSHIP

Choices = list[tuple[str, Any]]


class RoleForm(forms.Form):
    """Offers the roles and places within ``reach``."""

    who = forms.CharField(
        label=_("User name or phone"),
        max_length=60,
        help_text=_("What the person signs in with."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Say who.")},
    )
    role = forms.ChoiceField(label=pgettext_lazy("territory", "Role"), error_messages={"required": _("Choose a role.")})
    place = forms.ChoiceField(
        label=_("For which place or organisation"), error_messages={"required": _("Choose where.")}
    )

    def __init__(self, reach: Reach, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.department = ""
        self._regions = {region.code: region for region in within(reach.codes)}
        self._organisations = {str(one.id): one for one in organisations_within(reach.codes)}
        nothing: Choices = [("", _("Choose"))]
        self._offer("role", nothing + _roles(reach))
        self._offer("place", nothing + self._places())

    def clean_who(self) -> User:
        """The login, found by user name first, then by phone."""
        who = self.cleaned_data["who"].replace("\x00", "")
        logins = User.objects.filter(is_active=True).select_related("person")
        found = logins.filter(username=who).first() or _active(user_with_phone(who))
        if found is None:
            raise forms.ValidationError(_("Nobody signs in with that."))
        return found

    def clean_role(self) -> Role:
        """The role; the department chosen with it is kept aside."""
        name, _colon, self.department = self.cleaned_data["role"].partition(":")
        return Role(name)

    @property
    def region(self) -> Region | None:
        """The place chosen; only of a valid form."""
        return self._regions.get(self.cleaned_data["place"])

    @property
    def organisation(self) -> Organisation | None:
        """The organisation chosen; only of a valid form."""
        return self._organisations.get(self.cleaned_data["place"])

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _places(self) -> Choices:
        """Organisations, what is wider than a township, then each township with its villages."""
        wide: Choices = []
        towns: dict[str, Choices] = {}
        for code, region in self._regions.items():
            group = towns.setdefault(code[:TOWNSHIP], []) if len(code) >= TOWNSHIP else wide
            group.append((code, place_text(region.name)))
        groups: Choices = [(place_text(self._town(code)), found) for code, found in towns.items()]
        houses: Choices = [(key, one.name) for key, one in self._organisations.items()]
        return [*wide, *(((str(_("Organisations")), houses),) if houses else ()), *groups]

    def _town(self, code: str) -> str:
        town = self._regions.get(code)
        return town.name if town is not None else ""


def _active(login: User | None) -> User | None:
    return login if login is not None and login.is_active else None


def _roles(reach: Reach) -> Choices:
    """What a select offers; a department is chosen by its own name, ``DEPARTMENT:POLICE``."""
    found: Choices = []
    for role in roles_of_reach(reach):
        if role == Role.DEPARTMENT:
            names = [(f"{role}:{one}", one.label) for one in Department]
            found.append((str(role.label), names))
        else:
            found.append((role, role.label))
    return found


def roles_of_reach(reach: Reach) -> list[Role]:
    """The roles one may give somewhere in the reach."""
    return [role for role in BOUND if any(reach.hands_out(role, code) for code in reach.codes)]
