"""What becomes of every row that points to an elder or a person when two dossiers are put together.

One line for each foreign key of the house: a test walks all models and fails for one without. ``MOVED`` rows point to
the kept dossier afterwards. ``KEPT`` rows stay where they are: what was once said, signed or looked at is not said
anew of somebody else, and the pages of the kept dossier read both. ``REFUSED`` ones stand in the way: the dossier that
has them is the one to keep. ``OWN`` ones have their own step in ``actions``.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

from accounts.elders.models import Elder
from accounts.people.models import Person


class Fate(Enum):
    MOVED = auto()
    KEPT = auto()
    REFUSED = auto()
    OWN = auto()


@dataclass(frozen=True)
class Move:
    """``alone``: columns that make a row one of its kind; where the kept dossier has that one, the other stays."""

    fate: Fate
    alone: tuple[str, ...] = ()
    only_one: bool = False


MOVED, KEPT, REFUSED, OWN = (Move(fate) for fate in (Fate.MOVED, Fate.KEPT, Fate.REFUSED, Fate.OWN))
MOVES: dict[str, Move] = {
    # who they are
    "people.User.person": Move(Fate.MOVED, only_one=True),  # both with a login: refused before
    "people.Kinship.person": Move(Fate.MOVED, alone=("relative",)),
    "people.Kinship.relative": Move(Fate.MOVED, alone=("person",)),
    "people.Volunteer.person": Move(Fate.MOVED, only_one=True),
    "people.Credential.person": MOVED,
    "organisations.Member.person": Move(Fate.MOVED, alone=("organisation",)),
    "organisations.JoinRequest.person": Move(Fate.MOVED, alone=("organisation", "status")),
    "organisations.GuardianConsent.person": Move(Fate.MOVED, alone=("organisation", "withdrawn_at")),
    "organisations.Paper.person": Move(Fate.MOVED, alone=("organisation", "kind", "replaced_at")),
    "messaging.Delivery.person": Move(Fate.MOVED, alone=("event", "channel")),
    "access.Reveal.person": KEPT,  # who looked at what is never rewritten
    "access.Erasure.person": REFUSED,
    # the dossier
    "elders.Elder.person": KEPT,
    "elders.Elder.merged_into": MOVED,  # what was put together with the absorbed one before
    "elders.Fact.elder": KEPT,  # what is taken over is said anew, with its old source and day
    "elders.Check.elder": KEPT,
    "elders.Change.elder": KEPT,
    "elders.CareNote.elder": MOVED,
    "elders.Assessment.elder": OWN,  # only one may be open
    "elders.TierOverride.elder": MOVED,
    "elders.Supporter.elder": OWN,  # the same son stands once
    "elders.Supporter.person": MOVED,
    "elders.FocusCare.elder": OWN,  # one at a time
    "elders.Guardian.elder": OWN,  # one at a time
    "elders.VisitContact.elder": OWN,  # one comes first
    "elders.VisitContact.person": MOVED,
    "elders.Mandate.elder": OWN,  # one for each helper
    "elders.Mandate.proxy": OWN,
    "elders.Photo.elder": OWN,  # one of the two was chosen
    "elders.Evidence.elder": MOVED,
    "elders.CareAgreement.elder": MOVED,
    "elders.Pair.first": OWN,
    "elders.Pair.second": OWN,
    "elders.Merge.kept": KEPT,
    "elders.Merge.absorbed": KEPT,
    "elders.Removal.elder": MOVED,
    "surveys.FrozenRow.elder": KEPT,  # as it stood when it was signed
    "surveys.Absence.elder": KEPT,  # that somebody knocked there stays with the round
    "rosters.NationalEntry.elder": Move(Fate.MOVED, only_one=True),
    # the books: `merge_accounts`, by a posting
    "ledger.Account.person": OWN,
    "certificates.Certificate.person": REFUSED,  # signed with the name in it
    # what is paid: a month is paid once, and where both were enrolled or had a wallet each keeps its own
    "subsidies.Enrolment.elder": OWN,  # one at a time in a programme
    "subsidies.RunRow.elder": Move(Fate.MOVED, alone=("programme", "for_month")),
    "subsidies.Wallet.elder": OWN,  # what is in it goes to the wallet that is kept
    # gifts for orders and the pool: the accounts stay as they are, only whose they are is one person now
    "purses.Purse.elder": MOVED,
    "purses.Purse.giver": MOVED,
    "purses.PoolGrant.elder": MOVED,
    "purses.MinuteUse.elder": MOVED,
    # what happens
    "orders.Order.elder": MOVED,
    "orders.Assignment.person": MOVED,
    "orders.LinePlace.person": Move(Fate.MOVED, alone=("order",)),
    "orders.StandInCall.person": Move(Fate.MOVED, alone=("instead_of",)),
    "orders.NoShow.elder": MOVED,
    "orders.DisputeStatement.elder": MOVED,
    "orders.Contest.elder": MOVED,
    "orders.ServiceRecord.person": REFUSED,  # append-only by trigger, and counted by person
    "orders.PersonalEntry.person": Move(Fate.MOVED, alone=("kind", "title", "held_on")),
    "standing.StandingOrder.elder": MOVED,
    "visits.Visit.elder": MOVED,
    "visits.Window.elder": KEPT,  # the kept dossier has its own; those of the other are dropped
    "visits.SupporterNote.elder": MOVED,
    "visits.Finding.elder": MOVED,
    "visits.Urging.elder": MOVED,
    "dispatch.Placement.person": MOVED,
    "dispatch.Placement.instead_of": MOVED,
    "dispatch.PublishedSeat.person": MOVED,
    "visits.GoodHours.elder": Move(Fate.MOVED, only_one=True),
    "visits.Visit.visitor": MOVED,
    "visits.PaperSheet.person": MOVED,
    "orders.Timesheet.person": MOVED,
    "visits.SampleCheck.elder": MOVED,
    "visits.CallTurn.elder": KEPT,  # ends by itself within minutes
    "meals.Meal.elder": Move(Fate.MOVED, alone=("on", "sitting")),  # of two meals of one sitting each keeps its own
    "meals.Meal.payer": MOVED,
    "meals.Paying.elder": Move(Fate.MOVED, alone=("ended_at",)),
    "meals.Paying.payer": MOVED,
    "meals.Away.elder": KEPT,  # the kept dossier has its own days
    "meals.DeliveryRound.carrier": MOVED,
    "meals.Bill.payer": Move(Fate.MOVED, alone=("organisation", "month")),
    "places.Stay.elder": Move(Fate.MOVED, alone=("on", "kind")),
    "activities.Guest.elder": Move(Fate.MOVED, alone=("activity",)),
    "activities.Host.person": Move(Fate.MOVED, alone=("activity",)),
    "associations.Membership.elder": Move(Fate.MOVED, alone=("organisation", "is_open")),
    "associations.Round.helper": MOVED,
    "associations.Round.elder": MOVED,
    "associations.Look.helper": MOVED,
    "associations.Look.elder": MOVED,
    "incidents.Incident.elder": MOVED,
    "incidents.Step.elder": KEPT,  # append-only by trigger; forgotten with either dossier
    "incidents.ClosingReport.elder": MOVED,
    "supervision.Sampled.elder": Move(Fate.MOVED, alone=("inspection",)),
    "supervision.Task.elder": MOVED,
    "supervision.TaskStep.elder": KEPT,  # append-only by trigger; forgotten with either dossier
    "referrals.Referral.elder": Move(Fate.MOVED, alone=("kind", "is_open")),  # one of a kind at a time
    "referrals.Step.elder": KEPT,  # append-only by trigger; forgotten with either dossier
    # whom the county honours: of two candidacies of one round each keeps its own
    "honours.Candidacy.person": Move(Fate.MOVED, alone=("round", "kind")),
    "honours.Candidacy.elder": Move(Fate.MOVED, alone=("round", "kind")),
    "honours.Drawn.person": KEPT,  # a list of that day; drawn anew it reads the kept dossier
    "honours.Drawn.elder": KEPT,
    "honours.Objection.elder": KEPT,  # forgotten with either dossier
    "calls.Call.elder": MOVED,
    "calls.CallBack.elder": MOVED,
}


def pointing() -> Iterator[tuple[str, Any, Any]]:
    """Every foreign key of the house to an elder or a person: name as in MOVES, model, field."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey) or field.model is not model:
                continue
            if field.related_model in (Elder, Person):
                yield f"{model._meta.label}.{field.name}", model, field


