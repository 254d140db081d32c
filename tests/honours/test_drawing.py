"""What the record draws: reasons with numbers that can be counted again, and who is left out."""

from datetime import timedelta

import pytest

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from frontend.honours.saying import said_of
from services.honours.actions.draw_candidates import draw_candidates
from services.honours.actions.keeping import CollectingIsOver
from services.honours.enums import Kind, Reason
from services.honours.models import Drawn
from services.honours.queries.carers import carers_of
from services.honours.queries.listing import drawn_for, drawn_in
from services.honours.queries.sources import sources_of
from services.honours.scoring import parts_of, points_of
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.actions.dispute_order import dispute_order
from services.orders.actions.resolve_dispute import resolve_dispute
from services.orders.models import NoShow, ServiceRecord
from services.visits.actions.urge_family import urge_family
from services.visits.models import SupporterNote
from tests import personas
from tests.honours.ground import DAY, here, look_in, nominated, on_notice, opened, serve
from tests.personas import COUNTY, NOW, VILLAGE

pytestmark = pytest.mark.django_db


@pytest.fixture
def at(monkeypatch):
    monkeypatch.setattr("services.honours.actions.draw_candidates.HOUR", 1)  # 20 minutes are enough for the list
    made = here()
    made.mei = personas.proxy(made.lin)
    return made


def draw(at, found):
    draw_candidates(by=at.chen, at=NOW, round_id=found.id)
    found.refresh_from_db()
    return {row.person_id or row.elder_id: row for row in Drawn.objects.filter(round=found)}


def test_a_volunteer_with_reasons_and_the_rows_behind_them(at):
    for days in (20, 40, 60):
        serve(at.guo, at.lin, at=NOW - days * DAY, by=at.mei)
    found = opened(at)
    row = draw(at, found)[at.guo.person_id]
    assert row.facts == {
        "minutes": 90,
        "months": 2,
        "elders": 1,
        "pairs": 0,
        "visits": 0,
        "rated": 3,
        "stars": 15,
        "missed": 0,
    }
    assert (row.place, row.excluded) == (1, "")
    assert row.points == points_of(Kind.CARER, row.facts) == 2 + 2 + 10
    rows = sources_of(row, Reason.HOURS)
    assert sum(one.number for one in rows) == row.facts["minutes"]
    assert len(sources_of(row, Reason.RATING)) == 3
    assert [one.number for one in sources_of(row, Reason.ELDERS)] == [2]
    assert sources_of(row, Reason.MONEY) == []
    lately = carers_of(COUNTY, since=(NOW - 30 * DAY).date(), until=NOW.date(), lasting=6)
    assert [one.minutes for one in lately] == [30]  # the days of the round decide, nothing else
    assert found.counts["CARER"] == {"considered": 1, "below": 0, "excluded": 0, "listed": 1}


def test_left_out_with_the_reason(at):
    order = serve(at.guo, at.lin, at=NOW - 20 * DAY, by=at.mei)
    bad = personas.order(at.mei, at.lin, at=NOW - 9 * DAY)
    _served(at.guo, at.lin, bad)
    dispute_order(by=at.mei, at=bad.ends_at, order_id=bad.id, reason="没洗")
    found = opened(at)
    assert draw(at, found)[at.guo.person_id].excluded == ""
    resolve_dispute(by=at.shi, at=NOW, order_id=bad.id, uphold=False, reason="属实")
    assert draw(at, found)[at.guo.person_id].excluded == "UPHELD"
    assert found.counts["CARER"]["excluded"] == 1
    assert ServiceRecord.objects.filter(assignment__order=order).exists()


def _served(guo, lin, order):
    seat = claim_order(by=guo, at=NOW - 9 * DAY, order_id=order.id)
    check_in(by=guo, at=order.starts_at, assignment_id=seat.id, method="code", code=lin.spoken_code)
    return check_out(by=guo, at=order.starts_at + timedelta(minutes=30), assignment_id=seat.id)


def test_promises_not_kept_count_against_and_those_struck_do_not(at):
    serve(at.guo, at.lin, at=NOW - 20 * DAY, by=at.mei)
    found = opened(at)
    seat = ServiceRecord.objects.get().assignment
    said = NoShow.objects.create(
        assignment=seat, elder=at.lin, knowing="OWN_SIDE", said_by=at.mei, said_at=NOW - 3 * DAY
    )
    row = draw(at, found)[at.guo.person_id]
    assert row.facts["missed"] == 1
    assert sources_of(row, Reason.MISSED)
    assert [part.points for part in parts_of(Kind.CARER, row.facts) if part.reason == Reason.MISSED] == [-5]
    NoShow.objects.filter(id=said.id).update(struck_at=NOW, struck_by=at.shi)
    assert draw(at, found)[at.guo.person_id].facts["missed"] == 0


