"""One referral: what it is about, whose turn it is, until when, what was done, what was answered."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.fields import FIELDS
from accounts.people.models import Person
from accounts.refusals import NotAllowed
from frontend.paper import printable, typeset
from frontend.referrals.forms import AnswerForm, NoteForm, PassForm, WordsForm
from frontend.shell.fact_words import value_text
from frontend.shell.wording import full_date_text, place_text
from services.referrals.enums import Origin, Shows, State, What
from services.referrals.kinds import MATTERS
from services.referrals.models import Referral, Step
from services.referrals.queries.rows import Stands, has_login, referral_for

ICONS = {
    What.SENT: "arrow",
    What.RECEIVED: "check",
    What.TAKEN: "edit",
    What.GRANTED: "s-confirmed",
    What.REFUSED: "x",
    What.PASSED_ON: "swap",
    What.OBJECTED: "speak",
    What.REMINDED: "bell",
    What.WITHDRAWN: "back",
    What.CALL_TAKEN: "phone",
    What.ON_SCENE: "pin",
    What.CASE_FILED: "shield",
    What.MET: "people",
}


@login_required
@never_cache
@require_safe
def show_case(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The office reads what was disclosed and nothing else of the elder; the elder's side what becomes of it."""
    referral, stands = referral_for(request.user, referral_id)
    return case_page(request, referral, stands)


def case_page(
    request: HttpRequest, referral: Referral, stands: Stands, *, status: int = 200, **forms: Any
) -> HttpResponse:
    """The page; ``forms`` are those that were sent and must be mended."""
    if not (stands.sends or stands.answers):
        return render(request, "referrals/told.html", {"referral": referral, "today": timezone.localdate()})
    person = _revealed(request, referral)
    today = timezone.localdate()
    signs_in = has_login(referral)
    acts = (stands.answers or (stands.sends and not signs_in)) and not referral.is_over
    context = {
        "referral": referral,
        "stands": stands,
        "person": person,
        "age": person.age_on(today),
        "today": today,
        "late": referral.is_over is False and referral.due_on < today,
        "facts": facts_of(referral),
        "phone": person.phone if Shows.PHONE in referral.shows or stands.sends else "",
        "address": person.address if Shows.ADDRESS in referral.shows or stands.sends else "",
        "story": story_of(referral),
        "signs_in": signs_in,
        "acts": acts,
        "origin": _origin(referral) if stands.sends else "",
        "may_object": stands.sends and referral.state == State.REFUSED and referral.objected_at is None,
        "note_form": NoteForm(kind=referral.kind),
        "answer_form": AnswerForm(referral=referral),
        "pass_form": PassForm(elder=referral.elder),
        "withdraw_form": WordsForm(prefix="withdraw"),
        "object_form": WordsForm(prefix="object"),
        **forms,
    }
    return render(request, "referrals/case.html", context, status=status)


def _revealed(request: HttpRequest, referral: Referral) -> Person:
    """Journalled. The family reads who looked and why: of a matter that may be against them they read nothing."""
    hidden = referral.discreet or MATTERS[referral.kind].hidden
    purpose, person = "dossier" if hidden else "referral", referral.elder.person
    reference = f"elder:{referral.elder_id}" if hidden else f"referral:{referral.id}"
    return reveal_person(by=request.user, at=timezone.now(), person=person, purpose=purpose, reference=reference)


def facts_of(referral: Referral) -> list[tuple[str, str]]:
    """(question, answer) of what the dossier said when it was sent."""
    told = referral.facts or {}
    return [
        (str(FIELDS[code].title), value_text(FIELDS[code], stored))
        for code, stored in told.items()
        if code in FIELDS and stored is not None
    ]


def story_of(referral: Referral) -> list[dict[str, Any]]:
    """Every step, oldest first; who, what, when, and at whose office it then was."""
    steps = Step.objects.filter(referral=referral).select_related("by__person", "office").order_by("recorded_at", "id")
    return [
        {
            "step": step,
            "icon": ICONS.get(What(step.what), "edit"),
            "mood": "bad" if step.what in (What.REFUSED, What.REMINDED) else "",
            "office": step.what in (What.SENT, What.PASSED_ON),
            "late": step.at != step.recorded_at,
        }
        for step in steps
    ]


def _origin(referral: Referral) -> str:
    return referral.origin if referral.origin in (Origin.VISIT, Origin.INCIDENT) and referral.origin_key else ""


@login_required
@never_cache
@require_safe
def show_letter(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """The letter (转介单) with a slip for the answer: for an office where nobody signs in, and for the file."""
    referral, stands = referral_for(request.user, referral_id)
    if not (stands.sends or stands.answers):
        raise NotAllowed
    person, now = _revealed(request, referral), timezone.now()
    with override("zh-hans"):
        data = {
            "number": str(referral.id)[-12:].upper(),
            "kind": str(referral.get_kind_display()),
            "office": f"{referral.office.name}　{referral.get_department_display()}",
            "elder": person.name,
            "age": str(person.age_on(timezone.localdate()) or ""),
            "gender": str(person.get_gender_display()),
            "village": f"{place_text(person.home.parent.name) if person.home.parent else ''}{person.home.name}",
            "phone": str(person.phone or "") if Shows.PHONE in referral.shows else "",
            "address": person.address if Shows.ADDRESS in referral.shows else "",
            "reason": referral.reason,
            "facts": [list(row) for row in facts_of(referral)],
            "agreed": str(referral.get_agreed_display()),
            "sent": full_date_text(referral.sent_at),
            "due": full_date_text(referral.due_on),
            "by": str(referral.sent_by),
        }
    response = HttpResponse(typeset("referral", printable(data), at=now), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="referral.pdf"'
    return response
