"""What is stored of the judgement, night by night."""

from datetime import date, timedelta

import pytest
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.actions.judge_elders import judge_elder, judge_elders
from accounts.elders.actions.lift_override import lift_override
from accounts.elders.actions.override_tier import (
    BadTierOverride,
    TierOverrideTooLong,
    override_tier,
)
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Channel, Source, Tier, Where
from accounts.elders.models import Fact, Supporter, TierOverride, VisitContact, Whereabouts
from accounts.elders.queries.lists import counts, on_list
from accounts.elders.queries.status import status_of
from accounts.journal.models import Event
from accounts.people.enums import Relation
from accounts.policies.models import Policy
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)


def away(elder, since=date(2019, 3, 1), *, confirmed=True):
    supporter = Supporter.objects.create(
        elder=elder, name="林小燕", relation=Relation.CHILD, phone="13800000001", added_at=NOW
    )
    Whereabouts.objects.create(
        supporter=supporter,
        where=Where.AWAY,
        since=since,
        channel=Channel.VISIT,
        reported_at=NOW,
        confirmed_at=NOW if confirmed else None,
    )
    return supporter


def know(elder, field, value):
    Fact.objects.create(
        elder=elder, field=field, value=value, source=Source.SURVEY, as_of=TODAY - timedelta(days=1), recorded_at=NOW
    )


def lin():
    elder = personas.elder(minutes=0)
    elder.person.registered_id = elder.person.home_id
    elder.person.save()
    return elder


def changes():
    return list(
        Event.objects.filter(name="accounts.elder.status_changed").values_list("detail__left_behind", flat=True)
    )


def test_the_night_stores_what_it_finds_and_tells_of_changes_once():
    elder = lin()
    away(elder)
    assert judge_elders(at=NOW) == 1
    elder.refresh_from_db()
    assert (elder.left_behind, elder.left_behind_since, elder.tier) == (True, date(2019, 9, 1), Tier.LOW)
    assert "no_visitor" in elder.flags
    assert changes() == [True]
    assert judge_elders(at=NOW) == 0, "nothing new"
    assert changes() == [True]
    Whereabouts.objects.create(
        supporter=elder.supporters.get(),
        where=Where.TOGETHER,
        since=TODAY,
        channel=Channel.VISIT,
        reported_at=NOW,
        confirmed_at=NOW,
    )
    judge_elder(at=NOW, elder=elder)
    elder.refresh_from_db()
    assert (elder.left_behind, elder.left_behind_since) == (False, None)
    assert changes() == [True, False]


def test_the_half_year_passes_by_itself():
    elder = lin()
    away(elder, since=date(2026, 5, 21))
    judge_elders(at=NOW)
    elder.refresh_from_db()
    assert elder.left_behind is False
    assert judge_elders(at=NOW + timedelta(days=2)) == 1
    elder.refresh_from_db()
    assert (elder.left_behind, elder.left_behind_since) == (True, date(2026, 11, 21))


def test_what_the_village_has_not_confirmed_does_not_count():
    elder = lin()
    away(elder, confirmed=False)
    assert status_of(elder, on=TODAY).left_behind.holds is None


def test_the_region_chooses_the_definition():
    elder = lin()
    elder.person.registered_id = personas.OTHER_VILLAGE
    elder.person.save()
    away(elder)
    assert status_of(elder, on=TODAY).left_behind.holds is False
    Policy.objects.create(
        region_id=personas.COUNTY,
        code="elder.left_behind",
        value="NINGXIA",
        valid=(date(2020, 1, 1), None),
        citation="宁民发〔2018〕105号",
    )
    status = status_of(elder, on=TODAY)
    assert (status.left_behind.holds, status.citation) == (True, "宁民发〔2018〕105号")


def test_a_dated_override_holds_until_it_ends():
    elder = lin()
    TierOverride.objects.create(elder=elder, tier=Tier.HIGH, reason="刚出院", set_at=NOW, until=TODAY)
    assert (status_of(elder, on=TODAY).risk.tier, status_of(elder, on=TODAY).risk.by_person) == (Tier.HIGH, True)
    assert status_of(elder, on=TODAY + timedelta(days=1)).risk.by_person is False


def test_lists_count_what_the_night_found_and_stay_in_the_territory(django_assert_num_queries):
    elder, other = lin(), personas.elder("范阿婆", village=personas.OTHER_VILLAGE, minutes=0)
    away(elder)
    VisitContact.objects.create(elder=elder, name="郑美兰", kind="ASSISTANT", lead=True, since=date(2026, 1, 1))
    judge_elders(at=NOW)
    with django_assert_num_queries(2):
        found = counts([personas.VILLAGE])
    assert (found["all"], found["left_behind"], found["no_visitor"], found["no_guardian"]) == (1, 1, 0, 1)
    assert list(on_list([personas.VILLAGE], "left_behind")) == [elder]
    assert list(on_list([personas.COUNTY], "no_visitor")) == [other]
    assert list(on_list([], "no_visitor")) == []
    with pytest.raises(KeyError):
        on_list([personas.COUNTY], "no_such_list")


