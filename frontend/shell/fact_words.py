"""What one value of a dossier says, in words."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.elders.fields import Field
from accounts.elders.kinds import Choice, Choices, Day, Whole, YesNo
from frontend.shell.wording import full_date_text, yuan_text

THERE = {"smoke_alarm", "sprinkler"}  # asked of a thing, not of the elder


def value_text(field: Field, stored: Any) -> str:
    """``高血压、关节病``, ``215 元``, ``有``: the value of a field as people say it."""
    match field.kind:
        case Choice(options):
            return str(options.get(stored, stored))
        case Choices(options):
            words = [str(options.get(one, one)) for one in stored]
            return _(", ").join(words) if words else pgettext("dossier", "None of them")
        case Whole(unit):
            return yuan_text(stored) if unit == "fen" else str(stored)
        case YesNo():
            if field.code in THERE:
                return pgettext("there is", "Yes") if stored else pgettext("there is", "No")
            return pgettext("dossier", "Yes") if stored else pgettext("dossier", "No")
        case Day():
            return full_date_text(date.fromisoformat(stored))
    return str(stored)
