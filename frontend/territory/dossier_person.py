"""The forms with what stands on the ID card: to enter an elder, and to correct it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.access.enums import Permission
from accounts.access.queries import territories
from accounts.elders.models import Elder
from accounts.people.enums import Dialect, Gender
from accounts.people.masks import mask_id, mask_phone
from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import within
from frontend.shell.wording import place_text
from frontend.territory.dossier_forms import day_input
from frontend.territory.ground import TOWNSHIP, VILLAGE

COUNTY = 6
MOST_VILLAGES = 1000
SAME = "same"
Choices = list[tuple[str, Any]]
UNREAD = forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"})


def village_choices(codes: Iterable[str]) -> Choices:
    """The villages of these subtrees, under their townships."""
    regions = list(within(codes).filter(level__in=[Level.TOWNSHIP, Level.VILLAGE])[:MOST_VILLAGES])
    villages = [region for region in regions if region.level == Level.VILLAGE]
    towns = Region.objects.in_bulk({region.township_code for region in villages})
    groups: dict[str, Choices] = {}
    for village in villages:
        groups.setdefault(village.code[:TOWNSHIP], []).append((village.code, place_text(village.name)))
    if len(groups) == 1:
        return next(iter(groups.values()))
    return [(place_text(towns[code].name) if code in towns else code, found) for code, found in groups.items()]


def registered_choices(codes: Iterable[str], also: Region | None = None) -> Choices:
    """Where a household may be registered: as the home, a village of these counties, or farther away."""
    own = sorted({code[:COUNTY] for code in codes if len(code) >= COUNTY})
    near = village_choices(own) if own else []
    far = Region.objects.filter(level__in=[Level.COUNTY, Level.PREFECTURE, Level.PROVINCE]).order_by("code")
    counties = [region for region in far if also is None or region.code != also.code]
    known = [] if also is None else [(also.code, place_text(also.name))]
    return [
        ("", pgettext_lazy("dossier", "Not known yet")),
        (SAME, _("Where they live")),
        *known,
        *near,
        (str(_("Farther away")), [(region.code, place_text(region.name)) for region in counties]),
    ]


class CardForm(forms.Form):
    """What both forms ask."""

    name = forms.CharField(
        label=pgettext_lazy("dossier", "Name"), max_length=60, error_messages={"required": _("Enter the name.")}
    )
    id_number = forms.CharField(label=_("ID number"), required=False, max_length=40, widget=UNREAD)
    gender = forms.ChoiceField(
        label=pgettext_lazy("dossier", "Gender"), choices=Gender.choices, widget=forms.RadioSelect, required=False
    )
    birth_on = forms.DateField(
        label=_("Date of birth"),
        required=False,
        widget=day_input(),
        error_messages={"invalid": _("Write the day like 2026-11-19.")},
    )
    home_code = forms.ChoiceField(label=_("Lives in"), error_messages={"required": _("Choose the village.")})
    address = forms.CharField(
        label=_("House"),
        required=False,
        max_length=200,
        help_text=_("Group and number, or what the house is known by."),
    )
    registered_code = forms.ChoiceField(label=_("Registered in"), required=False)
    phone = forms.CharField(
        label=pgettext_lazy("dossier", "Phone"),
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def offer(self, codes: list[str], *, also: Region | None = None) -> None:
        """Fill both selects with the places of a territory; ``also`` is where somebody is registered already."""
        self.offer_homes(codes)
        registered = self.fields["registered_code"]
        assert isinstance(registered, forms.ChoiceField)
        registered.choices = registered_choices(codes, also)

    def offer_homes(self, codes: list[str]) -> None:
        """Fill the select of where somebody lives; the only village is chosen already."""
        home = self.fields["home_code"]
        assert isinstance(home, forms.ChoiceField)
        home.choices = [("", _("Choose")), *village_choices(codes)]
        if len(codes) == 1 and len(codes[0]) == VILLAGE:
            self.initial["home_code"] = codes[0]

    @property
    def registered(self) -> str:
        """The code chosen, the home's for “where they live”."""
        chosen = self.cleaned_data["registered_code"]
        return str(self.cleaned_data["home_code"] if chosen == SAME else chosen)


class EnterForm(CardForm):
    """A new elder. With an ID number, birthday and gender may stay empty."""

    other = forms.BooleanField(label=_("This is somebody else with the same name"), required=False)

    def __init__(self, codes: list[str], data: Any = None, *, place: str = "") -> None:
        super().__init__(data, initial={"home_code": place, "registered_code": SAME})
        self.fields["id_number"].help_text = _("18 characters. Birthday and gender are read from it.")
        self.offer(codes)

    def clean(self) -> dict[str, Any]:
        data = dict(super().clean() or {})
        if not data.get("id_number") and "id_number" not in self.errors:
            if not data.get("birth_on") and "birth_on" not in self.errors:
                self.add_error("birth_on", _("Without an ID number, say when they were born."))
            if not data.get("gender") and "gender" not in self.errors:
                self.add_error("gender", _("Without an ID number, say whether it is a woman or a man."))
        return data


class PersonForm(CardForm):
    """A correction. Number and phone are not shown: left empty they stay as they are."""

    dialect = forms.ChoiceField(
        label=pgettext_lazy("dossier", "Spoken at home"),
        required=False,
        choices=[("", pgettext_lazy("dossier", "Not known yet")), *Dialect.choices],
        help_text=_("Whoever speaks it is asked first."),
    )
    no_phone = forms.BooleanField(label=_("Has no phone any more"), required=False)
    reason = forms.CharField(label=pgettext_lazy("dossier", "Why it changed"), required=False, max_length=200)

    def __init__(self, user: Any, elder: Elder, data: Any = None) -> None:
        person = elder.person
        registered = person.registered_id or ""
        super().__init__(
            data,
            initial={
                "name": person.name,
                "gender": person.gender,
                "birth_on": person.birth_on,
                "home_code": person.home_id,
                "registered_code": SAME if registered and registered == person.home_id else registered,
                "address": person.address,
                "dialect": person.dialect,
            },
        )
        unchanged = _("Now %(masked)s. Leave it empty to keep it.")
        if person.id_number:
            self.fields["id_number"].help_text = unchanged % {"masked": mask_id(person.id_number)}
        if person.phone:
            self.fields["phone"].help_text = unchanged % {"masked": mask_phone(person.phone)}
        else:
            del self.fields["no_phone"]
        self.offer(territories(user, Permission.ELDER_REGISTER), also=person.registered)

    def changes(self) -> dict[str, Any]:
        """What to hand to ``change_person``; what was left empty on purpose is left out."""
        data = self.cleaned_data
        found = {name: data[name] for name in ("name", "birth_on", "home_code", "address", "dialect")}
        found["registered_code"] = self.registered
        if data["gender"]:
            found["gender"] = data["gender"]
        if data["id_number"]:
            found["id_number"] = data["id_number"]
        if data["phone"] or data.get("no_phone"):
            found["phone"] = "" if data.get("no_phone") else data["phone"]
        return found
