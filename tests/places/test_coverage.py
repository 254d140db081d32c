"""Which villages have nothing near, and what a place lives on."""

from datetime import date

import pytest

from accounts.regions.models import Region
from services.places.queries import clinic_of
from services.places.queries.coverage import by_township, coverage
from services.places.queries.funds import funds_of
from tests import personas
from tests.personas import COUNTY, NOW, OTHER_VILLAGE, VILLAGE
from tests.places.test_places import TODAY, entered
from timebank.subsidies.actions.open_budget import PlaceSheet, open_budget
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.spend import spend

pytestmark = pytest.mark.django_db


def test_coverage_counts_villages_and_the_elders_nothing_reaches() -> None:
    personas.elder(minutes=0)
    personas.elder("池金土", village=OTHER_VILLAGE, minutes=0)
    Region.objects.filter(code=VILLAGE).update(latitude=25.700, longitude=117.85)
    assert [one.reached for one in coverage([COUNTY], on=TODAY)] == [False, None]  # none at all; and no point known
    entered("近", "350425101", point=(25.700, 117.87))  # two kilometres off, in the next township
    near, unknown = coverage([COUNTY], on=TODAY)
    assert (near.reached, near.distance_m, near.elders, near.own) == (True, 2004, 1, False)
    assert (unknown.reached, unknown.nearest, unknown.elders) == (None, None, 1)
    Region.objects.filter(code=OTHER_VILLAGE).update(latitude=25.8, longitude=117.85)
    first, second = by_township(coverage([COUNTY], on=TODAY))
    assert (first.region.code, first.unreached, first.elders_unreached) == ("350425101", 1, 1)
    assert (second.unreached, second.unknown, second.elders) == (0, 0, 1)
    entered("自家", OTHER_VILLAGE)
    assert [(one.reached, one.own) for one in coverage([OTHER_VILLAGE], on=TODAY)] == [(True, True)]


def test_funds_are_read_from_the_budgets() -> None:
    place = entered()
    region = Region.objects.get(code=VILLAGE)
    budget = open_budget(by=None, at=NOW, region=region, name="饭桌", place=PlaceSheet("CANTEEN", place.name, place.id))
    for source, fen, donor in (("TREASURY", 500_00, ""), ("GIFT", 300_00, "乡贤陈先生")):
        put_in(
            by=None, at=NOW, budget_id=budget.id, fen=fen, source=source, happened_on=date(2026, 11, 1),
            words="运行", donor=donor,
        )  # fmt: skip
    spend(
        by=None, at=NOW, budget_id=budget.id, fen=200_00, purpose="RUNNING", happened_on=date(2026, 11, 2), words="煤气"
    )
    funds = funds_of(place)
    assert [(str(source), fen) for source, fen in funds.came] == [("TREASURY", 500_00), ("GIFT", 300_00)]
    assert (funds.in_fen, funds.out_fen, funds.left_fen) == (800_00, 200_00, 600_00)
    assert [gift.donor for gift in funds.gifts] == ["乡贤陈先生"]
    assert funds_of(entered("另一处")).budgets == []


def test_the_clinic_to_ring_is_the_partner_of_the_nearest_place() -> None:
    from services.places.actions.change_place import change_place
    from services.places.actions.keeping import PlaceSheet as Sheet
    from services.places.actions.open_place import open_place

    canteen = entered()
    lin = personas.elder(minutes=0)
    assert clinic_of(lin.person, on=TODAY) is None
    sheet = Sheet(name="卫生所", address="村口", phone="0598-7222222")
    clinic = open_place(by=None, at=NOW, kind="CLINIC", region_code=OTHER_VILLAGE, opened_on=TODAY, sheet=sheet)
    assert clinic_of(lin.person, on=TODAY) == clinic
    nearer = open_place(by=None, at=NOW, kind="CLINIC", region_code=VILLAGE, opened_on=TODAY, sheet=sheet)
    assert clinic_of(lin.person, on=TODAY) == nearer
    change_place(by=None, at=NOW, place_id=canteen.id, sheet=Sheet(name="老饭桌", address="村部", partner_id=clinic.id))
    assert clinic_of(lin.person, on=TODAY) == clinic
