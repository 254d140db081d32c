"""A new organisation: who may ask, who decides, what it may do before and after."""

from datetime import timedelta

import pytest

from accounts.access.enums import Role
from accounts.access.queries import managed_organisations
from accounts.journal.models import Event
from accounts.organisations.actions.apply_organisation import (
    BadArea,
    BadPhone,
    LicenceKnown,
    LicenceWanted,
    NameKnown,
    NewPaper,
    NotACreditCode,
    OneWaits,
)
from accounts.organisations.actions.keeping import NotStanding, ReasonMissing
from accounts.organisations.actions.readmit_organisation import readmit_organisation
from accounts.organisations.actions.refuse_organisation import refuse_organisation
from accounts.organisations.actions.suspend_organisation import suspend_organisation
from accounts.organisations.actions.verify_organisation import OwnApplication, verify_organisation
from accounts.organisations.actions.withdraw_application import withdraw_application
from accounts.organisations.enums import PaperKind
from accounts.organisations.lifecycle import OrganisationChanged
from accounts.organisations.models import Member
from accounts.organisations.papers import NotAPaper
from accounts.organisations.queries.finding import organisations_judged_by, verified_organisations
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.claim_for_organisation import OutsideAreas, claim_for_organisation
from tests import personas
from tests.organisations.ground import apply, official
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, TOWNSHIP, VILLAGE
from tests.security.things import photo

pytestmark = pytest.mark.django_db


def test_an_organisation_is_let_in_and_its_applicant_runs_it(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    asker = personas.user("池小梅")
    made = apply(asker, papers=[NewPaper(PaperKind.LICENCE, photo())], areas=[TOWNSHIP])
    assert not verified_organisations(VILLAGE).exists()
    assert managed_organisations(asker) == []
    clerk = official(TOWNSHIP)
    assert list(organisations_judged_by(clerk)) == [made]
    verify_organisation(by=clerk, at=NOW, organisation_id=made.id)
    assert managed_organisations(asker) == [made.id]
    assert Member.objects.get(organisation=made).role == "MANAGER"
    assert list(verified_organisations(VILLAGE)) == [made]
    assert made.papers.get().file.endswith(".jpg")
    with pytest.raises(OrganisationChanged):
        verify_organisation(by=clerk, at=NOW, organisation_id=made.id)
    names = list(Event.objects.filter(subject_id=made.id).values_list("name", flat=True))
    assert names == ["accounts.organisation.applied", "accounts.organisation.verified"]


def test_only_officials_of_the_place_decide():
    made = apply(personas.user("池小梅"))
    with pytest.raises(NotAllowed):
        verify_organisation(by=personas.user("外人"), at=NOW, organisation_id=made.id)
    far = personas.user("外镇", Role.TOWNSHIP_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        verify_organisation(by=far, at=NOW, organisation_id=made.id)
    assert not organisations_judged_by(far).exists()
    clerk = official()
    withdraw_application(by=made.applied_by, at=NOW, organisation_id=made.id)
    own = apply(clerk)
    for decide in (verify_organisation, refuse_organisation):
        more = {"reason": "不行"} if decide is refuse_organisation else {}
        with pytest.raises(OwnApplication):
            decide(by=clerk, at=NOW, organisation_id=own.id, **more)


@pytest.mark.parametrize(
    ("wrong", "refusal"),
    [
        ({"credit_code": "52350425MJ0000000A"}, NotACreditCode),
        ({"credit_code": ""}, LicenceWanted),
        ({"phone": "12"}, BadPhone),
        ({"areas": ["35"]}, BadArea),
        ({"region_code": "99"}, BadArea),
        ({"papers": [NewPaper(PaperKind.LICENCE, b"%PDF-1.7 no end")]}, NotAPaper),
    ],
)
def test_what_is_wrong_with_an_application_is_said(wrong, refusal):
    personas.regions()
    with pytest.raises(refusal):
        apply(personas.user("池小梅"), **wrong)


def test_elders_may_help_each_other_without_a_licence():
    made = apply(personas.user("范老师"), kind="MUTUAL_AID", name="白岩互助组", credit_code="", region_code=VILLAGE)
    assert made.credit_code == ""
    verify_organisation(by=official(), at=NOW, organisation_id=made.id)


def test_nobody_is_there_twice():
    asker = personas.user("池小梅")
    made = apply(asker)
    with pytest.raises(OneWaits):
        apply(asker, name="另一家", credit_code="", kind="SCHOOL")
    with pytest.raises(LicenceKnown):
        apply(personas.user("乙"), name="另一家")
    with pytest.raises(NameKnown):
        apply(personas.user("丙"), credit_code="", kind="SCHOOL")
    with pytest.raises(ReasonMissing):
        refuse_organisation(by=official(), at=NOW, organisation_id=made.id, reason=" ")
    refuse_organisation(by=official(), at=NOW, organisation_id=made.id, reason="执照照片看不清")
    made.refresh_from_db()
    assert made.answer == "执照照片看不清"
    assert apply(asker).status == "WAITING"


def test_a_suspended_one_takes_nothing_and_one_with_areas_stays_in_them():
    manager = personas.user("连晓雯")
    organisation = personas.organisation(manager)
    near, far = personas.elder(), personas.elder("范阿土", village=OTHER_VILLAGE)
    orders = [personas.order(personas.proxy(one), one) for one in (near, near, far)]
    clerk, later = official(COUNTY), NOW + timedelta(minutes=5)
    suspend_organisation(by=clerk, at=NOW, organisation_id=organisation.id, reason="安全检查没过")
    take = {"by": manager, "at": later, "organisation_id": organisation.id}
    with pytest.raises(NotStanding):
        claim_for_organisation(order_id=orders[0].id, **take)
    readmit_organisation(by=clerk, at=NOW, organisation_id=organisation.id)
    claim_for_organisation(order_id=orders[0].id, **take)
    organisation.areas.set([TOWNSHIP])
    claim_for_organisation(order_id=orders[1].id, **take)
    with pytest.raises(OutsideAreas):
        claim_for_organisation(order_id=orders[2].id, **take)
    organisation.areas.clear()
    claim_for_organisation(order_id=orders[2].id, **take)
