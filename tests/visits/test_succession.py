"""When a visitor leaves, every elder goes to somebody before the door closes."""

import pytest
from django.urls import reverse

from accounts.access.actions.give_role import give_role
from accounts.access.actions.take_role import take_role
from accounts.access.enums import Role
from accounts.access.models import Grant
from accounts.elders.actions.leaving import StillLeads
from accounts.elders.actions.name_visit_contact import name_visit_contact
from accounts.elders.enums import VisitorKind
from accounts.elders.models import VisitContact
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from services.visits.actions.plan_visits import plan_visits
from services.visits.actions.succeed_visitor import NotAVisitor, SomebodyLeftOut, succeed_visitor
from services.visits.queries.day import mine
from services.visits.queries.succession import shared_out
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.visits import ground
from tests.visits.ground import DAY
from tests.visits.test_pages import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    """A worker who leads two and helps with one, two colleagues, and the township that hands over."""
    leaver, one, two, township = ground.village(), ground.village(), ground.village(), ground.township()
    elders = [ground.elder(), ground.elder("潘金妹"), ground.elder("池秋香")]
    for number, elder in enumerate(elders):
        ground.pair(leaver, elder, lead=number < 2)
    ground.pair(one, elders[2])
    return leaver, one, two, township, elders


def pairs_of(user):
    return VisitContact.objects.filter(person=user.person_id, until=None)


def test_a_role_does_not_end_while_elders_wait_whoever_ends_it(land):
    leaver, one, _two, township, _elders = land
    grant = Grant.objects.get(user=leaver)
    for by in (None, personas.user("余建平", Role.ADMIN, region=COUNTY)):
        with pytest.raises(StillLeads) as refused:
            take_role(by=by, at=NOW, grant_id=grant.id)
        assert refused.value.facts["n"] == 2
    to = {pair.id: one.person_id for pair in pairs_of(leaver)}
    succeed_visitor(by=township, at=NOW, visitor_id=leaver.person_id, to=to)
    assert take_role(by=None, at=NOW, grant_id=grant.id).until == NOW


def test_another_role_that_reaches_them_keeps_them(land):
    leaver = land[0]
    grant = Grant.objects.get(user=leaver)
    region = Region.objects.get(code=TOWNSHIP)
    give_role(by=None, at=NOW - DAY, user=leaver, role=Role.COORDINATOR, region=region)
    assert take_role(by=None, at=NOW, grant_id=grant.id).until == NOW


def test_negative_control_roles_that_visit_nobody_end(land):
    guo = personas.user("督导", Role.SUPERVISOR, region=VILLAGE)
    ground.pair(guo, land[4][0])
    assert take_role(by=None, at=NOW, grant_id=Grant.objects.get(user=guo).id).until == NOW


def test_all_or_nothing_and_to_visitors_only(land):
    leaver, one, _two, township, _elders = land
    pairs = list(pairs_of(leaver))
    some = {pair.id: one.person_id for pair in pairs[:2]}
    stranger = personas.user("周远", village=OTHER_VILLAGE)
    for by, to, refusal in (
        (township, some, SomebodyLeftOut),
        (township, dict.fromkeys((pair.id for pair in pairs), stranger.person_id), NotAVisitor),
        (township, dict.fromkeys((pair.id for pair in pairs), leaver.person_id), NotAVisitor),
        (ground.village(OTHER_VILLAGE), some, NotFound),
        (personas.volunteer(), some, NotAllowed),
    ):
        with pytest.raises(refusal):
            succeed_visitor(by=by, at=NOW, visitor_id=leaver.person_id, to=to)
        assert list(pairs_of(leaver)) == pairs


def test_elders_windows_and_urgings_are_the_successors(land):
    leaver, one, two, township, elders = land
    plan_visits(at=NOW)
    pairs = list(pairs_of(leaver).select_related("elder__person"))
    to = shared_out(pairs, [one.person_id, two.person_id])
    assert set(to.values()) == {one.person_id, two.person_id}
    made = succeed_visitor(by=township, at=NOW, visitor_id=leaver.person_id, to=to, reason="调走")
    assert len(made) == 3
    assert not pairs_of(leaver).exists()
    assert not set(mine(leaver)) & set(elders)
    assert set(mine(one)) | set(mine(two)) >= set(elders)


def test_the_page_shows_who_gets_whom_and_hands_over(land):
    leaver, one, two, township, _elders = land
    client, address = signed_in(township), reverse("visits:leave", args=[leaver.person_id])
    page = client.get(address, {"to": [str(one.person_id), str(two.person_id)]})
    left = page.context["left"]
    assert {item.to for item in left} == {one.person_id, two.person_id}
    assert client.post(address, {}).status_code == 422
    sent = {f"to_{item.contact.id}": str(item.to) for item in left}
    assert client.post(address, sent).status_code == 303
    assert not pairs_of(leaver).exists()


def test_somebody_known_by_a_bare_name_hands_over_too():
    worker, one = ground.village(), ground.village()
    elders = [ground.elder(), ground.elder("潘金妹")]
    far = ground.elder("池秋香", home=OTHER_VILLAGE)
    facts = {"name": "隔壁阿姨", "kind": VisitorKind.NEIGHBOUR, "since": NOW.date(), "lead": True}
    named = [name_visit_contact(by=None, at=NOW, elder=elder, **facts) for elder in (*elders, far)]
    other = name_visit_contact(by=None, at=NOW, elder=elders[0], **facts | {"name": "对门大叔", "lead": False})
    client = signed_in(worker)
    pairs = client.get(reverse("visits:pairs")).content.decode()
    address = next(address for pair in named[:2] if (address := reverse("visits:leave", args=[pair.id])) in pairs)
    page = client.get(address, {"to": [str(one.person_id)]})
    left = page.context["left"]
    assert {item.contact.id for item in left} == {pair.id for pair in named[:2]}
    assert "隔壁阿姨" in page.content.decode()
    assert client.post(address, {f"to_{item.contact.id}": str(item.to) for item in left}).status_code == 303
    assert set(pairs_of(one).values_list("elder", flat=True)) == {elder.id for elder in elders}
    standing = VisitContact.objects.filter(until=None, person=None)
    assert set(standing.values_list("id", flat=True)) == {named[2].id, other.id}  # another village, another name
    for gone in (reverse("visits:leave", args=[named[0].id]), reverse("visits:leave", args=[named[2].id])):
        assert client.get(gone).status_code == 404


def test_the_role_page_says_why_not_and_where_to_go(land):
    leaver = land[0]
    county = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    address = reverse("territory:take_role", args=[Grant.objects.get(user=leaver).id])
    page = signed_in(county).post(address)
    assert page.status_code == 409
    assert reverse("visits:leave", args=[leaver.person_id]) in page.content.decode()
    assert Grant.objects.get(user=leaver).until is None
