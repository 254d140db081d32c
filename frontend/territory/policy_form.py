"""The form of a change: one typed input a rule, the days, the ground. What it means, the action checks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.policies.kinds import Ascending, Choice, Table, Whole
from accounts.policies.models import PolicyDraft
from accounts.policies.queries import Rulebook
from accounts.policies.rules import RULES
from accounts.policies.shape import HOURS, MINUTES, PER_CENT, SPAN_YEARS, YEARS, Group, Rule
from frontend.shell.rule_words import value_text
from services.catalogue.models import Category

BETWEEN = re.compile(r"[\s,，、;；]+")
UNITS: dict[str, Any] = {
    MINUTES: pgettext_lazy("unit", "min"),
    HOURS: pgettext_lazy("unit", "h"),
    PER_CENT: "%",
    YEARS: pgettext_lazy("unit", "years"),
    SPAN_YEARS: pgettext_lazy("unit of a span", "years"),
    "days": pgettext_lazy("unit", "days"),
    "working days": pgettext_lazy("unit", "working days"),
    "points": pgettext_lazy("unit", "points"),
    "o'clock": pgettext_lazy("unit", "o'clock"),
    "texts": pgettext_lazy("unit", "messages"),
}


@dataclass(frozen=True)
class Row:
    """One input of the form: what it is called, what holds now, and whether the draft differs."""

    bound: BoundField
    input: SafeString
    title: str
    note: str
    heading: str  # over the first row of a table
    now: str
    unit: Any
    changed: bool
    part: bool = False  # of a table

    @property
    def chosen(self) -> bool:
        """One of a few words, which need room."""
        return isinstance(self.bound.field, forms.ChoiceField)


@dataclass(frozen=True)
class Section:
    """The inputs of one group of rules; open when the draft changes one of them or somebody asked for it."""

    group: Group
    rows: list[Row]
    is_open: bool


class PolicyForm(forms.Form):
    """Field names are the rules' codes with dots as two underscores; a table has one field a category."""

    valid_from = forms.DateField(
        label=_("From which day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Tomorrow at the earliest. What was booked before stays as it is."),
        error_messages={"invalid": _("Write the day like 2026-11-19.")},
    )
    last_day = forms.DateField(
        label=_("Up to which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: until somebody changes it again."),
        error_messages={"invalid": _("Write the day like 2026-11-19.")},
    )
    citation = forms.CharField(
        label=_("On what ground"),
        max_length=200,
        help_text=_("Which paper, which meeting, with its date."),
        error_messages={"required": _("Say what decided it: which paper, which meeting.")},
    )

    def __init__(
        self, book: Rulebook, kinds: Mapping[str, Category], *args: Any, draft: PolicyDraft | None = None, **kwargs: Any
    ) -> None:
        self.book, self.kinds, self.draft = book, kinds, draft
        super().__init__(*args, **kwargs)
        for rule in RULES.values():
            for name, field in _fields(rule, kinds, self._first(rule)):
                self.fields[name] = field

    def _first(self, rule: Rule) -> Any:
        """What stands in the input first: the draft's value, else what holds now."""
        if self.draft is not None and rule.code in self.draft.changes:
            return self.draft.changes[rule.code]
        return self.book[rule].value

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for rule in RULES.values():
            if isinstance(rule.kind, Ascending) and field_name(rule) in cleaned:
                parts = [part for part in BETWEEN.split(cleaned[field_name(rule)].strip()) if part]
                if not all(part.isascii() and part.isdecimal() and len(part) < 8 for part in parts):
                    self.add_error(field_name(rule), _("Write whole numbers with commas between them."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """What differs from what holds now, and what the draft says already; only of a valid form."""
        found = {}
        for rule in RULES.values():
            value = self._value(rule)
            kept = self.draft is not None and self.draft.changes.get(rule.code, self) == value
            if kept or value != self.book[rule].value:
                found[rule.code] = value
        return found

    def sources(self) -> dict[str, str]:
        """The presets' citations of values that were left as they came."""
        if self.draft is None:
            return {}
        now, before = self.changes(), self.draft.changes
        return {code: text for code, text in self.draft.sources.items() if code in now and now[code] == before[code]}

    def valid_until(self) -> date | None:
        """The first day on which it no longer holds: the day after the last."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None

    def _value(self, rule: Rule) -> Any:
        if isinstance(rule.kind, Table):
            names = {code: self.cleaned_data.get(field_name(rule, code)) for code in self.kinds}
            unknown = {code: value for code, value in self.book[rule].value.items() if code not in self.kinds}
            return unknown | {code: value for code, value in sorted(names.items()) if value not in (None, 100)}
        value = self.cleaned_data[field_name(rule)]
        if isinstance(rule.kind, Ascending):
            return [int(part) for part in BETWEEN.split(value.strip()) if part]
        return value

    def field_of(self, refused: str) -> str | None:
        """The field that shows what an action refused: a rule's code, or a field of its own."""
        if refused in RULES:
            rule = RULES[refused]
            return field_name(rule, next(iter(self.kinds), "")) if isinstance(rule.kind, Table) else field_name(rule)
        return {"valid_until": "last_day"}.get(refused, refused if refused in self.fields else None)

    def sections(self, *, wanted: str = "") -> list[Section]:
        """The inputs by group, with what holds now beside each."""
        made = []
        for group in Group:
            rows = [row for rule in RULES.values() if rule.group == group for row in self._rows(rule)]
            asked = wanted in RULES and RULES[wanted].group == group
            wrong = any(row.bound.errors for row in rows)
            made.append(Section(group, rows, asked or wrong or any(row.changed for row in rows)))
        if not any(section.is_open for section in made):
            made[0] = Section(made[0].group, made[0].rows, True)
        return made

    def _rows(self, rule: Rule) -> Iterator[Row]:
        now = self.book[rule].value
        if isinstance(rule.kind, Table):
            for place, (code, category) in enumerate(self.kinds.items()):
                bound = self[field_name(rule, code)]
                note, heading = (str(rule.sentence), str(rule.title)) if place == 0 else ("", "")
                held = str(now.get(code, 100))
                changed = str(bound.value() or 100) != held
                yield Row(bound, _input(bound, note), category.name, note, heading, f"{held}%", "%", changed, True)
            return
        bound = self[field_name(rule)]
        yield Row(
            bound,
            _input(bound, str(rule.sentence)),
            str(rule.title),
            str(rule.sentence),
            "",
            value_text(rule, now, self.kinds),
            UNITS.get(rule.unit, "") if isinstance(rule.kind, Whole | Ascending) else "",
            _typed(bound.value()) != _typed(_shown(rule, now)),
        )


def field_name(rule: Rule, category: str = "") -> str:
    """``earn.rounding`` → ``earn__rounding``; of a table ``earn__coefficient__meals``."""
    name = rule.code.replace(".", "__")
    return f"{name}__{category}" if category else name


def _input(bound: BoundField, hint: str) -> SafeString:
    """The bare input; what it is called and what is wrong with it stand beside it in the row."""
    select = isinstance(bound.field, forms.ChoiceField)
    described = [f"{bound.auto_id}_hint"] if hint else []
    attributes: dict[str, str | bool] = {"class": "select" if select else "input input-desk", "autocomplete": "off"}
    if bound.errors:
        described.append(f"{bound.auto_id}_why")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return bound.as_widget(attrs=attributes)


def _typed(value: Any) -> str:
    return "" if value is None else str(value)


def _shown(rule: Rule, value: Any) -> Any:
    """A value as its input writes it."""
    return ", ".join(str(one) for one in value) if isinstance(rule.kind, Ascending) else value


def _fields(rule: Rule, kinds: Mapping[str, Category], first: Any) -> Iterator[tuple[str, forms.Field]]:
    kind = rule.kind
    if isinstance(kind, Whole):
        yield (
            field_name(rule),
            forms.IntegerField(
                label=rule.title,
                min_value=kind.least,
                max_value=kind.most,
                required=not kind.optional,
                initial=first,
                widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 9}),
            ),
        )
    elif isinstance(kind, Choice):
        yield field_name(rule), forms.ChoiceField(label=rule.title, choices=kind.options, initial=first)
    elif isinstance(kind, Ascending):
        yield field_name(rule), forms.CharField(label=rule.title, max_length=100, initial=_shown(rule, first))
    elif isinstance(kind, Table):
        for code, category in kinds.items():
            yield (
                field_name(rule, code),
                forms.IntegerField(
                    label=f"{rule.title}: {category.name}",
                    min_value=kind.least,
                    max_value=kind.most,
                    required=False,
                    initial=first.get(code, 100),
                    widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4}),
                ),
            )
