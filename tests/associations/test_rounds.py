"""Pairs and rounds: who looks in on whom, what was done, and how the helper's time comes to count."""

from datetime import time, timedelta
from typing import Any

import pytest

from accounts.elders.actions.keeping import NotYet
from accounts.elders.enums import Tier
from accounts.elders.models import Elder, VisitContact
from accounts.journal.models import Event
from accounts.organisations.models import Member
from accounts.people.enums import VolunteerStatus
from accounts.people.models import User, Volunteer
from accounts.refusals import NotAllowed, NotFound
from frontend.live.readers import readers
from services.associations.actions.end_round import end_round
from services.associations.actions.order_round import OrderedAlready, order_round, send_helpers
from services.associations.actions.pair_members import (
    NeedsHelpThemselves,
    NotOneself,
    pair_members,
    part_members,
)
from services.associations.actions.plan_round import BadRound, PlannedAlready, plan_round
from services.associations.actions.record_look import (
    LookTooLate,
    NotADayOfIt,
    OrderedThatDay,
    WrittenAlready,
    record_help,
    record_look,
)
from services.associations.models import Look, Membership, Round
from services.associations.queries.looking import forgotten_of, helped, pairs_of, rounds_of, turns_of, week_of
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.confirm_order import confirm_order
from services.orders.enums import EvidenceKind
from services.orders.models import Assignment, Order
from services.standing.rhythm import Rhythm
from tests import personas
from tests.associations.ground import TODAY, aged, association, clerk, ground, joined, whole
from tests.personas import NOW
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


class Story:
    """Chen's association; Lin, 83, and He, 63 and well, belong to it and are paired."""

    def __init__(self) -> None:
        self.manager, self.house = ground()
        self.lin, self.he = personas.elder(), aged("何大伯", 63)
        self.member, self.helper = (joined(self.manager, self.house, one) for one in (self.lin, self.he))
        self.pair = self.paired(self.helper, self.member)

    def paired(self, helper: Membership, member: Membership, **more: Any) -> VisitContact:
        asked = {"by": self.manager, "at": NOW, "organisation_id": self.house.id, **more}
        return pair_members(**asked, helper_id=helper.id, member_id=member.id)

    def planned(self, **more: Any) -> list[Round]:
        given: dict[str, Any] = {"by": self.manager, "pair_ids": [self.pair.id], "clock": time(15), "minutes": 30}
        rhythm = more.pop("rhythm", Rhythm(TODAY, None, rrule="FREQ=WEEKLY;BYDAY=TH,SU"))
        return plan_round(**{**given, "at": NOW, "organisation_id": self.house.id, "rhythm": rhythm, **more})

    def looked(self, one: Round, **more: Any) -> Look:
        return record_look(
            **{"by": self.manager, "at": NOW, "round_id": one.id, "on": TODAY, "outcome": "DONE", **more}
        )


def test_a_pair_stands_beside_who_comes_first():
    story = Story()
    VisitContact.objects.create(elder=story.lin, name="林干部", kind="CADRE", lead=True, since=TODAY)
    assert (story.pair.kind, story.pair.lead, story.pair.organisation) == ("MUTUAL", False, story.house)
    assert story.paired(story.helper, story.member).id == story.pair.id  # twice is once
    assert VisitContact.objects.filter(elder=story.lin, lead=True).get().name == "林干部"
    assert [one.id for one in pairs_of(whole(story.house))] == [story.pair.id]
    story.helper.refresh_from_db()
    assert story.helper.helps


def test_a_helper_who_comes_first_already_goes_on_doing_so():
    manager, house = ground()
    lin, he = personas.elder(), aged("何大伯", 63)
    VisitContact.objects.create(elder=lin, person=he.person, name="何大伯", kind="NEIGHBOUR", lead=True, since=TODAY)
    member, helper = joined(manager, house, lin), joined(manager, house, he)
    pair = pair_members(by=manager, at=NOW, organisation_id=house.id, helper_id=helper.id, member_id=member.id)
    assert (pair.lead, pair.kind, pair.organisation) == (True, "NEIGHBOUR", house)


