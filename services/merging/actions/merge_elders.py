"""Two dossiers of one person become one. The second person's yes: whoever asked cannot give it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.keeping import keep_figures, tell, write_change
from accounts.elders.actions.refuse_merge import lock_merge
from accounts.elders.actions.request_merge import TwoNumbers, lock_two
from accounts.elders.actions.taking import close_absorbed, take_facts, take_family, take_person, take_photo
from accounts.elders.enums import MergeState
from accounts.elders.models import Elder, Merge
from accounts.elders.queries.merging import PHOTO
from accounts.people.models import Person, User
from accounts.photos.actions.move_photographs import move_photographs
from accounts.refusals import Refusal
from services.merging.moves import Fate, movable, moves_with, rows_of
from services.merging.queries import served_each_other
from services.orders.models import Order
from timebank.ledger.actions.merge_accounts import merge_accounts
from timebank.subsidies.actions.join_subsidies import join_subsidies


class AnotherMustAgree(Refusal):
    code = "another_must_agree"
    sentence = _("You asked for this yourself. A second person must agree.")
    status = 403


class BothSignIn(Refusal):
    code = "both_sign_in"
    sentence = _("Both have a login of their own, so these are two people, or one login must be closed first.")


class KeepTheOther(Refusal):
    code = "keep_the_other"
    sentence = _("This dossier has records that were signed or counted and cannot move. Keep it, and add the other.")


class ServedEachOther(Refusal):
    code = "served_each_other"
    sentence = _("On %(day)s the one came to serve the other (order %(order)s). Look into that first.")


class TwicePromised(Refusal):
    code = "twice_promised"
    sentence = _("Both have promised to serve at the same time. One of them must withdraw first.")


def merge_elders(*, by: Any, at: datetime, merge_id: UUID, words: str = "") -> Merge:
    """Carry out what was asked: choose the values, move every row that ``moves.MOVES`` names, join the passbooks.

    Nothing is lost: what cannot be said anew stays with the absorbed dossier, which is closed and leads here. It cannot
    be undone, therefore two persons (ADR 16). Raises NotAllowed, NotFound, MergeDecided, AnotherMustAgree, ElderLeft,
    TwoNumbers, BothSignIn, KeepTheOther, ServedEachOther, TwicePromised, BookClosed, NotEnough.
    """
    with transaction.atomic():
        asked = lock_merge(by=by, merge_id=merge_id)
        if asked.asked_by_id == by.id:
            raise AnotherMustAgree
        kept, absorbed = _lock(by, asked)
        _refuse_two_people(asked, kept, absorbed)
        chosen = frozenset(asked.taken or ())
        moved = {"elders.Fact.elder": take_facts(by=by, at=at, kept=kept, absorbed=absorbed, taken=chosen)}
        take_person(
            by=by,
            at=at,
            kept=kept,
            absorbed=absorbed,
            taken=chosen,
            reason=asked.reason,
            because=asked.wrong_number,
        )
        moved |= take_family(at=at, kept=kept, absorbed=absorbed)
        moved["elders.Photo.elder"] = take_photo(kept=kept, absorbed=absorbed, chosen=PHOTO in chosen)
        moved |= join_subsidies(by=by, at=at, kept=kept, absorbed=absorbed)
        moved |= _move_rows(kept, absorbed)
        moved["photos.Photograph.about_elder"] = move_photographs(by=by, at=at, about=absorbed.id, to=kept.id)
        posted = merge_accounts(by=by, at=at, kept=kept.person, absorbed=absorbed.person)
        moved["ledger.Account.person"] = len(posted)
        close_absorbed(at=at, kept=kept, absorbed=absorbed)
        asked.state, asked.decided_at, asked.decided_by = MergeState.DONE, at, by
        asked.words, asked.moved = words.strip()[:200], {label: number for label, number in moved.items() if number}
        asked.save(update_fields=["state", "decided_at", "decided_by", "words", "moved"])
        _write_down(asked, kept, absorbed)
    return asked


def _lock(by: Any, asked: Merge) -> tuple[Elder, Elder]:
    """Persons, then orders, then elders, as everywhere. An order placed meanwhile waits here and is refused."""
    pair = (asked.kept_id, asked.absorbed_id)
    persons = Elder.objects.filter(id__in=pair).values_list("person_id", flat=True)
    list(Person.objects.filter(id__in=list(persons)).order_by("id").select_for_update().values_list("id"))
    orders = Order.objects.filter(elder__in=pair).order_by("id")
    list(orders.select_for_update(no_key=True, of=("self",)).values_list("id"))
    return lock_two(by=by, kept_id=asked.kept_id, absorbed_id=asked.absorbed_id)


def _refuse_two_people(asked: Merge, kept: Elder, absorbed: Elder) -> None:
    if kept.person.id_number and absorbed.person.id_number and not asked.wrong_number:
        raise TwoNumbers
    if User.objects.filter(person__in=(kept.person_id, absorbed.person_id)).count() > 1:
        raise BothSignIn
    if any(rows_of(model, field, absorbed).exists() for _label, model, field, _move in moves_with(Fate.REFUSED)):
        raise KeepTheOther
    order = served_each_other(kept, absorbed)
    if order is not None:
        raise ServedEachOther(day=timezone.localdate(order.starts_at).isoformat(), order=str(order.id)[-6:])


def _move_rows(kept: Elder, absorbed: Elder) -> dict[str, int]:
    moved = {}
    try:
        with transaction.atomic():
            for label, model, field, move in moves_with(Fate.MOVED):
                target = kept.pk if field.related_model is Elder else kept.person_id
                moved[label] = movable(model, field, move, kept, absorbed).update(**{field.attname: target})
    except IntegrityError as error:
        if "assignment_" in str(error):
            raise TwicePromised from error
        raise
    return moved


def _write_down(asked: Merge, kept: Elder, absorbed: Elder) -> None:
    by, at = asked.decided_by, asked.decided_at
    assert at is not None
    for elder, other in ((kept, absorbed), (absorbed, kept)):
        write_change(
            by=by,
            at=at,
            elder=elder,
            about="ELDER",
            about_id=other.id,
            field="merged",
            became=other.person.name,
            reason=asked.reason,
        )
    kept.judged_on = None
    kept.save(update_fields=["lives_alone", "judged_on"])
    keep_figures(kept, at)
    tell("elder.merged", by=by, at=at, elder=kept, absorbed=str(absorbed.id), merge=str(asked.id))
