"""One candidate: reasons, words, consents, objections, and the acts of those whose turn it is."""

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
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.honours.forms import AnswerForm, ConsentForm, ObjectionForm, WhyForm
from frontend.honours.saying import said_of
from frontend.shell.going import carried_out, see_other
from services.honours.actions.answer_objection import answer_objection
from services.honours.actions.object_to_candidate import object_to_candidate
from services.honours.actions.record_consent import record_consent
from services.honours.actions.revoke_honour import revoke_honour
from services.honours.actions.reword_candidacy import BEFORE, reword_candidacy
from services.honours.actions.shortlist_candidate import shortlist_candidate
from services.honours.actions.take_off_candidate import OF_THE_TOWNSHIP, take_off_candidate
from services.honours.actions.withdraw_consent import withdraw_consent
from services.honours.enums import RUNNING, CandidacyState, ObjectionState, RoundState
from services.honours.models import Candidacy, Drawn, Objection
from services.honours.queries.candidacies import candidacy_for, may_object, missing_consents, sees_the_record

S = CandidacyState
P = Permission


@login_required
@never_cache
@require_safe
def show_candidate(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """For those who work on it; the candidate has a page of their own."""
    return candidate_page(request, candidacy_for(request.user, candidacy_id))


def candidate_page(request: HttpRequest, found: Candidacy, *, status: int = 200, **forms: Any) -> HttpResponse:
    user, place = request.user, found.region_id
    names, holds = (may(user, right, region_code=place) for right in (P.HONOUR_NOMINATE, P.HONOUR_HOLD))
    decides = may(user, P.HONOUR_DECIDE, region_code=place)
    if not (names or holds or decides):
        raise NotFound
    reads = sees_the_record(user, place)
    drawn = Drawn.objects.filter(round=found.round, person=found.person, elder=found.elder).first() if reads else None
    collects = found.round.state == RoundState.COLLECTING
    objections = list(found.objections.select_related("taken_by__person").order_by("raised_at")) if holds else []
    context: dict[str, Any] = {
        "candidacy": found,
        "round": found.round,
        "drawn": drawn,
        "said": said_of(found.kind, found.facts) if reads else [],
        "consents": list(found.consents.select_related("recorded_by__person").order_by("given_at")),
        "missing": missing_consents(found),
        "objections": [(one, _answer_form(user, one, forms)) for one in objections],
        "waiting": found.objections.filter(state=ObjectionState.OPEN).count(),
        "names": names,
        "may_take_up": names and reads and found.state == S.SUGGESTED and collects,
        "take_up_href": reverse(
            "honours:name", args=[found.round_id, found.kind.lower(), found.person_id or found.elder_id]
        ),
        "may_shortlist": holds and collects and found.state == S.NOMINATED,
        "may_put_back": holds and collects and found.state == S.SHORTLISTED,
        "may_consent": names and found.state in (*RUNNING, S.HONOURED),
        "may_reword": names and found.state in BEFORE,
        "may_take_off": found.state in RUNNING and (holds or (names and found.state in OF_THE_TOWNSHIP)),
        "may_take_down": names and found.state == S.PUBLIC and may_object(found.round),
        "may_revoke": decides and found.state == S.HONOURED and found.nominated_by_id != user.id,
        "consent_form": ConsentForm(candidacy=found, auto_id="consent_%s"),
        "word_form": WhyForm(initial={"words": found.words}, auto_id="word_%s"),
        "why_form": WhyForm(auto_id="why_%s"),
        "revoke_form": WhyForm(auto_id="revoke_%s"),
        "objection_form": ObjectionForm(auto_id="objection_%s"),
        **forms,
    }
    return render(request, "honours/candidate.html", context, status=status)


def _answer_form(user: Any, one: Objection, forms: dict[str, Any]) -> AnswerForm | None:
    if one.state != ObjectionState.OPEN or one.taken_by_id == user.id:
        return None
    sent = forms.get("answers", {}).get(one.id)
    return sent or AnswerForm(auto_id=f"answer_{one.id}_%s")


@login_required
@never_cache
@require_POST
def act(request: HttpRequest, candidacy_id: UUID) -> HttpResponse:
    """``do``: shortlist, back, consent, withdraw, reword, off, object or revoke; the rest is what each asks for."""
    do = request.POST.get("do", "")
    by, now = request.user, timezone.now()
    common: dict[str, Any] = {"by": by, "at": now, "candidacy_id": candidacy_id}
    if do in ("shortlist", "back"):
        return _plain(
            request,
            candidacy_id,
            lambda: shortlist_candidate(**common, on=do == "shortlist"),
            _("On the shortlist. Consent is asked for now.") if do == "shortlist" else _("Put back."),
        )
    if do == "withdraw":
        whose = request.POST.get("whose", "")
        return _plain(
            request,
            candidacy_id,
            lambda: withdraw_consent(**common, whose=whose),
            _("Taken back. The name is on no public page any more."),
        )
    demand(by, P.HONOUR_NOMINATE if do != "revoke" else P.HONOUR_DECIDE)
    found = candidacy_for(by, candidacy_id)
    return _with_form(request, found, do, common)


def _with_form(request: HttpRequest, found: Candidacy, do: str, common: dict[str, Any]) -> HttpResponse:
    """The acts that ask for something: what is wrong stands at its field."""
    name, form, call, said = _form_of(request, found, do, common)
    if carried_out(form, call):
        messages.success(request, said)
        return see_other("honours:candidate", found.id)
    found.refresh_from_db()
    return candidate_page(request, found, status=422, **{name: form})


def _form_of(request: HttpRequest, found: Candidacy, do: str, common: dict[str, Any]) -> tuple[str, Any, Any, str]:
    data = request.POST
    match do:
        case "consent":
            form: Any = ConsentForm(data, candidacy=found, auto_id="consent_%s")
            return "consent_form", form, lambda got: record_consent(**common, **got), _("Written down.")
        case "reword":
            form = WhyForm(data, auto_id="word_%s")
            return "word_form", form, lambda got: reword_candidacy(**common, **got), _("Kept.")
        case "object":
            form = ObjectionForm(data, auto_id="objection_%s")
            said = _("Written down. Somebody else answers it before anything is decided.")
            return "objection_form", form, lambda got: object_to_candidate(**common, **got), said
        case "revoke":
            form = WhyForm(data, auto_id="revoke_%s")
            said = _("Revoked. The public page says so, with the reason.")
            return "revoke_form", form, lambda got: revoke_honour(**common, **got), said
    form = WhyForm(data, auto_id="why_%s")
    return "why_form", form, lambda got: take_off_candidate(**common, **got), _("Taken off. The reason is kept.")


@login_required
@never_cache
@require_POST
def answer(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """``do``: uphold or reject, with a reason."""
    demand(request.user, P.HONOUR_HOLD)
    objection = Objection.objects.filter(id=objection_id).first()
    if objection is None:
        raise NotFound
    found = candidacy_for(request.user, objection.candidacy_id)
    form = AnswerForm(request.POST, auto_id=f"answer_{objection.id}_%s")
    uphold = request.POST.get("do") == "uphold"
    if carried_out(
        form,
        lambda got: answer_objection(
            by=request.user, at=timezone.now(), objection_id=objection_id, uphold=uphold, words=got["words"]
        ),
    ):
        messages.success(request, _("Answered. Whoever objected can read it."))
        return see_other("honours:candidate", found.id)
    return candidate_page(request, found, status=422, answers={objection.id: form})


def _plain(request: HttpRequest, candidacy_id: UUID, call: Any, said: str) -> HttpResponse:
    try:
        call()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return see_other("honours:candidate", candidacy_id)
