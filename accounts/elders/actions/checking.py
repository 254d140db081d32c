"""What may stand in a person's row: checked the same way whether entered or corrected."""

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.people.enums import Gender
from accounts.people.phones import national_digits
from accounts.refusals import Invalid
from accounts.regions.enums import Level
from accounts.regions.models import Region

LONGEST = {"name": 60, "address": 200, "phone": 30}


class NoName(Invalid):
    code = "no_name"
    sentence = _("Enter the name.")


class LongText(Invalid):
    code = "text_too_long"
    sentence = _("Write at most %(n)s characters.")


class NotAPhone(Invalid):
    code = "not_a_phone_number"
    sentence = _("This is not a telephone number.")


class NoSuchPlace(Invalid):
    code = "no_such_place"
    sentence = _("Choose the village from the list.")


def checked_person(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values as they may be stored. Raises Invalid with the field at fault."""
    return {name: _checked(name, value) for name, value in values.items()}


def checked_phone(text: str, *, name: str = "phone") -> str:
    """A telephone number as written, tidied; empty stays empty. Raises NotAPhone."""
    tidy = _text("phone", text)
    digits = national_digits(tidy)
    if tidy and not (7 <= len(digits) <= 21):
        raise NotAPhone(field=name)
    return tidy if any(mark in tidy for mark in "-#*转") else digits


def village_of(code: str, *, name: str = "home_code") -> Region:
    """The village (or other lowest division) with this code. Raises NoSuchPlace."""
    region = place_of(code, name=name)
    if region.level != Level.VILLAGE:
        raise NoSuchPlace(field=name)
    return region


def place_of(code: str, *, name: str = "registered_code") -> Region:
    """Any division: a household may be registered where only the county is known here. Raises NoSuchPlace."""
    region = Region.objects.filter(code=code).first() if code.isascii() else None
    if region is None:
        raise NoSuchPlace(field=name)
    return region


def _checked(name: str, value: Any) -> Any:
    if name == "gender":
        if value is not None and value not in Gender.values:
            raise Invalid(field=name)
        return value
    if name == "phone":
        return checked_phone(value)
    text = _text(name, value)
    if name == "name" and not text:
        raise NoName(field=name)
    return text


def _text(name: str, value: str) -> str:
    text = unicodedata.normalize("NFC", str(value or "")).strip()
    if len(text) > LONGEST[name]:
        raise LongText(field=name, n=LONGEST[name])
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in text):
        raise Invalid(field=name)
    return text
