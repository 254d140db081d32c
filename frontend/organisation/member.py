"""One member: role and team, hours, days away, papers; and what members may do about themselves."""

from collections.abc import Callable
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

from accounts.organisations.actions.add_paper import add_paper
from accounts.organisations.actions.change_member import change_member
from accounts.organisations.actions.end_membership import end_membership
from accounts.organisations.actions.remind_member import remind_member
from accounts.organisations.actions.renew_credential import renew_credential
from accounts.organisations.actions.set_member_hours import set_member_hours
from accounts.organisations.enums import PaperKind
from accounts.organisations.models import Member, Paper
from accounts.organisations.queries import current_members
from accounts.organisations.queries.consents import consents_in
from accounts.organisations.queries.rotas import leaves_of
from accounts.people.models import Credential
from accounts.refusals import Invalid, NotFound, Refusal
from frontend.organisation.managed import managed, run_by, seat_organisations
from frontend.organisation.papers import papers_of
from frontend.organisation.people_forms import CredentialForm, LeaveForm, PaperForm, RoleForm, content_of
from frontend.shell.answers import SeeOther
from frontend.shell.kept import paper_answer
from frontend.shell.week import spans_of, week_of, week_rows
from services.orders.matching import under_age
from services.orders.queries.candidates import ADULT

SHUT = (403, 404)


@login_required
@never_cache
@require_safe
def show_member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Everything about one member, for those who dispatch; forms that change it."""
    mine = managed(request)
    today = timezone.localdate()
    rows = current_members(mine.organisation.id, on=today).select_related("team").prefetch_related("hours")
    member = rows.filter(id=member_id).first()
    if member is None:
        raise NotFound
    insurance = Paper.objects.filter(
        organisation=mine.organisation, person=member.person_id, kind=PaperKind.INSURANCE, replaced_at=None
    ).first()
    kept = Credential.objects.filter(person=member.person_id).exclude(document="").order_by("-valid_until")
    teams = list(mine.organisation.teams.order_by("name"))
    context = {
        "mine": mine,
        "organisation": mine.organisation,
        "member": member,
        "today": today,
        "papers": papers_of([member], at=timezone.now()),
        "kept": list(kept),
        "young": under_age(member.person.age_on(today), ADULT),
        "consent": consents_in(mine.organisation.id, member.person_id)
        .filter(withdrawn_at=None, given_on__lte=today, valid_until__gte=today)
        .first(),
        "insurance": insurance,
        "rows": week_rows(spans_of(member.hours.all(), "starts", "ends")),
        "leaves": [one for one in leaves_of(mine.organisation.id, since=today) if one.member_id == member.id],
        "leave_form": LeaveForm(),
        "role_form": RoleForm(teams, role=member.role, team=member.team_id),
        "paper_form": CredentialForm(),
        "insurance_form": PaperForm(initial={"kind": PaperKind.INSURANCE}),
    }
    return render(request, "organisation/member.html", context)


@login_required
@never_cache
@require_POST
def change_role(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """``role=DISPATCHER&team=ID``."""
    mine = run_by(request)
    form = RoleForm(list(mine.organisation.teams.all()), request.POST)

    def act() -> str:
        facts = given(form)
        change_member(
            by=request.user, at=timezone.now(), member_id=member_id, role=facts["role"], team_id=facts["team"]
        )
        return _("Written down.")

    return done(request, member_id, act)


@login_required
@never_cache
@require_POST
def set_hours(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """``d0_from=08:00&d0_to=12:00``: by the member, or whoever dispatches."""

    def act() -> str:
        set_member_hours(by=request.user, at=timezone.now(), member_id=member_id, hours=week_of(request.POST))
        return _("The hours are written down. Nobody is sent outside them.")

    return done(request, member_id, act)


@login_required
@never_cache
@require_POST
def renew(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """A certificate with its last day, and a photo of it."""
    run_by(request)
    form = CredentialForm(request.POST, request.FILES)

    def act() -> str:
        facts = given(form)
        renew_credential(
            by=request.user,
            at=timezone.now(),
            member_id=member_id,
            kind=facts["kind"],
            valid_until=facts["valid_until"],
            content=content_of(form, "paper"),
        )
        return _("The paper is written down.")

    return done(request, member_id, act)


@login_required
@never_cache
@require_POST
def insure(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """An accident insurance of this one member."""
    mine = run_by(request)
    form = PaperForm({**request.POST.dict(), "kind": PaperKind.INSURANCE}, request.FILES)
    member = Member.objects.filter(id=member_id, organisation=mine.organisation).first()
    if member is None:
        raise NotFound

    def act() -> str:
        facts = given(form)
        add_paper(
            by=request.user,
            at=timezone.now(),
            organisation_id=mine.organisation.id,
            kind=PaperKind.INSURANCE,
            number=facts["number"],
            issuer=facts["issuer"],
            valid_until=facts["valid_until"],
            content=content_of(form, "paper"),
            person_id=member.person_id,
        )
        return _("The insurance is written down.")

    return done(request, member_id, act)


@login_required
@never_cache
@require_POST
def remind(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """``kind=HEALTH_CARD``: a word into their inbox."""

    def act() -> str:
        remind_member(by=request.user, at=timezone.now(), member_id=member_id, kind=request.POST.get("kind", ""))
        return _("They have a word in their messages.")

    return done(request, member_id, act)


@login_required
@never_cache
@require_POST
def end(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """One's own membership, or as a manager somebody else's."""
    try:
        end_membership(by=request.user, at=timezone.now(), member_id=member_id)
    except Refusal as refusal:
        if refusal.status in SHUT:
            raise
        messages.error(request, str(refusal))
        return SeeOther(where(request, member_id))
    messages.success(request, _("The membership ends today. What was done stays in the books."))
    own = request.POST.get("page") == "mine"
    return SeeOther(reverse("organisation:mine" if own else "organisation:members"))


@login_required
@never_cache
@require_safe
def show_credential(request: HttpRequest, credential_id: UUID) -> HttpResponse:
    """The photo of a member's certificate, for those who dispatch them."""
    houses = seat_organisations(request)
    found = Credential.objects.filter(id=credential_id).first()
    today = timezone.localdate()
    if found is None or not any(
        current_members(house, on=today).filter(person=found.person_id).exists() for house in houses
    ):
        raise NotFound
    return paper_answer(found.document)


def given(form: Any) -> dict[str, Any]:
    """What the form says. Raises Invalid with the first fault."""
    if form.is_valid():
        return dict(form.cleaned_data)
    raise FormInvalid(next(iter(form.errors.values()))[0])


class FormInvalid(Invalid):
    """What a form itself found wrong."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.sentence = words


def done(request: HttpRequest, member_id: UUID, act: Callable[[], str]) -> HttpResponse:
    """Act, say so or say why not, and lead back to where the form stood."""
    try:
        messages.success(request, act())
    except Refusal as refusal:
        if refusal.status in SHUT:
            raise
        messages.error(request, str(refusal))
    return SeeOther(where(request, member_id))


def where(request: HttpRequest, member_id: UUID) -> str:
    page = request.POST.get("page", "")
    if page == "mine":
        return reverse("organisation:mine")
    if page == "day":
        return reverse("organisation:day")
    return reverse("organisation:member", args=[member_id])