def test_judging_many_asks_no_more_than_judging_few(django_assert_num_queries):
    from django.db import connection

    for number in range(2):
        away(personas.elder(f"林{number}", minutes=0))
    with CaptureQueriesContext(connection) as few:
        judge_elders(at=NOW)
    for number in range(8):
        away(personas.elder(f"范{number}", minutes=0))
    judge_elders(at=NOW)
    with CaptureQueriesContext(connection) as many:
        judge_elders(at=NOW)
    assert len(many) <= len(few)


def test_facts_are_read_as_they_stand():
    elder = lin()
    know(elder, "lives_with", '"ALONE"')
    know(elder, "serious_illness", "true")
    codes = {point.code for point in status_of(elder, on=TODAY).risk.points}
    assert {"alone", "gravely_ill", "very_old"} <= codes


def test_another_tier_needs_a_reason_a_day_and_the_right_to_the_village():
    elder = lin()
    worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    stranger = personas.user("苏阿旺", Role.VILLAGE_WORKER, region=personas.OTHER_VILLAGE)
    nobody = personas.volunteer()
    asked = {"at": NOW, "elder": elder, "tier": Tier.HIGH, "reason": "刚出院", "until": TODAY + timedelta(days=30)}
    with pytest.raises(NotFound):
        override_tier(by=stranger, **asked)
    with pytest.raises(NotAllowed):
        override_tier(by=nobody, **asked)
    with pytest.raises(BadTierOverride):
        override_tier(by=worker, **{**asked, "reason": "  "})
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=367)):
        with pytest.raises(TierOverrideTooLong):
            override_tier(by=worker, **{**asked, "until": day})
    assert not TierOverride.objects.exists()
    override_tier(by=worker, **asked)
    override_tier(by=worker, **{**asked, "tier": Tier.MIDDLE})
    elder.refresh_from_db()
    assert (elder.tier, TierOverride.objects.filter(lifted_at=None).count()) == (Tier.MIDDLE, 1)
    with pytest.raises(NotFound):
        lift_override(by=stranger, at=NOW, elder=elder)
    lift_override(by=worker, at=NOW, elder=elder)
    elder.refresh_from_db()
    assert elder.tier == Tier.LOW
    names = list(Event.objects.filter(name__startswith="accounts.elder.tier").values_list("name", flat=True))
    assert len(names) == 3


def test_the_pages_of_the_village(client):
    elder, other = lin(), personas.elder("范阿婆", village=personas.OTHER_VILLAGE, minutes=0)
    away(elder)
    judge_elders(at=NOW)
    worker = personas.user("郑美兰", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "1" in client.get("/territory/lists/").content.decode()
    page = client.get("/territory/lists/left_behind/").content.decode()
    assert "林＊妹" in page
    assert "细妹" not in page
    assert client.get("/territory/lists/tier_high/").status_code == 200
    assert client.get("/territory/lists/no_such_list/").status_code == 404
    assert client.get(f"/territory/lists/?place={personas.OTHER_VILLAGE}").status_code == 404
    assert client.get(f"/territory/elders/{other.id}/tier/").status_code == 404
    address = f"/territory/elders/{elder.id}/tier/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"tier": "HIGH", "reason": "", "until": "2027-01-01"}).status_code == 422
    until = (timezone.localdate() + timedelta(days=9)).isoformat()
    assert client.post(address, {"tier": "HIGH", "reason": "刚出院", "until": until}).status_code == 303
    elder.refresh_from_db()
    assert elder.tier == Tier.HIGH
    assert client.post(f"{address}lift/").status_code == 303
    client.force_login(personas.volunteer(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/territory/lists/").status_code == 403


def test_a_changed_dossier_is_looked_at_again_and_only_that():
    elder, other = lin(), personas.elder("范阿婆", minutes=0)
    judge_elders(at=NOW)
    record_facts(by=None, at=NOW, elder=elder, values={"self_care": "UNABLE"}, source=Source.VISIT, as_of=TODAY)
    elder.refresh_from_db()
    assert (elder.judged_on, elder.tier) == (None, Tier.LOW)
    looked: list[int] = []
    assert judge_elders(at=NOW, only_changed=True, progress=looked.append) == 1
    assert looked == [1]
    elder.refresh_from_db()
    other.refresh_from_db()
    assert (elder.tier, other.judged_on) == (Tier.MIDDLE, TODAY)
