"""Picking a place: county → township → village, or by name or pinyin initials. HTML only, works without script.

A page either links to ``/regions/?next=/where/to/go/&name=region`` and gets ``?region=CODE`` back, or puts
``{% include "tb/region_picker.html" with picker=picker %}`` into its own form and reads ``picker.code``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import pgettext_lazy

from accounts.regions.enums import Level
from accounts.regions.models import Region
from accounts.regions.queries import children, path, search
from frontend.shell.wording import way_text

LADDER: tuple[tuple[str, Any], ...] = (
    ("county", pgettext_lazy("region", "County")),
    ("township", pgettext_lazy("region", "Township")),
    ("village", pgettext_lazy("region", "Village")),
)


@dataclass(frozen=True)
class Rung:
    """One select of the cascade."""

    name: str
    label: Any
    options: Sequence[Region]
    chosen: str


@dataclass(frozen=True)
class Picker:
    """What the template draws. ``code`` is the place chosen so far, empty for none."""

    name: str
    rungs: tuple[Rung, ...]
    code: str
    full_name: str
    query: str = ""
    found: list[dict[str, str]] = field(default_factory=list)
    next: str = ""

    @property
    def onward(self) -> str:
        """Address to go on to with the chosen place; empty without one."""
        return self.link_to(self.code) if self.next and self.code else ""

    def link_to(self, code: str) -> str:
        """``next`` with the place in its query."""
        separator = "&" if urlsplit(self.next).query else "?"
        return f"{self.next}{separator}{urlencode({self.name: code})}"


def make_picker(data: Mapping[str, str], *, name: str = "region", within: str = "", onward: str = "") -> Picker:
    """Build the picker from a query or form. ``within`` keeps it inside a subtree. At most five queries.

    A rung that does not lie under the one above (the county was changed) is forgotten.
    """
    above = _counties(within)
    picked, code, rungs = data.get(name, ""), "", []
    for step, label in LADDER:
        wanted = data.get(step, "")
        options = list(above)
        here = next((o.code for o in options if o.code == wanted or (not wanted and picked.startswith(o.code))), "")
        if not here and len(options) == 1:
            here = options[0].code
        rungs.append(Rung(step, label, options, here))
        code = here or code
        if not here:
            break
        above = list(children(here))
    query = data.get("q", "")
    picker = Picker(name, tuple(rungs), code, _name(code), query, next=onward)
    picker.found.extend(
        {
            "code": region.code,
            "name": region.name,
            "full": way_text(path(region.code), above=2),
            "href": picker.link_to(region.code),
        }
        for region in search(query, within=within)
        if region.level in (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)
    )
    return picker


def _counties(within: str) -> list[Region]:
    counties = Region.objects.filter(level=Level.COUNTY)
    if len(within) >= 6:
        return list(counties.filter(code=within[:6]))
    return list(counties.filter(code__startswith=within))


def _name(code: str) -> str:
    return way_text(path(code), above=4) if code else ""


def show_picker(request: HttpRequest) -> HttpResponse:
    """The picker as a page of its own, or only itself for htmx."""
    onward = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        onward, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        onward = "/services/"
    name = request.GET.get("name", "region")
    picker = make_picker(
        request.GET.dict(),
        name=name if name.isidentifier() else "region",
        within=request.GET.get("within", ""),
        onward=onward,
    )
    template = "tb/region_picker.html" if request.headers.get("HX-Request") else "shell/regions.html"
    return render(request, template, {"picker": picker, "within": request.GET.get("within", "")})
