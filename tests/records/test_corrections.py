"""A volunteer reports an error; somebody verifies; where minutes move a second person agrees; history is kept."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from accounts.access.actions.give_role import give_role
from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.orders.actions.approve_correction import SecondPersonNeeded, approve_correction
from services.orders.actions.confirm_order import confirm_order
from services.orders.actions.correcting import AnswerMissing, OwnRecord
from services.orders.actions.refuse_correction import refuse_correction
from services.orders.actions.report_error import ReportedAlready, WordsMissing, report_error, withdraw_report
from services.orders.actions.verify_correction import ImpossibleRecord, NothingDifferent, Right, verify_correction
from services.orders.enums import CorrectionStatus, CorrectionSubject
from services.orders.lifecycle import StateChanged
from services.orders.models import CorrectionTicket, ServiceRecord
from services.orders.queries.audience import correction_audience
from services.orders.queries.records import current_records, versions_of
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP
from tests.records.ground import confirmed, served, served_by_member, stage
from timebank.ledger.queries import account_of, entries_of

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def here():
    return stage()


def report(here, seat, **how):
    told = {"subject": CorrectionSubject.TIME, "words": "我做了一个小时", **how}
    return report_error(by=here.guo, at=LATER, assignment_id=seat.id, **told)


def verify(by, ticket, **right):
    return verify_correction(by=by, at=LATER, ticket_id=ticket.id, right=Right(**right), answer="问过老人，是的")


def test_the_whole_way_minutes_reversed_and_posted_anew(here):
    seat = confirmed(here, minutes=47)
    ticket = report(here, seat, minutes_said=60)
    assert (ticket.status, ticket.organisation) == (CorrectionStatus.REPORTED, None)

    ticket = verify(here.village, ticket, minutes=60)
    assert (ticket.status, ticket.credited_to_be) == (CorrectionStatus.VERIFIED, 60)
    assert account_of(here.guo.person_id).balance == 47  # nothing moves yet

    ticket = approve_correction(by=here.township, at=LATER, ticket_id=ticket.id)
    assert ticket.status == CorrectionStatus.CORRECTED
    assert account_of(here.guo.person_id).balance == 60
    assert account_of(here.lin.person_id).balance == 300 - 60
    assert [entry.amount for entry in entries_of(here.guo.person_id)] == [60, -47, 47]  # newest first, history kept
    first, second = versions_of(seat.id)
    assert (first.minutes, second.minutes, second.supersedes_id) == (47, 60, first.id)
    assert (second.reason, second.recorded_by) == ("问过老人，是的", here.township)
    assert list(current_records()) == [second]
    seat.refresh_from_db()
    assert (seat.minutes_worked, seat.minutes_credited) == (60, 60)


def test_it_was_not_me_takes_everything_back(here):
    seat = confirmed(here, minutes=47)
    ticket = report(here, seat, subject=CorrectionSubject.NOT_MINE, words="那天不是我去的")
    ticket = verify(here.village, ticket, minutes=0)
    approve_correction(by=here.county, at=LATER, ticket_id=ticket.id)
    assert account_of(here.guo.person_id).balance == 0
    assert account_of(here.lin.person_id).balance == 300
    assert current_records().get().minutes == 0


def test_words_alone_need_no_second_person(here):
    seat = confirmed(here)
    ticket = verify(here.village, report(here, seat, subject=CorrectionSubject.CONTENT), content="洗头、理发")
    assert (ticket.status, ticket.closed_by) == (CorrectionStatus.CORRECTED, here.village)
    second = current_records().get()
    assert (second.version, second.content, second.content_en, second.minutes) == (2, "洗头、理发", "", 47)
    assert account_of(here.guo.person_id).balance == 47


def test_one_person_alone_cannot_move_minutes(here):
    seat = confirmed(here)
    ticket = verify(here.township, report(here, seat), minutes=60)
    with pytest.raises(SecondPersonNeeded):
        approve_correction(by=here.township, at=LATER, ticket_id=ticket.id)
    assert account_of(here.guo.person_id).balance == 47


def test_the_database_refuses_one_person_for_both(here):
    """The negative control of the rule above: also when the code is passed by."""
    ticket = verify(here.township, report(here, confirmed(here)), minutes=60)
    with pytest.raises(DatabaseError, match="never_by_one_person"), transaction.atomic():
        CorrectionTicket.objects.filter(id=ticket.id).update(closed_by=here.township)


def test_a_village_worker_is_no_second_person(here):
    other = personas.user("范二", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    ticket = verify(here.village, report(here, confirmed(here)), minutes=60)
    with pytest.raises(NotAllowed):
        approve_correction(by=other, at=LATER, ticket_id=ticket.id)


def test_refused_with_words_everything_stays(here):
    ticket = report(here, confirmed(here))
    with pytest.raises(AnswerMissing):
        refuse_correction(by=here.village, at=LATER, ticket_id=ticket.id, answer=" ")
    ticket = refuse_correction(by=here.village, at=LATER, ticket_id=ticket.id, answer="老人说是 47 分钟")
    assert (ticket.status, ticket.answer) == (CorrectionStatus.REFUSED, "老人说是 47 分钟")
    assert ServiceRecord.objects.count() == 1
    with pytest.raises(StateChanged):
        verify(here.village, ticket, minutes=60)


def test_the_second_persons_no(here):
    ticket = verify(here.village, report(here, confirmed(here)), minutes=60)
    with pytest.raises(SecondPersonNeeded):
        refuse_correction(by=here.village, at=LATER, ticket_id=ticket.id, answer="算了")
    refuse_correction(by=here.township, at=LATER, ticket_id=ticket.id, answer="证据不够")
    assert account_of(here.guo.person_id).balance == 47
    again = verify(here.village, report(here, CorrectionTicket.objects.get().assignment), minutes=50)
    assert again.status == CorrectionStatus.VERIFIED  # it can be asked for once more


def test_nobody_decides_about_their_own_record(here):
    """The township official who serves on Sundays."""
    give_role(by=None, at=NOW, user=here.guo, role=Role.TOWNSHIP_OFFICIAL, region=Region.objects.get(code=TOWNSHIP))
    ticket = report(here, confirmed(here))
    with pytest.raises(OwnRecord):
        verify(here.guo, ticket, minutes=60)
    verify(here.village, ticket, minutes=60)
    with pytest.raises(OwnRecord):
        approve_correction(by=here.guo, at=LATER, ticket_id=ticket.id)


def test_outsiders_find_nothing(here):
    seat, zhen = confirmed(here), personas.volunteer("陈远真", village=OTHER_VILLAGE)
    with pytest.raises(NotFound):
        report_error(by=zhen, at=LATER, assignment_id=seat.id, subject=CorrectionSubject.TIME, words="x")
    ticket = report(here, seat)
    with pytest.raises(NotFound):
        verify(zhen, ticket, minutes=60)
    with pytest.raises(NotFound):
        withdraw_report(by=zhen, at=LATER, ticket_id=ticket.id)
    far = personas.user("外乡", Role.TOWNSHIP_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        approve_correction(by=far, at=LATER, ticket_id=ticket.id)


def test_what_is_reported_is_checked(here):
    seat = confirmed(here)
    with pytest.raises(WordsMissing):
        report(here, seat, words="  ")
    ticket = report(here, seat)
    with pytest.raises(ReportedAlready):
        report(here, seat)
    with pytest.raises(NothingDifferent):
        verify(here.village, ticket, minutes=47)
    with pytest.raises(ImpossibleRecord):
        verify(here.village, ticket, minutes=1441)
    with pytest.raises(ImpossibleRecord):
        verify(here.village, ticket, served_on=date(2027, 1, 1))
    withdraw_report(by=here.guo, at=LATER, ticket_id=ticket.id)
    assert report(here, seat).status == CorrectionStatus.REPORTED


def test_an_unconfirmed_service_has_no_record_to_correct(here):
    with pytest.raises(NotFound):
        report(here, served(here))


def test_the_organisation_verifies_what_its_members_did(here):
    manager, member = personas.user("罗队长"), personas.volunteer("陈志愿")
    team = personas.organisation(manager, member)
    seat = served_by_member(here, team, manager, member)
    confirm_order(by=here.mei, at=NOW + timedelta(hours=5), order_id=seat.order_id, rating=5)
    ticket = report_error(by=member, at=LATER, assignment_id=seat.id, subject=CorrectionSubject.TIME, words="多做了")
    assert ticket.organisation == team
    assert correction_audience(Event.objects.get(name="services.correction.reported")) == [manager]
    ticket = verify(manager, ticket, minutes=55)
    assert ticket.status == CorrectionStatus.VERIFIED
    told = correction_audience(Event.objects.get(name="services.correction.verified"))
    assert {user.id for user in told} == {member.id, here.township.id}
    approve_correction(by=here.township, at=LATER, ticket_id=ticket.id)
    assert account_of(member.person_id).balance == 55


def test_the_elder_never_pays_more_than_there_is(here):
    lin = personas.elder("范阿婆", minutes=50)
    here.lin, here.mei = lin, personas.proxy(lin, "范小")
    seat = confirmed(here, minutes=47)
    ticket = verify(here.village, report(here, seat), minutes=90)
    assert ticket.credited_to_be == 50
    approve_correction(by=here.township, at=LATER, ticket_id=ticket.id)
    assert account_of(lin.person_id).balance == 0
    assert current_records().get().minutes == 90  # the time actually served, whoever could pay for it
