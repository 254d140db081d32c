"""An elder moves to another village: who visits, what was ordered and what the new village hears."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.elders.actions.checking import checked_person, village_of
from accounts.elders.actions.keeping import ElderLeft, keep_figures, lock_elder, not_after, write_change
from accounts.elders.models import Elder, Guardian, Removal, VisitContact
from accounts.journal.actions.emit import emit
from accounts.people.models import Person
from accounts.people.queries import place_of
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region
from services.associations.actions.leave_association import end_out_of_reach
from services.meals.actions.end_meals import end_meals
from services.orders.actions.events import emit_order
from services.orders.actions.lock import lock_order
from services.orders.actions.releasing import give_back
from services.orders.actions.seating import end_seats
from services.orders.enums import TO_COME
from services.orders.lifecycle import advance_order
from services.orders.models import Order
from services.standing.actions.end_for_elder import end_for_elder


class LivesThere(Invalid):
    code = "lives_there"
    sentence = gettext_lazy("The elder lives there already.")


class TooLateToUndo(Refusal):
    code = "too_late_to_undo"
    sentence = gettext_lazy("A move can be taken back on the same day only. Write down a new move instead.")


def move_elder(
    *,
    by: Any,
    at: datetime,
    elder: Elder,
    home_code: str,
    since: date,
    address: str = "",
    keep_registered: bool = True,
    stay: Collection[UUID] = (),
    keep_orders: bool = True,
) -> Removal:
    """Write down the new home; the old village starts it, the new one is told and asked to look at the dossier.

    ``stay``: ids of the visitors and the guardian who go on; the time of the others ends. Orders that have not begun
    are served at the new house, or called off; what comes round goes on there, or ends with them. The passbook stays:
    the books of a house do not ask for the village.

    Raises NotAllowed, NotFound, ElderLeft, NoSuchPlace, LivesThere, NotYet and the refusals of ``person_values``.
    """
    home = village_of(home_code)
    not_after(since, at, name="since")
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=elder.person_id)
        if not keep_orders:
            end_for_elder(by=by, at=at, elder=elder)
        orders = _waiting(elder)
        locked = lock_elder(by=by, elder_id=elder.id)
        if not keep_orders:
            end_meals(by=by, at=at, elder=locked)
        origin = str(person.home_id)
        if origin == home.code:
            raise LivesThere(field="home_code")
        removal = Removal(elder=locked, origin_id=origin, target=home, since=since, moved_at=at, moved_by=by)
        names = ("home_id", "registered_id", "address", "latitude", "longitude")
        removal.before = {name: getattr(person, name) for name in names}
        removal.ended = _end_standing(locked, stay, max(since, date.min))
        removal.save()
        _rehouse(person, home, checked_person({"address": address})["address"], keep_registered)
        locked.person, locked.arrived_on = Person.objects.select_related("home").get(pk=person.pk), since
        locked.save(update_fields=["arrived_on"])
        write_change(
            by=by,
            at=at,
            elder=locked,
            about="PERSON",
            about_id=person.id,
            field="home_id",
            was=origin,
            became=home.code,
        )
        keep_figures(locked, at)
        _settle_orders(orders, locked, by=by, at=at, keep=keep_orders)
        end_out_of_reach(by=by, at=at, elder=locked, on=since)
        _tell(removal, by=by, at=at)
    elder.person = locked.person
    return removal


def _rehouse(person: Person, home: Region, address: str, keep_registered: bool) -> None:
    person.home_id, person.address = home.code, address
    person.latitude = person.longitude = None
    if not keep_registered:
        person.registered_id = home.code
    person.save()


def move_back(*, by: Any, at: datetime, removal_id: UUID) -> Removal:
    """Take a move back on the day it was written down, by whoever wrote it or answers for the new village.

    Home, house and registration are as before, and those whose visits ended with it go on. Orders that were called off
    stay so. Raises NotAllowed, NotFound, ElderLeft, TooLateToUndo.
    """
    with transaction.atomic():
        demand(by, Permission.ELDER_REGISTER)
        found = Removal.objects.filter(id=removal_id).first()
        if found is None:
            raise NotFound
        person = Person.objects.select_for_update().get(pk=found.elder.person_id)
        orders = _waiting(found.elder)
        elder = Elder.objects.select_for_update(of=("self",)).select_related("person").get(id=found.elder_id)
        removal = Removal.objects.select_for_update().get(id=removal_id)
        if removal.moved_by_id != by.id:
            demand(by, Permission.ELDER_REGISTER, region_code=elder.person.home_id)
        if elder.left_on is not None:
            raise ElderLeft
        same_day = timezone.localdate(removal.moved_at) == timezone.localdate(at)
        last = Removal.objects.filter(elder=elder).order_by("-moved_at").first()
        if removal.undone_at is not None or not same_day or last != removal:
            raise TooLateToUndo
        for name, value in (removal.before or {}).items():
            setattr(person, name, value)
        person.save()
        _take_up(elder, removal)
        elder.person, elder.arrived_on = Person.objects.select_related("home").get(pk=person.pk), None
        elder.save(update_fields=["arrived_on"])
        removal.undone_at = at
        removal.save(update_fields=["undone_at"])
        write_change(
            by=by,
            at=at,
            elder=elder,
            about="PERSON",
            about_id=person.id,
            field="home_id",
            was=removal.target_id,
            became=removal.origin_id,
        )
        keep_figures(elder, at)
        _settle_orders(orders, elder, by=by, at=at, keep=True)
        _tell(removal, by=by, at=at, name="accounts.elder.moved_back")
    return removal


def _waiting(elder: Elder) -> list[Order]:
    """Orders are locked after the person and before the elder, as everywhere."""
    rows = Order.objects.filter(elder=elder, status__in=TO_COME).order_by("id").values_list("id", flat=True)
    return [lock_order(order_id) for order_id in list(rows)]


def _end_standing(elder: Elder, stay: Collection[UUID], on: date) -> list[UUID]:
    ended: list[UUID] = []
    for model in (Guardian, VisitContact):
        rows = model.objects.filter(elder=elder, until=None).exclude(id__in=stay)
        for row in rows:
            row.until = max(row.since, on)
            row.save(update_fields=["until"])
            ended.append(row.id)
    return ended


def _take_up(elder: Elder, removal: Removal) -> None:
    """Let those go on whose time ended with the move, unless somebody else has been named since."""
    if not Guardian.objects.filter(elder=elder, until=None).exists():
        Guardian.objects.filter(id__in=removal.ended).update(until=None)
    visitors = VisitContact.objects.filter(id__in=removal.ended)
    if VisitContact.objects.filter(elder=elder, until=None, lead=True).exists():
        visitors = visitors.filter(lead=False)
    visitors.update(until=None)


def _settle_orders(orders: list[Order], elder: Elder, *, by: Any, at: datetime, keep: bool) -> None:
    latitude, longitude = place_of(elder.person)
    for order in orders:
        if order.status not in TO_COME:
            continue
        if keep:
            order.village_code, order.latitude, order.longitude = str(elder.person.home_id), latitude, longitude
            order.save(update_fields=["village_code", "latitude", "longitude"])
            continue
        words = _("The elder has moved to another village.")
        advance_order(order, "cancel", closed_at=at, comment=words)
        end_seats(order, at=at, by=by)
        give_back(order, at=at)
        emit_order(order, "cancelled", at=at, by=by, words=words)


def _tell(removal: Removal, *, by: Any, at: datetime, name: str = "accounts.elder.moved") -> None:
    """Delivered to those who keep the registry of either village (``frontend.live.readers``)."""
    emit(
        name,
        at=at,
        by=by,
        subject_kind="elder",
        subject_id=removal.elder_id,
        region_code=str(removal.target_id),
        detail={"origin": str(removal.origin_id), "target": str(removal.target_id), "removal": str(removal.id)},
    )