def test_who_cannot_be_paired():
    story = Story()
    with pytest.raises(NotOneself):
        story.paired(story.member, story.member)
    Elder.objects.filter(id=story.lin.id).update(tier=Tier.HIGH)
    with pytest.raises(NeedsHelpThemselves):
        story.paired(story.member, story.helper)
    other = personas.user("别会长")
    away = association(other, name="良元村老年协会")
    for stranger in (other, clerk("350425101201")):
        with pytest.raises(NotFound):
            story.paired(story.helper, story.member, by=stranger)
    with pytest.raises(NotFound):  # members of another association
        pair_members(by=other, at=NOW, organisation_id=away.id, helper_id=story.helper.id, member_id=story.member.id)


def test_a_day_nobody_wrote_down_is_found_again_the_week_after():
    story = Story()
    around = story.planned()[0]
    rounds, later = [around], TODAY + 7 * DAY
    forgotten = lambda: [one.on for one in forgotten_of(rounds, today=later, before=week_of(later)[0])]  # noqa: E731
    assert forgotten() == [TODAY + 3 * DAY, TODAY]
    story.looked(around, minutes=40, words="挑了两担水")
    assert forgotten() == [TODAY + 3 * DAY]
    assert forgotten_of(rounds, today=TODAY + 60 * DAY, before=TODAY + 60 * DAY - 40 * DAY) == []  # too long ago


def test_the_week_shows_what_is_to_come_and_what_was_done():
    story = Story()
    around = story.planned()[0]
    first, last = week_of(TODAY)
    seen = whole(story.house)
    assert [one.on for one in turns_of(rounds_of(seen), since=first, until=last)] == [TODAY, TODAY + 3 * DAY]
    story.looked(around, minutes=40, words="挑了两担水")
    today, sunday = turns_of(rounds_of(seen), since=first, until=last)
    assert today.look is not None
    assert (today.look.minutes, today.may_write(TODAY), sunday.may_write(TODAY)) == (40, False, False)
    assert helped(story.house.id, since=first, until=last) == {"times": 1, "elders": 1, "minutes": 40}
    assert account_of(story.he.person_id) is None  # nobody asked for minutes


def test_a_round_is_looked_at_before_it_is_planned():
    story = Story()
    for wrong in (
        {"rhythm": Rhythm(TODAY - DAY, None, rrule="FREQ=DAILY")},
        {"rhythm": Rhythm(TODAY + 200 * DAY, None, rrule="FREQ=DAILY")},
        {"minutes": 3},
    ):
        with pytest.raises(BadRound):
            story.planned(**wrong)
    story.planned()
    with pytest.raises(PlannedAlready):
        story.planned()
    by_village = VisitContact.objects.create(
        elder=story.he, person=story.lin.person, name="林细妹", kind="NEIGHBOUR", since=TODAY
    )
    for stranger in ([], [by_village.id]):
        with pytest.raises(NotFound):
            story.planned(pair_ids=stranger)
    with pytest.raises(NotAllowed):
        story.planned(by=personas.volunteer())


def test_a_day_is_written_once_and_only_a_day_of_the_round():
    story = Story()
    around = story.planned()[0]
    with pytest.raises(NotYet):
        story.looked(around, on=TODAY + 3 * DAY)
    with pytest.raises(NotADayOfIt):
        story.looked(around, on=TODAY - DAY)
    assert story.looked(around, outcome="NOT_GONE", minutes=9).minutes is None
    with pytest.raises(WrittenAlready):
        story.looked(around)
    with pytest.raises(LookTooLate):
        story.looked(around, on=TODAY, at=NOW + 40 * DAY)
    with pytest.raises(NotFound):
        story.looked(around, by=clerk("350425101201"))


def test_who_comes_home_worried_tells_the_village_at_once():
    story = Story()
    around, village = story.planned()[0], clerk()
    story.looked(around, worried=True, words="灶是冷的")
    event = Event.objects.get(name="services.association.worried")
    assert readers(event) == [village]
    assert "灶" not in str(event.detail)
    story.looked(around, on=TODAY + 3 * DAY, at=NOW + 3 * DAY)
    assert readers(Event.objects.get(name="services.association.looked")) == []


