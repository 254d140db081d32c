"""The rules of a place: what holds, who said so, what was before, and what is being changed."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.policies.enums import DraftStatus
from accounts.policies.models import Policy, PolicyDraft
from accounts.policies.presets import presets
from accounts.policies.queries import drafts_in, history, ladder, rulebook
from accounts.policies.rules import RULES
from accounts.policies.shape import Rule
from accounts.refusals import NotFound
from accounts.regions.models import Region
from accounts.regions.queries import names_of
from frontend.shell.rule_words import changes_text, chapters, citation_text, kinds_of_service, period_text, value_text
from frontend.shell.wording import place_text
from frontend.territory.ground import Ground, ground

RECENT = 8  # drafts listed


@dataclass(frozen=True)
class DraftLine:
    """A draft in a list. ``yours`` to go on with: to write, or to decide on."""

    draft: PolicyDraft
    words: str
    where: str
    yours: bool


@dataclass(frozen=True)
class Rung:
    """One step of who follows whom: a place, what it says of the rule, and how it stands to the one looked at."""

    place: str
    code: str
    value: str
    note: str
    mood: str  # "own" sets it, "here" is looked at, "" follows
    depth: int


@dataclass(frozen=True)
class Turn:
    """A value in the history of a rule."""

    value: str
    place: str
    period: str
    citation: str
    mood: str  # "now", "coming" or "past"
    draft: PolicyDraft | None


@login_required
@never_cache
@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """``?place=350425100``: every rule as it holds there today, and the changes under way."""
    land = ground(request)
    kinds = kinds_of_service()
    book = rulebook(region_code=land.here.code, on=timezone.localdate())
    names = names_of(ladder(land.here.code))
    writes = may(request.user, Permission.POLICY_EDIT, region_code=land.here.code)
    decides = may(request.user, Permission.POLICY_DECIDE, region_code=land.here.code)
    context = {
        "land": land,
        "chapters": chapters(book, kinds, names),
        "drafts": _drafts(request.user, land, kinds) if writes or decides else [],
        "presets": presets() if writes else [],
        "writes": writes,
        "decides": decides,
    }
    return render(request, "territory/policies.html", context)


@login_required
@never_cache
@require_safe
def show_rule(request: HttpRequest, code: str) -> HttpResponse:
    """One rule: what it says here, who follows whom, and every value it had."""
    land = ground(request)
    rule = RULES.get(code)
    if rule is None:
        raise NotFound
    kinds, today = kinds_of_service(), timezone.localdate()
    rows = history(rule, region_code=land.here.code)
    applied = rulebook(region_code=land.here.code, on=today)[rule]
    context = {
        "land": land,
        "rule": rule,
        "value": value_text(rule, applied.value, kinds),
        "citation": citation_text(applied.citation),
        "since": applied.since,
        "rungs": _rungs(rule, rows, land, kinds),
        "turns": [_turn(rule, row, kinds) for row in rows],
        "default": value_text(rule, rule.default, kinds),
        "writes": may(request.user, Permission.POLICY_EDIT, region_code=land.here.code),
    }
    return render(request, "territory/policy_rule.html", context)


def _drafts(user: Any, land: Ground, kinds: Any) -> list[DraftLine]:
    """What is under way first, then what was decided last."""
    under_way = (DraftStatus.SUBMITTED, DraftStatus.DRAFT)
    found = list(drafts_in(land.codes)[:50])
    found.sort(key=lambda draft: draft.status not in under_way)  # stable: newest first within each
    return [
        DraftLine(
            draft=draft,
            words=changes_text(draft.changes, kinds),
            where=place_text(draft.region.name),
            yours=(draft.status == DraftStatus.DRAFT and draft.author_id == user.id)
            or (draft.status == DraftStatus.SUBMITTED and draft.author_id != user.id),
        )
        for draft in found[:RECENT]
    ]


def _rungs(rule: Rule, rows: list[Policy], land: Ground, kinds: Any) -> list[Rung]:
    """From the house down to the place looked at, and the places below that have a word of their own."""
    today = timezone.localdate()
    holding = {row.region_id: row for row in rows if today in row.valid}
    way = ladder(land.here.code)
    below = sorted(code for code in holding if code and len(code) > len(land.here.code))
    regions = Region.objects.in_bulk([*way, *below])
    rungs = [_top(rule, holding.get(None), kinds)]
    for code in [*way, *below]:
        if code not in regions:
            continue
        row = holding.get(code)
        rungs.append(
            Rung(
                place=place_text(regions[code].name),
                code=code,
                value=value_text(rule, row.value, kinds) if row else _("nothing of its own"),
                note=f"{row.citation} ({period_text(row.valid.lower, row.valid.upper)})" if row else _("follows above"),
                mood="here" if code == land.here.code else "own" if row else "",
                depth=min(len(rungs), 5),
            )
        )
    return rungs


def _top(rule: Rule, row: Policy | None, kinds: Any) -> Rung:
    """The nation's word where there is one, else the house's own."""
    if row is not None:
        return Rung(_("The whole country"), "", value_text(rule, row.value, kinds), row.citation, "own", 0)
    cited = citation_text(rule.citation)
    return Rung(_("The house"), "", value_text(rule, rule.default, kinds), cited, "own", 0)


def _turn(rule: Rule, row: Policy, kinds: Any) -> Turn:
    today = timezone.localdate()
    since, until = row.valid.lower, row.valid.upper
    mood = "coming" if since and since > today else "past" if until and until <= today else "now"
    return Turn(
        value=value_text(rule, row.value, kinds),
        place=place_text(row.region.name) if row.region is not None else _("The whole country"),
        period=period_text(since, until),
        citation=row.citation,
        mood=mood,
        draft=row.draft,
    )
