"""Signed statements for everybody who has a book: begun, watched, and as a list for a village."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.refusals import NotFound
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.windup.county import county_of
from services.windup.actions.begin_statements import begin_statements
from services.windup.models import HolderStatement
from services.windup.queries import made_in, places_of, run_for, statements_in
from timebank.ledger.checkpoint_text import hash_of
from timebank.ledger.enums import Unit

GROUP = 4
CODE_SHOWN = 16


@dataclass(frozen=True)
class Row:
    """What the list says of one book; ``code``: the beginning of the code of the checkpoint that seals it."""

    name: str
    statement: HolderStatement
    minutes: bool
    made_at: str
    checkpoint: int
    code: str


@login_required
@never_cache
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Begin them, or go to those being made."""
    run = begin_statements(by=request.user, at=timezone.now(), region=county_of(request))
    return SeeOther(reverse("windup:statements", args=[run.id]))


@login_required
@never_cache
@require_safe
def show_run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far it is, and the villages to print for."""
    run = run_for(request.user, run_id)
    made = made_in(run)
    percent = 100 if run.done_at else min(100, made * 100 // max(1, run.holders))
    context = {"run": run, "made": made, "percent": percent, "places": places_of(run) if run.done_at else []}
    return render(request, "windup/statements.html", context)


@login_required
@never_cache
@require_safe
def print_place(request: HttpRequest, run_id: UUID, place: str) -> HttpResponse:
    """``?all=1``: the list of a village to print and hang or read out; without it those who have no login."""
    run = run_for(request.user, run_id)
    region = Region.objects.filter(code=place).first() if place.isascii() and place.isdigit() else None
    if region is None or not region.code.startswith(str(run.region_id)):
        raise NotFound
    everybody = request.GET.get("all") == "1"
    rows = [_row(one) for one in statements_in(run, region.code, without_login=not everybody)]
    context = {"run": run, "region": region, "rows": rows, "everybody": everybody}
    return render(request, "windup/statements_place.html", context)


def _row(one: HolderStatement) -> Row:
    body: dict[str, Any] = json.loads(json.loads(one.text)["body"])
    sealed = body["sealed"]
    facts = json.loads(sealed["checkpoint"]["body"]) if sealed else {}
    code = hash_of(sealed["checkpoint"]["body"])[:CODE_SHOWN].upper() if sealed else ""
    return Row(
        name=body["holder"],
        statement=one,
        minutes=body["account"]["unit"] == Unit.MINUTE,
        made_at=body["made_at"],
        checkpoint=facts.get("number", 0),
        code=" ".join(code[at : at + GROUP] for at in range(0, len(code), GROUP)),
    )
