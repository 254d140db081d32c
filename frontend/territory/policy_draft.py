"""A change of the rules on its way: written, tried on the past, handed over, decided by another person."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.policies.actions.decide_policy import decide_policy
from accounts.policies.actions.draft_policy import draft_policy
from accounts.policies.actions.load_preset import load_preset
from accounts.policies.actions.submit_policy import submit_policy
from accounts.policies.actions.withdraw_policy import withdraw_policy
from accounts.policies.enums import DraftStatus
from accounts.policies.models import PolicyDraft
from accounts.policies.presets import read_preset
from accounts.policies.queries import draft_for, rulebook
from accounts.policies.rules import RULES
from accounts.refusals import NotAllowed, NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.rule_words import kinds_of_service, value_text
from frontend.shell.wording import date_text, name_text
from frontend.territory.ground import ground
from frontend.territory.policy_form import PolicyForm
from frontend.territory.policy_trial import trial_of

STEPS = {DraftStatus.DRAFT: 2, DraftStatus.SUBMITTED: 3, DraftStatus.IN_FORCE: 5}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def write_draft(request: HttpRequest, draft_id: UUID | None = None) -> HttpResponse:
    """``?place=…&rule=earn.rounding``: the form of a new draft, or of one that is still being written."""
    draft = draft_for(request.user, draft_id) if draft_id else None
    region = draft.region if draft else ground(request, permission=Permission.POLICY_EDIT).here
    demand(request.user, Permission.POLICY_EDIT, region_code=region.code)
    if draft is not None and (draft.status != DraftStatus.DRAFT or draft.author_id != request.user.id):
        return redirect("territory:draft", draft.id)
    tomorrow = timezone.localdate() + timedelta(days=1)
    book, kinds = rulebook(region_code=region.code, on=draft.valid_from if draft else tomorrow), kinds_of_service()
    if request.method != "POST":
        form = PolicyForm(book, kinds, draft=draft, initial=_answers(draft) or {"valid_from": tomorrow})
        return _show_form(request, region, form)
    form = PolicyForm(book, kinds, request.POST, draft=draft)
    if not form.is_valid():
        return _show_form(request, region, form, status=422)
    try:
        made = draft_policy(
            by=request.user,
            at=timezone.now(),
            region=region,
            changes=form.changes(),
            valid_from=form.cleaned_data["valid_from"],
            valid_until=form.valid_until(),
            citation=form.cleaned_data["citation"],
            sources=form.sources(),
            preset=draft.preset if draft else "",
            draft_id=draft.id if draft else None,
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(form.field_of(refusal.field or ""), str(refusal))
        return _show_form(request, region, form, status=refusal.status)
    messages.success(request, _("Saved. Nothing holds yet: try it on the past, then hand it over."))
    return _to(made)


@login_required
@never_cache
@require_POST
def start_from_preset(request: HttpRequest) -> HttpResponse:
    """Fill a new draft with what another place has decided."""
    region = ground(request, permission=Permission.POLICY_EDIT).here
    made = load_preset(
        by=request.user,
        at=timezone.now(),
        region=region,
        preset=request.POST.get("preset", ""),
        valid_from=timezone.localdate() + timedelta(days=1),
    )
    title = read_preset(made.preset).title
    messages.success(
        request, _("A draft with the rules of %(place)s. Change what does not fit here.") % {"place": title}
    )
    return _to(made)


@login_required
@never_cache
@require_safe
def show_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """``?try=1``: what the draft says and what comes next; with ``try`` also what it would have made of the past."""
    return _show_draft(request, draft_for(request.user, draft_id), trial=request.GET.get("try") == "1")


@login_required
@never_cache
@require_safe
def try_draft(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Only the replay of the past, for the page to fetch once it stands."""
    draft = draft_for(request.user, draft_id)
    if not request.headers.get("HX-Request"):
        return redirect(f"{request.path.removesuffix('trial/')}?try=1")
    return render(request, "territory/policy_trial.html", {"draft": draft, "trial": trial_of(draft, at=timezone.now())})


