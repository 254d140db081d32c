"""Who belongs to an association: joining on paper, leaving, coming back, dying, and two dossiers of one member."""

from datetime import date, timedelta
from typing import Any

import pytest

from accounts.elders.actions.keeping import ElderLeft, NotYet
from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Tier
from accounts.elders.models import Elder, VisitContact
from accounts.organisations.actions.keeping import NotStanding
from accounts.refusals import Invalid, NotAllowed, NotFound
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.associations.actions.join_association import (
    InItAlready,
    JoinedBeforeLeaving,
    NobodyCalledThat,
    SeveralCalledThat,
    join_association,
)
from services.associations.actions.keeping import MemberGone
from services.associations.actions.leave_association import leave_association
from services.associations.actions.pair_members import pair_members
from services.associations.models import Membership
from services.associations.queries.members import covered, lines_of, members_of
from services.associations.queries.reach import Seen, association_seen, associations_of
from services.merging.actions.move_elder import move_elder
from services.merging.actions.say_farewell import say_farewell
from tests import personas
from tests.associations.ground import TODAY, aged, association, clerk, ground, joined, whole
from tests.merging.stories import merged, twice
from tests.personas import NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def left(by: Any, member: Membership, **more: Any) -> Membership:
    given = {"left_on": TODAY, "gone": "LEFT", **more}
    return leave_association(by=by, at=NOW, membership_id=member.id, **given)


def test_the_association_or_the_village_takes_an_elder_in_without_any_login():
    manager, house = ground()
    lin, wang = personas.elder(), personas.elder("王秋菊")
    member = joined(manager, house, lin, helps=True)
    assert (member.joined_on, member.consent, member.helps, member.entered_by) == (TODAY, "SIGNED", True, manager)
    village = clerk()
    by_id = join_association(
        by=village, at=NOW, organisation_id=house.id, elder_id=wang.id, joined_on=TODAY - DAY, consent="IN_PERSON"
    )
    assert by_id.elder == wang
    assert [one.elder for one in members_of(whole(house), on=TODAY)] == [lin, wang]


def test_others_take_nobody_in():
    manager, house = ground()
    lin = personas.elder()
    with pytest.raises(NotAllowed):
        joined(personas.volunteer(), house, lin)
    personas.regions()
    Region.objects.create(code="350426", name="尤溪县", level=Level.COUNTY, parent_id="3504", pinyin="", initials="")
    for stranger in (clerk(OTHER_VILLAGE), clerk("350426", "外县文书")):
        with pytest.raises(NotFound):
            joined(stranger, house, lin)
    other = personas.user("别会长")
    association(other, name="良元村老年协会")
    with pytest.raises(NotFound):
        joined(other, house, lin)
    member = joined(manager, house, lin)
    for stranger in (other, clerk(OTHER_VILLAGE)):
        with pytest.raises(NotFound):
            left(stranger, member)
    with pytest.raises(NotFound):  # whoever runs it knows names, not keys of the registry
        join_association(
            by=manager, at=NOW, organisation_id=house.id, elder_id=lin.id, joined_on=TODAY, consent="SIGNED"
        )


def test_only_elders_of_its_villages_by_their_whole_name():
    manager, house = ground()
    far = personas.elder("京口阿婆", village=OTHER_VILLAGE)
    personas.elder("林细妹")
    second = personas.elder("林细妹")
    with pytest.raises(NobodyCalledThat):
        joined(manager, house, far)
    given: dict[str, Any] = {"joined_on": TODAY, "consent": "SIGNED"}
    with pytest.raises(NobodyCalledThat):
        join_association(by=manager, at=NOW, organisation_id=house.id, name="林", **given)
    with pytest.raises(SeveralCalledThat):
        join_association(by=manager, at=NOW, organisation_id=house.id, name="林细妹", **given)
    assert joined(manager, house, second, elder_id=second.id).elder == second


def test_what_stands_on_the_slip_is_looked_at():
    manager, house = ground()
    lin = personas.elder()
    for wrong in ({"joined_on": TODAY + DAY}, {"joined_on": date(1900, 1, 1)}, {"consent": "PERHAPS"}):
        with pytest.raises(Invalid):
            joined(manager, house, lin, **wrong)
    with pytest.raises(NotYet):
        joined(manager, house, lin, joined_on=TODAY + DAY)
    house.status = "SUSPENDED"
    house.save(update_fields=["status"])
    with pytest.raises(NotStanding):
        joined(manager, house, lin)


def test_twice_in_it_is_once_and_coming_back_is_a_line_of_its_own():
    manager, house = ground()
    lin = personas.elder()
    member = joined(manager, house, lin, joined_on=TODAY - 30 * DAY)
    with pytest.raises(InItAlready):
        joined(manager, house, lin)
    with pytest.raises(Invalid):
        left(manager, member, left_on=TODAY - 31 * DAY)
    left(manager, member, left_on=TODAY - 2 * DAY)
    with pytest.raises(MemberGone):
        left(manager, member)
    with pytest.raises(JoinedBeforeLeaving):
        joined(manager, house, lin, joined_on=TODAY - 3 * DAY)
    again = joined(manager, house, lin, joined_on=TODAY - 2 * DAY)
    assert again.id != member.id
    assert Membership.objects.filter(elder=lin, is_open=True).count() == 1