def test_help_that_nobody_planned_is_kept_too():
    story = Story()
    asked: dict[str, Any] = {"by": story.manager, "at": NOW, "organisation_id": story.house.id, "on": TODAY}
    look = record_help(**asked, helper_id=story.helper.id, member_id=story.member.id, minutes=20)
    assert (look.round, look.helper, look.elder) == (None, story.he.person, story.lin)
    other = personas.user("别会长")
    association(other, name="良元村老年协会")
    with pytest.raises(NotFound):
        record_help(**{**asked, "by": other}, helper_id=story.helper.id, member_id=story.member.id)


def test_ending_a_pair_ends_its_round():
    story = Story()
    around = story.planned()[0]
    part_members(by=story.manager, at=NOW, organisation_id=story.house.id, pair_id=story.pair.id)
    around.refresh_from_db()
    assert around.ended_at == NOW
    assert list(pairs_of(whole(story.house))) == []
    with pytest.raises(NotFound):
        part_members(by=story.manager, at=NOW, organisation_id=story.house.id, pair_id=story.pair.id)


class Counting(Story):
    """He is a verified volunteer of the association besides, and the village orders the round."""

    def __init__(self, *, volunteer: bool = True) -> None:
        super().__init__()
        if volunteer:
            Volunteer.objects.create(person=self.he.person, status=VolunteerStatus.VERIFIED, verified_at=NOW - 90 * DAY)
            Member.objects.create(organisation=self.house, person=self.he.person, since_on=TODAY - 30 * DAY)
        self.village = clerk()
        self.around = self.planned()[0]
        self.item = personas.item("company", minutes=30)

    def ordered(self, by: User | None = None) -> Round:
        asked: dict[str, Any] = {"by": by or self.village, "at": NOW, "round_id": self.around.id}
        return order_round(**asked, item_id=self.item.id, consent="IN_PERSON")


def test_an_ordered_round_is_served_by_the_helper_and_reaches_the_books():
    story = Counting()
    story.ordered()
    order = Order.objects.filter(elder=story.lin).order_by("starts_at").first()
    assert order is not None
    seat = Assignment.objects.get(order=order)
    assert (seat.organisation, seat.person) == (story.house, story.he.person)
    starts = order.starts_at
    came: dict[str, Any] = {"by": story.village, "assignment_id": seat.id, "on_paper": True}
    check_in(**came, at=starts, method=EvidenceKind.CODE, code=_code(seat))
    check_out(**came, at=starts + timedelta(minutes=30))
    confirm_order(by=personas.proxy(story.lin), at=starts + timedelta(hours=1), order_id=order.id, rating=5)
    book = account_of(story.he.person_id)
    assert book is not None
    assert book.balance == 30
    with pytest.raises(OrderedThatDay):
        story.looked(story.around)
    turn = turns_of([Round.objects.get()], since=TODAY, until=TODAY)[0]
    assert (turn.order, turn.seat) == (order, seat)


def test_who_may_not_order_for_the_elder_does_not_make_a_round_count():
    story = Counting()
    for stranger in (story.manager, clerk("350425101201")):
        with pytest.raises(NotFound):
            story.ordered(by=stranger)
    story.ordered()
    with pytest.raises(OrderedAlready):
        story.ordered()


def test_a_helper_who_is_no_volunteer_is_not_sent_and_the_order_stays_on_the_board():
    story = Counting(volunteer=False)
    story.ordered()
    order = Order.objects.filter(elder=story.lin).order_by("starts_at").first()
    assert order is not None
    assert (order.status, Assignment.objects.count()) == ("OPEN", 0)
    Volunteer.objects.create(person=story.he.person, status=VolunteerStatus.VERIFIED, verified_at=NOW - 90 * DAY)
    Member.objects.create(organisation=story.house, person=story.he.person, since_on=TODAY - 30 * DAY)
    sent = send_helpers(at=NOW)
    assert sent == Assignment.objects.count() > 0
    assert send_helpers(at=NOW) == 0


def test_ending_an_ordered_round_leaves_the_order_to_the_elder_s_side():
    story = Counting()
    around = story.ordered()
    end_round(by=story.manager, at=NOW, round_id=around.id)
    around.refresh_from_db()
    assert around.standing is not None
    assert around.standing.ended_at is None
    assert readers(Event.objects.get(name="services.association.round_left")) == [story.village]


def _code(seat: Assignment) -> str:
    return str(seat.order.elder.spoken_code)
