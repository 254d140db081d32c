"""Supporters and where they are, the guardian, and who visits."""

from datetime import date, timedelta

import pytest

from accounts.elders.actions.change_supporter import SupporterEnded, change_supporter
from accounts.elders.actions.confirm_whereabouts import AlreadyAnswered, confirm_whereabouts, refuse_whereabouts
from accounts.elders.actions.keeping import NotYet
from accounts.elders.actions.name_guardian import BeforeTheLast, name_guardian
from accounts.elders.actions.name_visit_contact import end_visit_contact, name_visit_contact
from accounts.elders.actions.report_whereabouts import EnoughSaid, NoPlace, TooEarly, report_whereabouts
from accounts.elders.enums import Channel, GuardianKind, VisitorKind, Where
from accounts.elders.models import Guardian, VisitContact, Whereabouts
from accounts.elders.queries.dossier import dossier_of
from accounts.elders.queries.family import guardian_of, standing_supporters, visit_contacts_of, waiting_reports
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.dossier.stories import TODAY, daughter, stranger, worker
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db


def report(supporter, *, by=None, where=Where.AWAY, place="泉州晋江", since=date(2019, 3, 1), channel=Channel.LINK):
    return report_whereabouts(
        by=by, at=NOW, supporter=supporter, where=where, place=place, since=since, channel=channel
    )


def test_what_the_family_reports_counts_once_the_village_confirmed_it():
    lin, mei = personas.elder(), worker()
    said = report(daughter(lin, mei))
    assert standing_supporters(lin)[0].whereabouts_now is None
    assert [one.code for one in dossier_of(lin).completeness(TODAY).missing].count("whereabouts") == 1
    assert list(waiting_reports([VILLAGE])) == [said]
    assert not waiting_reports([OTHER_VILLAGE])
    confirm_whereabouts(by=mei, at=NOW, report_id=said.id)
    assert standing_supporters(lin)[0].whereabouts_now == said
    assert "whereabouts" not in [one.code for one in dossier_of(lin).completeness(TODAY).missing]
    assert not waiting_reports([VILLAGE])
    with pytest.raises(AlreadyAnswered):
        refuse_whereabouts(by=mei, at=NOW, report_id=said.id)


def test_a_refused_report_counts_for_nothing_and_stays():
    lin, mei = personas.elder(), worker()
    said = report(daughter(lin))
    refuse_whereabouts(by=mei, at=NOW, report_id=said.id)
    (supporter,) = standing_supporters(lin)
    assert (supporter.whereabouts_now, supporter.whereabouts_said) == (None, None)
    assert Whereabouts.objects.get().refused_at == NOW


def test_once_the_newest_is_confirmed_what_was_said_before_waits_no_more():
    lin, mei = personas.elder(), worker()
    child = daughter(lin)
    old, new = report(child, place="晋江"), report(child, place="金华")
    confirm_whereabouts(by=mei, at=NOW, report_id=new.id)
    assert not waiting_reports([VILLAGE])
    assert Whereabouts.objects.get(id=old.id).refused_at == NOW
    assert standing_supporters(lin)[0].whereabouts_now == new


def test_what_staff_heard_counts_at_once():
    lin, mei = personas.elder(), worker()
    said = report(daughter(lin), by=mei, channel=Channel.PHONE)
    assert (said.confirmed_at, said.confirmed_by) == (NOW, mei)


def test_the_next_village_neither_reports_nor_confirms():
    lin = personas.elder()
    child = daughter(lin)
    said = report(child)
    with pytest.raises(NotFound):
        report(child, by=stranger(), channel=Channel.VISIT)
    for answer in (confirm_whereabouts, refuse_whereabouts):
        with pytest.raises(NotFound):
            answer(by=stranger(), at=NOW, report_id=said.id)
        with pytest.raises(NotAllowed):
            answer(by=personas.volunteer(), at=NOW, report_id=said.id)


def test_what_cannot_be_so_is_refused():
    child = daughter(personas.elder())
    for given, refusal in (
        ({"place": ""}, NoPlace),
        ({"since": TODAY + timedelta(days=1)}, NotYet),
        ({"since": date(1900, 1, 1)}, TooEarly),
    ):
        with pytest.raises(refusal):
            report(child, **given)
    assert report(child, where=Where.UNKNOWN, place="").place == ""


def test_the_same_answer_twice_is_one_and_a_link_cannot_flood_the_village():
    child = daughter(personas.elder())
    assert report(child) == report(child)
    for day in range(2, 6):
        report(child, since=date(2019, 3, day))
    with pytest.raises(EnoughSaid):
        report(child, since=date(2019, 4, 1))


def test_another_phone_or_the_end_voids_the_links_sent_before():
    lin, mei = personas.elder(), worker()
    child = daughter(lin)
    assert change_supporter(by=mei, at=NOW, supporter=child, able=False).link_version == 1
    assert change_supporter(by=mei, at=NOW, supporter=child, phone="13900000002").link_version == 2
    assert change_supporter(by=mei, at=NOW, supporter=child, new_link=True).link_version == 3
    change_supporter(by=mei, at=NOW, supporter=child, ended_on=TODAY, reason="去世")
    assert standing_supporters(lin) == []
    with pytest.raises(SupporterEnded):
        report(child)
    with pytest.raises(NotFound):
        change_supporter(by=stranger(), at=NOW, supporter=child, name="别人")


def test_one_guardian_at_a_time_and_the_one_before_is_kept():
    lin, mei = personas.elder(), worker()
    given = {"by": mei, "at": NOW, "elder": lin, "kind": GuardianKind.FAMILY}
    first = name_guardian(**given, name="林小燕", since=date(2024, 1, 1))
    assert name_guardian(**given, name="林小燕", since=date(2024, 1, 1)) == first
    second = name_guardian(**given, name="范秀兰", relation="堂嫂", since=date(2026, 2, 20))
    assert guardian_of(lin) == second
    assert Guardian.objects.get(id=first.id).until == date(2026, 2, 20)
    with pytest.raises(BeforeTheLast):
        name_guardian(**given, name="别人", since=date(2025, 1, 1))
    with pytest.raises(NotFound):
        name_guardian(**{**given, "by": stranger()}, name="别人", since=TODAY)


def test_one_lead_and_any_number_of_helpers():
    lin, mei = personas.elder(), worker()
    given = {"by": mei, "at": NOW, "elder": lin, "since": date(2026, 1, 1), "kind": VisitorKind.ASSISTANT}
    name_visit_contact(**given, name="郑美兰", lead=True)
    helper = name_visit_contact(**given, name="乐建平")
    assert name_visit_contact(**given, name="乐建平") == helper
    name_visit_contact(**given, name="陈书记", lead=True)
    assert [(one.name, one.lead) for one in visit_contacts_of(lin)] == [
        ("陈书记", True),
        ("郑美兰", False),
        ("乐建平", False),
    ]
    end_visit_contact(by=mei, at=NOW, contact_id=helper.id, until=TODAY)
    assert VisitContact.objects.get(id=helper.id).until == TODAY
    with pytest.raises(NotFound):
        end_visit_contact(by=stranger(), at=NOW, contact_id=helper.id, until=TODAY)