def moves_with(fate: Fate) -> list[tuple[str, Any, Any, Move]]:
    """Name, model, field and line of those with one fate, in the order of the table."""
    found = {label: (model, field) for label, model, field in pointing()}
    return [(label, *found[label], move) for label, move in MOVES.items() if move.fate == fate]


def rows_of(model: Any, field: Any, absorbed: Elder) -> models.QuerySet[Any]:
    """The rows that point to the absorbed elder, or to their person."""
    key = absorbed.pk if field.related_model is Elder else absorbed.person_id
    rows: models.QuerySet[Any] = model._default_manager.filter(**{field.attname: key})
    return rows


def movable(model: Any, field: Any, move: Move, kept: Elder, absorbed: Elder) -> models.QuerySet[Any]:
    """Those of them that the kept dossier has room for."""
    rows = rows_of(model, field, absorbed)
    target = kept.pk if field.related_model is Elder else kept.person_id
    if move.only_one:
        there = model._default_manager.filter(**{field.attname: target}).exists()
        return rows.none() if there else rows
    if move.alone:
        same = {name: OuterRef(name) for name in move.alone}
        rows = rows.filter(~Exists(model._default_manager.filter(**{field.attname: target}, **same)))
        for name in move.alone:
            if model._meta.get_field(name).related_model is Person:  # nobody is kin to oneself
                rows = rows.filter(~Q(**{name: target}))
    return rows