def test_a_family_by_what_visits_wrote_down(at):
    for days in (70, 40, 10):
        look_in(at, days=days)
    found = opened(at)
    row = draw(at, found)[at.lin.id]
    assert (row.supporter_id, row.excluded) == (at.supporter.id, "")
    assert row.facts["money"] == [3, 0, 0]
    assert row.facts["care"] == [0, 3, 0]
    assert row.facts["contact"] == [3, 3]
    assert row.points == 20 + 10 + 20 + 20
    assert len(sources_of(row, Reason.MONEY)) == len(sources_of(row, Reason.CONTACT)) == 3
    assert SupporterNote.objects.count() == 3
    sentences = " ".join(one.sentence for one in said_of(row.kind, row.facts))
    assert "3" in sentences


def test_an_open_urging_or_nothing_given_leaves_a_family_out(at):
    for days in (70, 40, 10):
        look_in(at, days=days)
    found = opened(at)
    urging = urge_family(
        by=at.su,
        at=NOW - 5 * DAY,
        elder_id=at.lin.id,
        supporter_id=at.supporter.id,
        about="CALL",
        channel="PHONE",
        reached=True,
        said="多打电话",
    )
    assert draw(at, found)[at.lin.id].excluded == "OPEN_URGING"
    type(urging).objects.filter(id=urging.id).update(state="CLOSED", answered_at=NOW, closed_at=NOW)
    row = draw(at, found)[at.lin.id]
    assert (row.excluded, row.facts["asked"], row.facts["answered"]) == ("", 1, 1)
    assert len(sources_of(row, Reason.URGINGS)) == 1
    look_in(at, days=1, money="NONE")
    assert draw(at, found)[at.lin.id].excluded == "NOTHING_GIVEN"


def test_too_little_written_down_is_no_verdict(at):
    look_in(at, days=10)
    found = opened(at)
    assert at.lin.id not in draw(at, found)
    assert found.counts["FAMILY"] == {"considered": 1, "below": 1, "excluded": 0, "listed": 0}


def test_nothing_of_an_illness_or_of_poverty_in_any_reason(at):
    for days in (70, 40, 10):
        look_in(at, days=days)
    row = draw(at, opened(at))[at.lin.id]
    assert set(row.facts) <= {
        "visits",
        "money",
        "care",
        "comfort",
        "contact",
        "last_contact",
        "asked",
        "answered",
        "agreement",
        "kept",
    }
    page = repr([sources_of(row, reason) for reason in Reason])
    assert "WELL" not in page


def test_who_draws_and_who_reads(at):
    serve(at.guo, at.lin, at=NOW - 20 * DAY, by=at.mei)
    found = opened(at)
    for by in (at.shi, at.su):
        with pytest.raises(NotAllowed):
            draw_candidates(by=by, at=NOW, round_id=found.id)
    row = draw(at, found)[at.guo.person_id]
    assert [one.id for one in drawn_in(at.shi, found, kind=Kind.CARER)] == [row.id]
    assert not drawn_in(at.zhang, found, kind=Kind.CARER).exists()
    for by in (at.su, at.zhang):  # the village itself, another township
        with pytest.raises(NotFound):
            drawn_for(by, row.id)
    with pytest.raises(NotAllowed):
        drawn_for(at.guo, row.id)
    on_notice(at, found, nominated(at, found))
    with pytest.raises(CollectingIsOver):
        draw_candidates(by=at.chen, at=NOW, round_id=found.id)


def test_a_filial_carer_who_looks_in_stands_on_the_list_too(at, monkeypatch):
    monkeypatch.setattr("services.honours.actions.draw_candidates.FILIAL_LOOKS", 1)
    carer = personas.user("孝老员", Role.FILIAL_CARER, region=VILLAGE)
    at.su = carer
    look_in(at, days=10)
    row = draw(at, opened(at))[carer.person_id]
    assert row.facts["visits"] == 1
    assert len(sources_of(row, Reason.VISITS)) == 1
    assert row.region_code.startswith(COUNTY)
