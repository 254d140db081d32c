"""More conditions of an edition: answers of the dossier, and places. Rows of one question are alternatives."""

from typing import Any

from django import forms
from django.forms import formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.elders.fields import FIELDS
from accounts.elders.kinds import Choice, Choices, YesNo
from accounts.regions.queries import children
from frontend.shell.wording import place_text
from timebank.subsidies.actions.write_edition import RuleSheet
from timebank.subsidies.enums import RuleKind
from timebank.subsidies.models import Programme

YES_NO = (("yes", pgettext_lazy("answer", "Yes")), ("no", pgettext_lazy("answer", "No")))


def answers() -> list[tuple[Any, list[tuple[str, Any]]]]:
    """Question → its answers as ``field=value``; questions with answers to choose from only."""
    found = []
    for code, field in FIELDS.items():
        if isinstance(field.kind, Choice | Choices):
            options = list(field.kind.options.items())
        elif isinstance(field.kind, YesNo):
            options = list(YES_NO)
        else:
            continue
        found.append((field.title, [(f"{code}={value}", words) for value, words in options]))
    return found


class FactForm(forms.Form):
    """One answer of the dossier that is asked for."""

    answer = forms.ChoiceField(label=gettext_lazy("Their dossier says"), required=False)
    citation = forms.CharField(label=gettext_lazy("By which document, if another"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nothing more is asked")), *answers()]


FactForms = formset_factory(FactForm, extra=3, max_num=20, absolute_max=30)


def facts_of(rows: list[dict[str, Any]]) -> list[RuleSheet]:
    """One condition for each question: any of its answers."""
    asked: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        if row.get("answer"):
            field, _equals, value = row["answer"].partition("=")
            asked.setdefault((field, row["citation"]), []).append(value)
    return [
        RuleSheet(RuleKind.FACT, citation, field=field, values=tuple(dict.fromkeys(values)))
        for (field, citation), values in asked.items()
    ]


def places_of(programme: Programme) -> list[tuple[str, str]]:
    """Places right below the programme's own, to choose from."""
    return [(one.code, place_text(one.name)) for one in children(programme.region_id)]
