"""What is done to a referral. The actions authorise; nothing is decided here."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.referrals.case import case_page
from frontend.referrals.forms import AnswerForm, NoteForm, PassForm, WordsForm
from frontend.shell.answers import SeeOther
from services.referrals.actions.answer_referral import answer_referral
from services.referrals.actions.note_step import note_step
from services.referrals.actions.object_to_answer import object_to_answer
from services.referrals.actions.pass_referral import pass_referral
from services.referrals.actions.receive_referral import receive_referral
from services.referrals.actions.take_referral import take_referral
from services.referrals.actions.withdraw_referral import withdraw_referral
from services.referrals.enums import What
from services.referrals.queries.rows import desks_of, referral_for, visible_referrals


def _act(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    return login_required(never_cache(require_POST(view)))


@_act
def receive(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """It is here."""
    receive_referral(by=request.user, at=timezone.now(), referral_id=referral_id)
    messages.success(request, _("Noted: it has arrived. The sender sees it."))
    return _back(request, referral_id)


@_act
def take(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """We work on it."""
    take_referral(by=request.user, at=timezone.now(), referral_id=referral_id)
    messages.success(request, _("It is in hand now. The sender sees it."))
    return _back(request, referral_id)


@_act
def note(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """``what=MET&words=…&happened_at=…``."""
    referral, _stands = referral_for(request.user, referral_id)
    form = NoteForm(request.POST, kind=referral.kind)
    if not form.is_valid():
        return _again(request, referral_id, note_form=form)
    data = form.cleaned_data
    return _done(
        request,
        referral_id,
        form,
        "note_form",
        lambda: note_step(
            by=request.user,
            at=timezone.now(),
            referral_id=referral_id,
            words=data["words"],
            what=What(data["what"]),
            happened_at=data["happened_at"],
        ),
        _("Written down."),
    )


@_act
def answer(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """``granted=yes|no&words=…``."""
    referral, _stands = referral_for(request.user, referral_id)
    form = AnswerForm(request.POST, referral=referral)
    if not form.is_valid():
        return _again(request, referral_id, answer_form=form)
    data = dict(form.cleaned_data)
    granted = data.pop("granted") == "yes"
    return _done(
        request,
        referral_id,
        form,
        "answer_form",
        lambda: answer_referral(by=request.user, at=timezone.now(), referral_id=referral_id, granted=granted, **data),
        _("Answered. The sender and the family are told."),
    )


@_act
def pass_on(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """``department=JUSTICE&words=…``: afterwards it is another office's, and may no longer be ours to see."""
    referral, _stands = referral_for(request.user, referral_id)
    form = PassForm(request.POST, elder=referral.elder)
    if not form.is_valid():
        return _again(request, referral_id, pass_form=form)
    data = form.cleaned_data
    return _done(
        request,
        referral_id,
        form,
        "pass_form",
        lambda: pass_referral(
            by=request.user,
            at=timezone.now(),
            referral_id=referral_id,
            department=data["department"],
            office_code=data["office"],
            words=data["words"],
        ),
        _("Passed on. The next office has it now."),
    )


@_act
def withdraw(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """It is no longer needed."""
    form = WordsForm(request.POST, prefix="withdraw")
    if not form.is_valid():
        return _again(request, referral_id, withdraw_form=form)
    return _done(
        request,
        referral_id,
        form,
        "withdraw_form",
        lambda: withdraw_referral(
            by=request.user, at=timezone.now(), referral_id=referral_id, words=form.cleaned_data["words"]
        ),
        _("Withdrawn. The office is told."),
    )


@_act
def object_once(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    """We do not agree: look once more."""
    form = WordsForm(request.POST, prefix="object")
    if not form.is_valid():
        return _again(request, referral_id, object_form=form)
    return _done(
        request,
        referral_id,
        form,
        "object_form",
        lambda: object_to_answer(
            by=request.user, at=timezone.now(), referral_id=referral_id, words=form.cleaned_data["words"]
        ),
        _("Sent back. The office looks once more."),
    )


def _done(
    request: HttpRequest, referral_id: UUID, form: Any, name: str, act: Callable[[], Any], said: str
) -> HttpResponse:
    """Call the action; what it refuses stands at the field, or above the form."""
    try:
        act()
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _again(request, referral_id, status=refusal.status, **{name: form})
    messages.success(request, said)
    return _back(request, referral_id)


def _again(request: HttpRequest, referral_id: UUID, *, status: int = 422, **forms: Any) -> HttpResponse:
    referral, stands = referral_for(request.user, referral_id)
    if not (stands.sends or stands.answers):
        raise NotAllowed
    return case_page(request, referral, stands, status=status, **forms)


def _back(request: HttpRequest, referral_id: UUID) -> HttpResponse:
    if not visible_referrals(request.user).filter(id=referral_id).exists():
        return SeeOther(reverse("referrals:board") + ("?side=office" if desks_of(request.user) else ""))
    return SeeOther(reverse("referrals:case", args=[referral_id]))