def test_who_dies_belongs_no_more_and_who_is_dead_joins_nothing():
    manager, house = ground()
    lin = personas.elder()
    member = joined(manager, house, lin)
    say_farewell(by=clerk(), at=NOW, elder=lin, on=TODAY, reason="病逝", died=True)
    member.refresh_from_db()
    assert (member.is_open, member.gone, member.left_on) == (None, "DIED", TODAY)
    with pytest.raises(NobodyCalledThat):
        joined(manager, house, lin)
    with pytest.raises(ElderLeft):
        join_association(
            by=clerk(), at=NOW, organisation_id=house.id, elder_id=lin.id, joined_on=TODAY, consent="SIGNED"
        )


def test_who_moves_stays_in_the_association_of_the_county_and_leaves_that_of_the_village():
    manager, house = ground()
    chair = personas.user("县会长")
    county = association(chair, name="大田县老年协会", region="350425")
    lin = personas.elder()
    village, wide = joined(manager, house, lin), joined(chair, county, lin)
    move_elder(by=clerk("350425"), at=NOW, elder=lin, home_code=OTHER_VILLAGE, since=TODAY)
    village.refresh_from_db()
    wide.refresh_from_db()
    assert (village.gone, wide.is_open) == ("MOVED", True)


def test_two_dossiers_of_one_member_become_one():
    kept, absorbed = twice()
    manager, house = ground()
    chair = personas.user("县会长")
    county = association(chair, name="大田县老年协会", region="350425")
    for one in (kept, absorbed):
        joined(manager, house, one, elder_id=one.id)
    joined(chair, county, absorbed, elder_id=absorbed.id)
    merged(kept, absorbed)
    assert [one.elder for one in members_of(whole(house), on=TODAY)] == [kept]
    assert [one.elder for one in members_of(whole(county), on=TODAY)] == [kept]


def test_lists_know_young_old_and_old_old_and_who_can_help():
    manager, house = ground()
    lin, he, ill = personas.elder(), aged("何大伯", 63), aged("钟阿叔", 65)
    Elder.objects.filter(id=ill.id).update(tier=Tier.HIGH)
    for one in (lin, he, ill):
        joined(manager, house, one)
    lines = {one.member.elder.person.name: one for one in lines_of(members_of(whole(house), on=TODAY), on=TODAY)}
    assert {name: (str(one.band), one.can_help, one.is_frail) for name, one in lines.items()} == {
        "林细妹": ("OLD", False, True),
        "何大伯": ("YOUNG", True, False),
        "钟阿叔": ("YOUNG", False, True),
    }
    for band, expected in (("YOUNG", {he, ill}), ("OLD", {lin}), ("MIDDLE", set())):
        assert {one.elder for one in members_of(whole(house), band=band, on=TODAY)} == expected
    assert [one.elder for one in members_of(whole(house), text="何", on=TODAY)] == [he]


def test_on_the_day_somebody_turns_eighty_they_are_old_old():
    manager, house = ground()
    person = personas.person("满八十", born=date(TODAY.year - 80, TODAY.month, TODAY.day))

    joined(manager, house, register_elder(by=None, at=NOW, person=person))
    assert members_of(whole(house), band="OLD", on=TODAY).count() == 1
    assert members_of(whole(house), band="OLD", on=TODAY - DAY).count() == 0
    assert members_of(whole(house), band="MIDDLE", on=TODAY - DAY).count() == 1


def test_a_village_sees_its_own_members_of_a_wider_association():
    chair = personas.user("镇会长")
    house = association(chair, name="均溪镇老年协会", region=TOWNSHIP)
    personas.regions()

    Region.objects.create(
        code="350425100202", name="良元村", level=Level.VILLAGE, parent_id=TOWNSHIP, pinyin="", initials=""
    )
    lin, far = personas.elder(), personas.elder("良元阿婆", village="350425100202")
    for one in (lin, far):
        joined(chair, house, one)
    village, township = clerk(), clerk(TOWNSHIP, "镇文书")
    seen = association_seen(village, house.id)
    assert seen.codes == (VILLAGE,)
    assert [one.elder for one in members_of(seen, on=TODAY)] == [lin]
    assert members_of(association_seen(township, house.id), on=TODAY).count() == 2
    with pytest.raises(NotFound):
        left(village, Membership.objects.get(elder=far))
    assert list(associations_of(village)) == [house]
    assert [(one.village.code, one.elders, one.members) for one in covered([TOWNSHIP])] == [
        (VILLAGE, 1, 1),
        ("350425100202", 1, 1),
    ]


def test_leaving_ends_the_pairs_the_association_set_and_no_others():

    manager, house = ground()
    lin, he = personas.elder(), aged("何大伯", 63)
    member, helper = joined(manager, house, lin), joined(manager, house, he)
    pair_members(by=manager, at=NOW, organisation_id=house.id, helper_id=helper.id, member_id=member.id)
    VisitContact.objects.create(elder=lin, name="林干部", kind="CADRE", lead=True, since=TODAY)
    left(manager, helper)
    assert [one.name for one in VisitContact.objects.filter(until=None)] == ["林干部"]


def test_the_reader_is_told_what_they_may_do():
    manager, house = ground()
    assert association_seen(manager, house.id) == Seen(house, runs=True, keeps_till=True)
    assert association_seen(clerk(), house.id) == Seen(house)
