"""Assessing what an elder can do: a page a domain, what makes it worse, then the result, which prints on one sheet."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.elders.actions.answer_assessment import answer_assessment
from accounts.elders.actions.begin_assessment import begin_assessment
from accounts.elders.actions.finish_assessment import finish_assessment
from accounts.elders.models import Assessment
from accounts.elders.rules.ability import Circumstance, Domain, Form, Item, form, missing, result
from accounts.refusals import NotFound
from frontend.shell.answers import SeeOther
from frontend.territory.elders import own_elder

LAST = "circumstances"  # the page after the domains


@dataclass(frozen=True)
class Question:
    """An item on its page, and the points chosen so far."""

    item: Item
    chosen: int | None
    unanswered: bool = False


@dataclass(frozen=True)
class Step:
    """A page of the way through, and whether all of it is answered."""

    address: str
    title: str
    done: bool
    here: bool


@login_required
@never_cache
@require_safe
def show_assessments(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """What was found before, newest first, and the way into a new one."""
    elder = own_elder(request, elder_id)
    done = list(elder.assessments.filter(finished_at__isnull=False).order_by("-finished_at"))
    context = {
        "elder": elder,
        "person": elder.person,
        "done": [(one, form(one.form).most) for one in done],
        "open": elder.assessments.filter(finished_at=None).first(),
        "due": bool(done) and done[0].due_on is not None and done[0].due_on <= timezone.localdate(),
    }
    return render(request, "territory/assessments.html", context)


@login_required
@never_cache
@require_POST
def begin(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Begin, or go on where somebody stopped."""
    elder = own_elder(request, elder_id)
    made = begin_assessment(by=request.user, at=timezone.now(), elder=elder)
    return SeeOther(_next(made, form(made.form), json.loads(made.answers)))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, assessment_id: UUID, page: str) -> HttpResponse:
    """One domain's questions, or the circumstances. What is chosen is kept even when some are left out."""
    found = _own(request, assessment_id)
    sheet = form(found.form)
    domain = next((one for one in sheet.domains if one.code == page), None)
    if (domain is None and page != LAST) or found.finished_at is not None:
        raise NotFound
    status = 200
    if request.method == "POST":
        found = _keep(request, found, domain)
        if "stop" in request.POST:
            messages.success(request, _("Kept. Go on whenever you like."))
            return SeeOther(reverse("territory:assessments", args=[found.elder_id]))
        left = [item for item in domain.items if item.code not in json.loads(found.answers)] if domain else []
        if not left:
            return _onwards(request, found, sheet, page)
        status = 422
    answers = json.loads(found.answers)
    context = {
        **_about(found, sheet),
        "domain": domain,
        "questions": [
            Question(item, answers.get(item.code), status == 422 and item.code not in answers)
            for item in (domain.items if domain else ())
        ],
        "circumstances": [(one, one in found.circumstances) for one in Circumstance],
        "steps": _steps(found, sheet, answers, page),
        "left": status == 422,
    }
    return render(request, "territory/assessment_page.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The result on one sheet, every answer in words."""
    found = _own(request, assessment_id)
    sheet = form(found.form)
    answers = json.loads(found.answers)
    if found.finished_at is None:
        return SeeOther(_next(found, sheet, answers))
    circumstances = frozenset(Circumstance(one) for one in found.circumstances)
    scored = result(sheet, answers, circumstances)
    context = {
        **_about(found, sheet),
        "domains": [
            (
                domain,
                scored.by_domain[domain.code],
                [(item, dict(item.choices)[answers[item.code]]) for item in domain.items],
            )
            for domain in sheet.domains
        ],
        "circumstances": sorted(one.label for one in circumstances),
    }
    return render(request, "territory/assessment.html", context)


def _own(request: HttpRequest, assessment_id: UUID) -> Assessment:
    """The assessment, of an elder whom the reader answers for."""
    found = Assessment.objects.filter(id=assessment_id).first()
    if found is None:
        raise NotFound
    found.elder = own_elder(request, found.elder_id)
    return found


def _about(found: Assessment, sheet: Form) -> dict[str, Any]:
    return {"assessment": found, "sheet": sheet, "elder": found.elder, "person": found.elder.person}


def _keep(request: HttpRequest, found: Assessment, domain: Domain | None) -> Assessment:
    answers = {
        item.code: int(request.POST[item.code])
        for item in (domain.items if domain else ())
        if request.POST.get(item.code, "").isascii() and request.POST.get(item.code, "").isdigit()
    }
    chosen = [one for one in Circumstance if one in request.POST.getlist(LAST)] if domain is None else None
    return answer_assessment(
        by=request.user, at=timezone.now(), assessment=found, answers=answers, circumstances=chosen
    )


def _onwards(request: HttpRequest, found: Assessment, sheet: Form, page: str) -> HttpResponse:
    """The page after this one; after the last, the result, or the first question that was left out."""
    pages = [*(domain.code for domain in sheet.domains), LAST]
    if page != LAST:
        return SeeOther(_address(found, pages[pages.index(page) + 1]))
    if missing(sheet, json.loads(found.answers)):
        messages.info(request, _("Some questions have no answer yet."))
        return SeeOther(_next(found, sheet, json.loads(found.answers)))
    finish_assessment(by=request.user, at=timezone.now(), assessment=found)
    messages.success(request, _("The assessment is finished."))
    return SeeOther(reverse("territory:assessment", args=[found.id]))


def _next(found: Assessment, sheet: Form, answers: Mapping[str, int]) -> str:
    """Where to go on: the first page with a question left."""
    for domain in sheet.domains:
        if any(item.code not in answers for item in domain.items):
            return _address(found, domain.code)
    return _address(found, LAST)


def _steps(found: Assessment, sheet: Form, answers: Mapping[str, int], page: str) -> list[Step]:
    steps = [
        Step(
            _address(found, domain.code),
            domain.title,
            all(item.code in answers for item in domain.items),
            domain.code == page,
        )
        for domain in sheet.domains
    ]
    return [*steps, Step(_address(found, LAST), _("Last questions"), False, page == LAST)]


def _address(found: Assessment, page: str) -> str:
    return reverse("territory:assessment_page", args=[found.id, page])
