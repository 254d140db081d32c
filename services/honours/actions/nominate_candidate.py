"""Name somebody to be honoured: the village suggests, the township nominates, from the drawn list or by hand."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.models import Elder, Supporter
from accounts.people.models import Person
from accounts.refusals import Invalid, NotFound, Refusal
from services.honours.actions.keeping import CollectingIsOver, public_words, tell
from services.honours.enums import CandidacyState, Kind, RoundState
from services.honours.lifecycle import advance
from services.honours.models import Candidacy, Drawn, HonourRound
from services.honours.queries.candidacies import TOWNSHIP_DIGITS
from services.honours.queries.searching import serves


class NamedAlready(Refusal):
    code = "named_already"
    sentence = _("%(name)s has been named in this round already.")


class NotOneself(Refusal):
    code = "not_oneself"
    sentence = _("Nobody nominates themselves or their own family: somebody else does.")


class NotAKind(Invalid):
    code = "not_a_kind"
    sentence = _("This round does not choose any of that kind.")
    status = 422


class NobodyToStandForIt(Invalid):
    code = "nobody_to_stand_for_it"
    sentence = _("Choose who stands for the family: one of those who support the elder.")
    status = 422


class DoesNotServe(Invalid):
    code = "does_not_serve"
    sentence = _("This person neither volunteers nor works as a filial care worker.")
    status = 422


@dataclass(frozen=True)
class _Named:
    person: Person | None
    elder: Elder | None
    supporter: Supporter | None
    called: str
    region_code: str
    stands: UUID | None  # the person whose honour it would be


def nominate_candidate(
    *,
    by: Any,
    at: datetime,
    round_id: UUID,
    kind: str,
    words: str,
    person_id: UUID | None = None,
    elder_id: UUID | None = None,
    supporter_id: UUID | None = None,
) -> Candidacy:
    """A volunteer (``person_id``) or the family of an elder, for which a supporter stands.

    Whoever answers for the township or the county nominates; a village suggests, and what it suggested the township
    takes up by nominating the same. ``words`` are for everybody to read. Raises NotAllowed, NotFound, CollectingIsOver,
    NotAKind, NobodyToStandForIt, DoesNotServe, NotOneself, NamedAlready, SayWhy, TooMuchSaid, TooPrivate.
    """
    demand(by, Permission.HONOUR_NOMINATE)
    with transaction.atomic():
        found = HonourRound.objects.select_for_update().filter(id=round_id).first()
        named = _named(kind, person_id, elder_id, supporter_id)
        if found is None or named is None or not named.region_code.startswith(found.county_id):
            raise NotFound
        demand(by, Permission.HONOUR_NOMINATE, region_code=named.region_code)
        _allowed(found, kind, named, by=by, at=at)
        hidden = (named.elder.person.name,) if named.elder else ()
        text = public_words(words, names=hidden)
        drawn = _drawn(found, named)
        same = Candidacy.objects.filter(round=found, kind=kind, person=named.person, elder=named.elder).first()
        level = _level(by, named.region_code)
        if same is not None:
            return _take_up(same, level, text, named, by=by, at=at)
        made = Candidacy.objects.create(
            round=found,
            kind=kind,
            person=named.person,
            elder=named.elder,
            supporter=named.supporter,
            called=named.called,
            region_id=named.region_code,
            words=text,
            facts=drawn.facts if drawn else {},
            by_hand=drawn is None,
            state=level,
            nominated_at=at,
            nominated_by=by,
        )
        tell(made, level.value.lower(), by=by, at=at)
    return made


def _named(kind: str, person_id: UUID | None, elder_id: UUID | None, supporter_id: UUID | None) -> _Named | None:
    if kind == Kind.CARER:
        person = Person.objects.filter(id=person_id, died_on=None).first() if person_id else None
        return _Named(person, None, None, person.name, person.home_id, person.id) if person else None
    elder = Elder.objects.select_related("person").filter(id=elder_id, left_on=None).first() if elder_id else None
    if elder is None:
        return None
    able = Supporter.objects.filter(elder=elder, ended_on=None)
    one = able.filter(id=supporter_id).first() if supporter_id else None
    home = elder.person.home_id
    return _Named(None, elder, one, one.name if one else "", home, one.person_id if one else None)


def _allowed(found: HonourRound, kind: str, named: _Named, *, by: Any, at: datetime) -> None:
    if found.state != RoundState.COLLECTING or timezone.localdate(at) > found.collect_until:
        raise CollectingIsOver(day=found.collect_until.isoformat())
    if not found.places(kind):
        raise NotAKind(field="kind")
    if named.elder is not None and named.supporter is None:
        raise NobodyToStandForIt(field="supporter")
    if named.person is not None and not serves(named.person):
        raise DoesNotServe(field="person")
    own = {named.stands, named.elder.person_id if named.elder else None}
    if by.person_id is not None and by.person_id in own:
        raise NotOneself


def _drawn(found: HonourRound, named: _Named) -> Drawn | None:
    return Drawn.objects.filter(round=found, person=named.person, elder=named.elder, excluded="").first()


def _level(by: Any, region_code: str) -> CandidacyState:
    codes = [code for code in territories(by, Permission.HONOUR_NOMINATE) if region_code.startswith(code)]
    wide = min(len(code) for code in codes) <= TOWNSHIP_DIGITS
    return CandidacyState.NOMINATED if wide else CandidacyState.SUGGESTED


def _take_up(same: Candidacy, level: CandidacyState, words: str, named: _Named, *, by: Any, at: datetime) -> Candidacy:
    """What the village suggested becomes a nomination; anything else stands already."""
    if same.state != CandidacyState.SUGGESTED or level != CandidacyState.NOMINATED:
        raise NamedAlready(name=same.called)
    changes = {"supporter": named.supporter, "called": named.called, "words": words}
    advance(same, "nominate", nominated_at=at, nominated_by=by, **changes)
    tell(same, "nominated", by=by, at=at)
    return same
