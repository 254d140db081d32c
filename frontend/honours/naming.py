"""Naming somebody: from the drawn list, or found by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.honours.forms import NameForm
from frontend.honours.saying import said_of
from frontend.shell.going import see_other
from services.honours.actions.nominate_candidate import nominate_candidate
from services.honours.enums import CandidacyState, Kind
from services.honours.models import Candidacy, Drawn
from services.honours.queries.candidacies import sees_the_record
from services.honours.queries.rounds import round_for
from services.honours.queries.searching import carers_called, families_called

LONGEST = 40


@login_required
@never_cache
@require_safe
def search(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """``?kind=FAMILY&q=林``: volunteers by name, families by the name of the elder."""
    demand(request.user, Permission.HONOUR_NOMINATE)
    found = round_for(request.user, round_id)
    kind = request.GET.get("kind", "")
    kind = kind if kind in found.kinds else found.kinds[0].value
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST]
    codes = [one for one in territories(request.user, Permission.HONOUR_NOMINATE) if one.startswith(found.county_id)]
    people: list[Any] = []
    if text:
        people = list(carers_called(codes, text)) if kind == Kind.CARER else families_called(codes, text)
    context = {
        "round": found,
        "kinds": found.kinds,
        "kind": Kind(kind),
        "text": text,
        "people": [(one, one if isinstance(one, Person) else one.person) for one in people],
    }
    return render(request, "honours/search.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def name_one(request: HttpRequest, round_id: UUID, kind: str, key: UUID) -> HttpResponse:
    """Say why, and it is sent. ``kind`` is carer or family, ``key`` the person or the elder."""
    demand(request.user, Permission.HONOUR_NOMINATE)
    found = round_for(request.user, round_id)
    if kind.upper() not in found.kinds:
        raise NotFound
    wanted = Kind(kind.upper())
    person, elder = _meant(request.user, wanted, key)
    home = person.home_id
    reads = sees_the_record(request.user, home)
    drawn = Drawn.objects.filter(round=found, kind=wanted, person=None if elder else person, elder=elder).first()
    start = {"supporter": str(drawn.supporter_id)} if drawn and drawn.supporter_id else {}
    same = Candidacy.objects.filter(round=found, kind=wanted, person=None if elder else person, elder=elder).first()
    if same is not None and same.state == CandidacyState.SUGGESTED:
        start |= {"words": same.words, "supporter": str(same.supporter_id)}
    form = NameForm(request.POST if request.method == "POST" else None, elder=elder, initial=start)
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                made = nominate_candidate(
                    by=request.user,
                    at=timezone.now(),
                    round_id=found.id,
                    kind=wanted,
                    words=form.cleaned_data["words"],
                    person_id=None if elder else person.id,
                    elder_id=elder.id if elder else None,
                    supporter_id=UUID(form.cleaned_data["supporter"]) if elder else None,
                )
            except (NotFound, NotAllowed):
                raise
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _said(made))
                return see_other("honours:candidate", made.id)
    context = {
        "round": found,
        "kind": wanted,
        "person": person,
        "elder": elder,
        "form": form,
        "said": said_of(wanted, drawn.facts) if drawn and reads and not drawn.excluded else [],
        "same": same,
    }
    return render(request, "honours/name.html", context, status=status)


def _meant(user: Any, kind: Kind, key: UUID) -> tuple[Person, Elder | None]:
    """Somebody of the own territory. Raises NotFound."""
    if kind == Kind.FAMILY:
        elder = Elder.objects.select_related("person__home__parent").filter(id=key, left_on=None).first()
        person = elder.person if elder else None
    else:
        elder, person = None, Person.objects.select_related("home__parent").filter(id=key, died_on=None).first()
    if person is None:
        raise NotFound
    demand(user, Permission.HONOUR_NOMINATE, region_code=person.home_id)
    return person, elder


def _said(made: Candidacy) -> str:
    if made.state == CandidacyState.SUGGESTED:
        return _("Suggested. The township reads it.")
    return _("Nominated. The county reads it.")