@login_required
@require_POST
def submit(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Hand the draft to a second person."""
    draft = draft_for(request.user, draft_id)
    try:
        submit_policy(by=request.user, at=timezone.now(), draft_id=draft.id)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _show_draft(request, draft, wrong=refusal)
    messages.success(request, _("Handed over. Somebody else decides; it can no longer be changed."))
    return _to(draft)


@login_required
@require_POST
def withdraw(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Take one's own draft back."""
    draft = draft_for(request.user, draft_id)
    try:
        withdraw_policy(by=request.user, at=timezone.now(), draft_id=draft.id)
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _show_draft(request, draft, wrong=refusal)
    messages.success(request, _("Taken back. The rules stay as they are."))
    return _to(draft)


@login_required
@require_POST
def decide(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The second person's word."""
    draft = draft_for(request.user, draft_id)
    approve = request.POST.get("decision") == "approve"
    try:
        made = decide_policy(
            by=request.user,
            at=timezone.now(),
            draft_id=draft.id,
            approve=approve,
            words=request.POST.get("words", "").replace("\x00", ""),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        return _show_draft(request, draft, wrong=refusal, words=request.POST.get("words", ""))
    if approve:
        day = date_text(made.valid_from)
        messages.success(request, _("Approved. It holds from %(day)s; what was booked before stays.") % {"day": day})
    else:
        messages.success(request, _("Turned down. The rules stay as they are."))
    return _to(made)


def _answers(draft: PolicyDraft | None) -> dict[str, Any]:
    if draft is None:
        return {}
    last = draft.valid_until - timedelta(days=1) if draft.valid_until else None
    return {"valid_from": draft.valid_from, "last_day": last, "citation": draft.citation}


def _show_form(request: HttpRequest, region: Region, form: PolicyForm, *, status: int = 200) -> HttpResponse:
    context = {
        "region": region,
        "form": form,
        "draft": form.draft,
        "sections": form.sections(wanted=request.GET.get("rule", "")),
        "wanted": request.GET.get("rule", ""),
    }
    return render(request, "territory/policy_form.html", context, status=status)


def _show_draft(
    request: HttpRequest,
    draft: PolicyDraft,
    *,
    trial: bool = False,
    wrong: Refusal | None = None,
    words: str = "",
) -> HttpResponse:
    kinds = kinds_of_service()
    before = rulebook(region_code=draft.region_id, on=draft.valid_from - timedelta(days=1))
    own = draft.author_id == request.user.id
    context = {
        "draft": draft,
        "steps": [_("Write"), _("Try out"), _("A second person"), _("Holds")],
        "step": STEPS.get(DraftStatus(draft.status), 0),
        "rows": [
            {
                "rule": rule,
                "now": value_text(rule, before[rule].value, kinds),
                "then": value_text(rule, draft.changes[code], kinds),
                "changed": before[rule].value != draft.changes[code],
                "source": draft.sources.get(code, ""),
            }
            for code, rule in RULES.items()
            if code in draft.changes
        ],
        "unsaid": read_preset(draft.preset).unsaid if draft.preset else (),
        "last_day": draft.valid_until - timedelta(days=1) if draft.valid_until else None,
        "author": name_text(str(draft.author)),
        "reviewer": name_text(str(draft.reviewer)) if draft.reviewer else "",
        "writes": own and draft.status == DraftStatus.DRAFT,
        "takes_back": own and draft.status in (DraftStatus.DRAFT, DraftStatus.SUBMITTED),
        "decides": not own and draft.status == DraftStatus.SUBMITTED,
        "own": own,
        "trial": trial_of(draft, at=timezone.now()) if trial else None,
        "tries": draft.status in (DraftStatus.DRAFT, DraftStatus.SUBMITTED),
        "wrong": wrong,
        "words": words,
    }
    return render(request, "territory/policy_draft.html", context, status=wrong.status if wrong else 200)


def _to(draft: PolicyDraft) -> HttpResponse:
    response = redirect("territory:draft", draft.id)
    response.status_code = 303
    return response
