"""The record of the ministry's order no. 67: its fields, the consent it needs, and what is no volunteering."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.organisations.enums import OrganisationKind
from accounts.people.models import Person
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.confirm_order import confirm_order
from services.orders.models import RecordedPerson, ServiceRecord
from tests import personas
from tests.personas import NOW
from tests.records.ground import confirmed, served, served_by_member, stage
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


def test_every_field_of_the_order_stands_in_it():
    here = stage()
    seat = confirmed(here, minutes=47)
    record = ServiceRecord.objects.get(assignment=seat)
    assert (record.activity, record.served_on, record.place) == ("日常", date(2026, 11, 19), "均溪镇白岩村")
    assert (record.content, record.content_en, record.minutes) == ("上门理发", "Haircut", 47)
    assert (record.organiser, record.person_in_charge) == ("白岩村民委员会", "林小梅")
    assert (record.rating, record.rated_on) == (5, date(2026, 11, 19))
    assert (record.due_on, record.due_is_provisional) == (date(2026, 12, 3), False)  # ten working days
    assert (record.version, record.supersedes, record.recorded_by) == (1, None, here.mei)


def test_without_consent_it_says_nothing_of_the_person():
    confirmed(stage())
    assert not RecordedPerson.objects.exists()


def test_with_consent_it_says_who_served_and_withdrawn_it_does_not():
    here = stage()
    before = confirmed(here)
    change_record_consent(by=here.guo, at=NOW, given=True)
    after = confirmed(here, at=NOW + timedelta(days=1))
    parts = RecordedPerson.objects.filter(record__assignment__in=[before, after])
    assert [part.name for part in parts] == ["郑国忠", "郑国忠"]
    part = parts.get(record__assignment=after)
    assert (part.gender, part.birth_on, part.area) == ("FEMALE", date(1970, 5, 1), "均溪镇白岩村")
    assert (part.contact, part.category) == ("13800000000", "日常")

    change_record_consent(by=here.guo, at=NOW + timedelta(days=2), given=False)
    assert not RecordedPerson.objects.exists()
    assert ServiceRecord.objects.count() == 2  # the services stay
    assert Person.objects.get(id=here.guo.person_id).record_consent_on is None


def test_consent_said_twice_is_said_once():
    here = stage()
    change_record_consent(by=here.guo, at=NOW, given=True)
    change_record_consent(by=here.guo, at=NOW + timedelta(days=3), given=True)
    assert Person.objects.get(id=here.guo.person_id).record_consent_on == date(2026, 11, 19)


@pytest.mark.parametrize("statement", ["UPDATE {} SET minutes = 900", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_a_record_is_written_once(statement):
    confirmed(stage())
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(statement.format("orders_servicerecord"))


@pytest.mark.parametrize("kind", [OrganisationKind.CANTEEN, OrganisationKind.HOME_CARE, OrganisationKind.CLINIC])
def test_paid_work_is_no_volunteering(kind):
    here, manager, cook = stage(), personas.user("罗经理"), personas.user("陈师傅")
    company = personas.organisation(manager, cook, name="大田家政")
    company.kind = kind
    company.save()
    seat = served_by_member(here, company, manager, cook, minutes=47)
    confirm_order(by=here.mei, at=NOW + timedelta(hours=5), order_id=seat.order_id, rating=5)
    seat.refresh_from_db()
    assert not ServiceRecord.objects.exists()
    assert seat.minutes_credited == 0
    own = account_of(cook.person_id)
    assert own is None or own.balance == 0
    assert company.accounts.get().balance == 47  # what the elder spent went to the company
    assert account_of(here.lin.person_id).balance == 300 - 47


def test_a_volunteer_team_is_volunteering():
    """The negative control: the same service by a team is recorded and earns."""
    here, manager, guest = stage(), personas.user("罗队长"), personas.user("陈志愿")
    team = personas.organisation(manager, guest)
    seat = served_by_member(here, team, manager, guest)
    confirm_order(by=here.mei, at=NOW + timedelta(hours=5), order_id=seat.order_id, rating=5)
    assert ServiceRecord.objects.get().organiser == "禾田社工"
    assert account_of(guest.person_id).balance == 47


def test_nobody_confirmed_means_no_record():
    served(stage())
    assert not ServiceRecord.objects.exists()
