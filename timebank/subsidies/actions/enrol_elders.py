"""Take elders into a programme: one, or all who are entitled."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.elders.actions.keeping import ElderLeft
from accounts.elders.fields import CATEGORIES
from accounts.elders.models import Elder
from accounts.refusals import Invalid, NotFound, Refusal
from timebank.subsidies.actions.events import tell_begun
from timebank.subsidies.models import Edition, Enrolment, Programme
from timebank.subsidies.queries.eligible import entitled_to
from timebank.subsidies.queries.profiles import fields_of, profiles
from timebank.subsidies.queries.programmes import edition_on
from timebank.subsidies.rules import Profile, asked_day, categories_of, tier_of, years_on

MOST, BATCH = 100_000, 2_000
FURTHEST = timedelta(days=366)
LONGEST_AGO = timedelta(days=366 * 6)


@dataclass(frozen=True)
class Enrol:
    """One elder; on which ground and where the money goes, if that is known."""

    elder_id: UUID
    category: str = ""
    bank: str = ""
    bank_account: str = ""


@dataclass
class Enrolled:
    """Who is in now, and who could not be taken in and why."""

    made: list[Enrolment] = field(default_factory=list)
    refused: dict[UUID, Refusal] = field(default_factory=dict)


class NobodyChosen(Invalid):
    code = "nobody_chosen"
    sentence = _("Choose at least one person, and no more than 100,000 at once.")


class NoEdition(Refusal):
    code = "no_edition"
    sentence = _("The programme says nothing for this day yet.")


class BadStart(Invalid):
    code = "bad_start"
    sentence = _("Choose a first day between six years ago and a year from now.")


class NotEntitled(Refusal):
    code = "not_entitled"
    sentence = _("By the rules of this programme they are not entitled.")


class EnrolledAlready(Refusal):
    code = "enrolled_already"
    sentence = _("They are in this programme for that time already.")


def enrol_elders(*, by: Any, at: datetime, programme_id: UUID, elders: Sequence[Enrol], starts_on: date) -> Enrolled:
    """Enrol each from a day on, past days too: missed months are paid later.

    Whoever is not entitled, has left, or is in already is told apart; the others are taken in. Raises NotAllowed,
    NotFound for a programme or an elder out of reach, NobodyChosen, BadStart, NoEdition.
    """
    demand(by, Permission.SUBSIDY_ENROL)
    if not 0 < len(elders) <= MOST:
        raise NobodyChosen(field="elders")
    if not timezone.localdate(at) - LONGEST_AGO <= starts_on <= timezone.localdate(at) + FURTHEST:
        raise BadStart(field="starts_on")
    programme = Programme.objects.filter(id=programme_id).first()
    if programme is None:
        raise NotFound
    edition = edition_on(programme, starts_on.replace(day=1)) or edition_on(programme, starts_on)
    if edition is None:
        raise NoEdition(field="starts_on")
    asked = {one.elder_id: one for one in elders}
    with transaction.atomic():
        rows = Elder.objects.select_for_update(of=("self",), no_key=True).filter(id__in=asked).order_by("id")
        found = {elder.id: elder for elder in rows.select_related("person")}
        codes = tuple(territories(by, Permission.SUBSIDY_ENROL))
        if len(found) < len(asked) or not all(_is_reached(programme, elder, codes) for elder in found.values()):
            raise NotFound
        done = _weigh(programme, edition, asked, found, starts_on)
        for enrolment in done.made:
            enrolment.enrolled_at, enrolment.enrolled_by = at, by
        Enrolment.objects.bulk_create(done.made, batch_size=BATCH)
        tell_begun(done.made, found, at=at, by=by)
    return done


def _is_reached(programme: Programme, elder: Elder, codes: tuple[str, ...]) -> bool:
    home = elder.person.home_id
    return home.startswith(programme.region_id) and home.startswith(codes)


def _weigh(
    programme: Programme, edition: Edition, asked: dict[UUID, Enrol], found: dict[UUID, Elder], starts_on: date
) -> Enrolled:
    """Rows to be written for those who may come in, and why the others may not. The elders are locked."""
    days = DateRange(starts_on, None)
    inside = Enrolment.objects.filter(programme=programme, elder__in=asked, days__overlap=days)
    enrolled = set(inside.values_list("elder", flat=True))
    known = profiles(Elder.objects.filter(id__in=asked), fields_of(edition))
    done = Enrolled()
    for key, one in asked.items():
        try:
            if found[key].left_on is not None:
                raise ElderLeft
            ground = _ground(edition, found[key], one, known[key], starts_on)
            if key in enrolled:
                raise EnrolledAlready
        except Refusal as refusal:
            done.refused[key] = refusal
            continue
        account = "".join(one.bank_account.split())[:40]
        done.made.append(
            Enrolment(
                programme=programme,
                elder=found[key],
                days=days,
                category=ground,
                bank=one.bank.strip()[:60],
                bank_account=account,
                has_bank_account=bool(account),
            )
        )
    return done


def _ground(edition: Edition, elder: Elder, one: Enrol, profile: Profile, starts_on: date) -> str:
    """On which ground: the one asked for if it holds, else the one that gives most. Raises NotEntitled."""
    month = starts_on.replace(day=1)
    entitled = entitled_to(edition, elder.id, profile, month)
    if entitled is None:
        raise NotEntitled
    if not one.category:
        return entitled.category
    years = years_on(profile.birth_on, asked_day(month, edition.age_day))
    if one.category not in CATEGORIES or one.category not in categories_of(profile, years):
        raise NotEntitled(field="category")
    if tier_of(edition, month, years, {one.category}) is None:
        raise NotEntitled(field="category")
    return one.category
