"""The registry in numbers: how many elders give which answer, down to the village (N17)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.elders.enums import Tier
from accounts.elders.fields import Field
from accounts.elders.kinds import Choice, Choices
from accounts.elders.queries.lists import LEFT_BEHIND, NOT_KNOWN, TIERS
from accounts.elders.queries.numbers import Numbers, numbers
from accounts.elders.rules.flags import NO_GUARDIAN, NO_VISITOR
from accounts.elders.rules.tally import DECADES, NONE_OF_THEM, NOT_SAID, Derived, counted_fields
from frontend.territory.ground import ground

YES_NO: dict[str, Any] = {"yes": pgettext_lazy("dossier", "Yes"), "no": pgettext_lazy("dossier", "No")}


@dataclass(frozen=True)
class Line:
    """One answer: words, how many, its part of all in percent; ``name`` of the list that holds them, if any."""

    words: str
    number: int
    percent: int
    name: str = ""


@dataclass(frozen=True)
class Question:
    """One field with its answers; ``several``: an elder may give more than one."""

    title: Any
    lines: list[Line]
    several: bool = False


@login_required
@never_cache
@require_safe
def show_numbers(request: HttpRequest) -> HttpResponse:
    """``?place=350425100`` narrows. Names are on no line; lists that exist are linked."""
    land = ground(request, permission=Permission.ORDER_FOR_ANYONE)
    found = numbers(land.codes)
    groups = {str(_("At a glance")): [_derived(one, found) for one in DERIVED]}
    for field in counted_fields():
        groups.setdefault(str(field.group.label), []).append(_answered(field, found))
    context = {
        "land": land,
        "found": found,
        "groups": list(groups.items()),
        "back": reverse("territory:elders"),
        "kept": f"?place={land.place.code}" if land.place else "",
    }
    return render(request, "territory/numbers.html", context)


def _derived(one: Derived, found: Numbers) -> Question:
    return _question(one.label, DERIVED[one](), found.by_field.get(one, {}), found.total, LISTS.get(one, {}))


def _answered(field: Field, found: Numbers) -> Question:
    kind = field.kind
    options = kind.options if isinstance(kind, Choice | Choices) else YES_NO
    said = found.by_field.get(field.code, {})
    return _question(field.title, options, said, found.total, several=isinstance(kind, Choices))


def _question(
    title: Any,
    options: Mapping[str, Any],
    said: Mapping[str, int],
    total: int,
    lists: Mapping[str, str] = MappingProxyType({}),
    *,
    several: bool = False,
) -> Question:
    """Every answer that was given, in the order of the form; at the end those nobody has asked."""
    every = {**options, NONE_OF_THEM: pgettext("count", "None of these"), NOT_SAID: pgettext("count", "Not asked yet")}
    lines = [
        Line(str(words), said[code], round(100 * said[code] / total) if total else 0, lists.get(code, ""))
        for code, words in every.items()
        if said.get(code)
    ]
    return Question(title, lines, several)


def _ages() -> dict[str, str]:
    bands = {"100": _("100 and older")}
    bands |= {str(d): _("%(first)s to %(last)s") % {"first": d, "last": d + 9} for d in DECADES if d < DECADES[0]}
    return {**dict(reversed(bands.items())), "0": _("Not yet 60")}


def _supporters() -> dict[str, str]:
    some = {str(n): ngettext("%(n)s person", "%(n)s persons", n) % {"n": n} for n in (1, 2)}
    return {"0": pgettext("count", "Nobody"), **some, "3": _("Three or more")}


DERIVED: dict[Derived, Callable[[], Mapping[str, Any]]] = {
    Derived.AGE: _ages,
    Derived.LEFT_BEHIND: lambda: YES_NO,
    Derived.TIER: lambda: dict(Tier.choices),
    Derived.SUPPORTERS: _supporters,
    Derived.GUARDIAN: lambda: YES_NO,
    Derived.VISITOR: lambda: YES_NO,
}
LISTS: dict[Derived, dict[str, str]] = {  # answer → the list of those who give it
    Derived.LEFT_BEHIND: {"yes": LEFT_BEHIND, NOT_SAID: NOT_KNOWN},
    Derived.TIER: {tier: name for name, tier in TIERS.items()},
    Derived.GUARDIAN: {"no": NO_GUARDIAN.code},
    Derived.VISITOR: {"no": NO_VISITOR.code},
}
