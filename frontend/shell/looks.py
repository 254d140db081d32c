"""Who looked at whose data: the lines of both lists, and one's own list."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.models import Reveal
from accounts.access.queries.looks import looks_by, roles_then
from accounts.people.masks import mask_name
from frontend.shell.wording import name_text, place_text

PAGE = 30


@dataclass(frozen=True)
class Look:
    """One look in words: who (or at whom), as what, what they saw, and why."""

    reveal: Reveal
    who: str
    note: str

    @property
    def saw(self) -> str:
        """What was asked for by its name; empty for what a page shows as part of the work."""
        return str(self.reveal.get_shown_display()) if self.reveal.shown else ""


def viewers(page: Page[Reveal]) -> list[Look]:
    """Who looked, with the roles they held then."""
    reveals = list(page.object_list)
    roles = roles_then(reveals)
    return [
        Look(one, name_text(str(one.by)), _(", ").join(str(role.label) for role in roles[one.id])) for one in reveals
    ]


@login_required
@never_cache
@require_safe
def show_own_looks(request: HttpRequest) -> HttpResponse:
    """``?page=2``: at whom the reader looked, and the reasons given. Names are masked."""
    page = Paginator(looks_by(request.user), PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {"page": page, "looks": _looked_at(page.object_list)}
    return render(request, "shell/own_looks.html", context)


def _looked_at(reveals: Iterable[Reveal]) -> list[Look]:
    return [Look(one, mask_name(one.person.name), place_text(one.person.home.name)) for one in reveals]
