"""Claiming: who may, who is faster, and what only the database can decide."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from accounts.access.enums import Role
from accounts.people.enums import CredentialKind, Gender, Relation
from accounts.people.models import Credential, Kinship
from accounts.refusals import NotAllowed, Refusal
from services.orders.actions import claim_order as claiming
from services.orders.actions import seating
from services.orders.actions.claim_order import claim_order
from services.orders.actions.seating import NotEligible, OrderNotOpen
from services.orders.enums import AssignmentStatus, OrderStatus
from services.orders.models import Assignment, Order
from tests import personas
from tests.personas import NOW


@pytest.fixture
def lin():
    return personas.elder()


@pytest.fixture
def mei(lin):
    return personas.proxy(lin)


def claimed_reason(volunteer, order):
    with pytest.raises(NotEligible) as caught:
        claim_order(by=volunteer, at=NOW, order_id=order.id)
    assert not Assignment.objects.filter(order=order).exists()
    return caught.value.code


@pytest.mark.django_db
def test_claim_fills_the_only_seat(lin, mei):
    order = personas.order(mei, lin)
    assignment = claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    order.refresh_from_db()
    assert (order.status, assignment.seat, assignment.status) == ("CLAIMED", 1, "CLAIMED")


@pytest.mark.django_db
def test_claim_of_a_taken_order_is_refused(lin, mei):
    order = personas.order(mei, lin)
    claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    with pytest.raises(OrderNotOpen):
        claim_order(by=personas.volunteer("陈阿水"), at=NOW, order_id=order.id)


@pytest.mark.django_db
def test_two_seats_take_two_people_and_no_third(lin, mei):
    bath = personas.item("bath", minutes=60, seats=2)
    order = personas.order(mei, lin, of=bath)
    claim_order(by=personas.volunteer(), at=NOW, order_id=order.id)
    order.refresh_from_db()
    assert order.status == OrderStatus.OPEN
    claim_order(by=personas.volunteer("陈阿水"), at=NOW, order_id=order.id)
    with pytest.raises(OrderNotOpen):
        claim_order(by=personas.volunteer("苏木"), at=NOW, order_id=order.id)


@pytest.mark.django_db
def test_the_database_knows_how_many_seats_there_are(lin, mei):
    order = personas.order(mei, lin)
    guo = personas.volunteer()
    with pytest.raises(IntegrityError, match="has no seat 2"), transaction.atomic():
        Assignment.objects.create(
            order=order,
            seat=2,
            person=guo.person,
            claimed_by=guo,
            claimed_at=NOW,
            planned=DateTimeTZRange(order.starts_at, order.ends_at),
        )


@pytest.mark.django_db
def test_reasons_against_a_claim(lin, mei):
    order = personas.order(mei, lin)
    unverified = personas.user("周小满", Role.VOLUNTEER)
    assert claimed_reason(unverified, order) == "not_verified"

    minor = personas.volunteer("苏小明")
    minor.person.birth_on = date(2010, 1, 1)
    minor.person.save()
    assert claimed_reason(minor, order) == "minor_without_consent"

    daughter = personas.volunteer("林小燕")
    Kinship.objects.create(person=lin.person, relative=daughter.person, relation=Relation.CHILD)
    assert claimed_reason(daughter, order) == "direct_kin"

    with pytest.raises(NotAllowed):
        claim_order(by=mei, at=NOW, order_id=order.id)


@pytest.mark.django_db
def test_a_credential_must_be_valid_on_the_day(lin, mei):
    meal = personas.item("meal", credential=CredentialKind.HEALTH_CARD)
    order = personas.order(mei, lin, of=meal)
    guo = personas.volunteer()
    assert claimed_reason(guo, order) == "credential_missing"
    card = Credential.objects.create(
        person=guo.person,
        kind=CredentialKind.HEALTH_CARD,
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 11, 2),
    )
    assert claimed_reason(guo, order) == "credential_expired"
    card.valid_until = date(2026, 11, 19)
    card.save()
    assert claim_order(by=guo, at=NOW, order_id=order.id)


@pytest.mark.django_db
def test_a_bath_is_given_by_somebody_of_the_same_gender(mei, lin):
    bath = personas.item("bath", same_gender=True)
    order = personas.order(mei, lin, of=bath)
    man = personas.volunteer("陈大山")
    man.person.gender = Gender.MALE
    man.person.save()
    assert claimed_reason(man, order) == "wrong_gender_female"


@pytest.mark.django_db
def test_overlapping_claims_are_refused_by_the_database(lin, mei, monkeypatch):
    guo = personas.volunteer()
    first = personas.order(mei, lin)
    second = personas.order(mei, lin, hours=2.5)
    claim_order(by=guo, at=NOW, order_id=first.id)
    assert claimed_reason(guo, second) == "overlap"

    # Without matching the constraint alone must still say no.
    monkeypatch.setattr(claiming, "reasons_against", lambda *_, **__: [])
    assert claimed_reason(guo, second) == "overlap"

    # Negative control: without the constraint the second claim would stand.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the pending checks forbid ALTER TABLE
        cursor.execute("ALTER TABLE orders_assignment DROP CONSTRAINT assignment_no_overlap_planned")
    assert claim_order(by=guo, at=NOW, order_id=second.id).status == AssignmentStatus.CLAIMED


def race(volunteers, order):
    """Everybody claims at once; returns the winners' count and what the others were told."""
    barrier, told = threading.Barrier(len(volunteers)), []

    def tap(volunteer):
        try:
            barrier.wait(timeout=30)
            claiming.claim_order(by=volunteer, at=NOW, order_id=order.id)
            told.append("won")
        except Refusal as refusal:
            told.append(refusal.code)
        except Exception as error:
            told.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=tap, args=(volunteer,)) for volunteer in volunteers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.verifies(5)
@pytest.mark.parametrize("seats", [1, 5])
def test_a_crowd_claims_and_exactly_as_many_win_as_there_are_seats(committed_db, seats):
    lin = personas.elder(minutes=1000)
    mei = personas.proxy(lin)
    order = personas.order(mei, lin, of=personas.item("work", seats=seats))
    told = race([personas.volunteer(f"郑{i}") for i in range(40)], order)
    assert told.count("won") == seats
    assert set(told) == {"won", "order_not_open"}


@pytest.mark.verifies(5)
def test_negative_control_without_lock_and_constraint_too_many_win(committed_db, monkeypatch):
    lin = personas.elder(minutes=1000)
    mei = personas.proxy(lin)
    order = personas.order(mei, lin)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX assignment_seat_taken_once")
    arrived = threading.Barrier(8)

    def read_without_lock(order_id, *, at):
        order = Order.objects.select_related("elder").get(id=order_id, status=OrderStatus.OPEN)
        arrived.wait(timeout=30)
        return order

    monkeypatch.setattr(claiming, "lock_open_order", read_without_lock)
    monkeypatch.setattr(seating, "advance_order", lambda order, move: order)
    told = race([personas.volunteer(f"郑{i}") for i in range(8)], order)
    assert told.count("won") > 1


@pytest.mark.django_db
def test_claim_of_something_long_over_is_still_decided_by_state(lin, mei):
    order = personas.order(mei, lin)
    Order.objects.filter(id=order.id).update(status=OrderStatus.EXPIRED)
    with pytest.raises(OrderNotOpen):
        claim_order(by=personas.volunteer(), at=NOW + timedelta(days=1), order_id=order.id)
