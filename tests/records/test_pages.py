"""Pages of records and corrections: who sees what, what a form says, and that lists cost the same at any length."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.models import Reveal
from accounts.journal.models import Event
from accounts.policies.rules import ORDER_AUTO_CONFIRM
from services.merging.actions.move_elder import move_elder
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.confirm_overdue import confirm_overdue
from services.orders.actions.enter_personal import EntryIncomplete, OwnEntry, enter_personal
from services.orders.actions.report_error import report_error
from services.orders.enums import CorrectionStatus, CorrectionSubject, EntryKind
from services.orders.models import CorrectionTicket, ServiceRecord
from tests import personas
from tests.personas import OTHER_VILLAGE
from tests.records.ground import confirmed, rule, served, served_by_member, stage
from timebank.ledger.queries import account_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def here():
    return stage()


def some_days_ago(days: int):
    """Services of the past: pages look at today's clock."""
    return timezone.now().replace(hour=1, minute=0, second=0, microsecond=0) - timedelta(days=days)


def report(here, seat) -> CorrectionTicket:
    return report_error(
        by=here.guo,
        at=timezone.now(),
        assignment_id=seat.id,
        subject=CorrectionSubject.TIME,
        words="一个小时",
        minutes_said=60,
    )


def test_the_volunteers_whole_way(client, here):
    seat = confirmed(here, at=some_days_ago(5))
    client.force_login(here.guo)
    page = client.get(reverse("volunteer:records"))
    address = reverse("volunteer:report_error", args=[seat.id])
    assert address in page.content.decode()
    assert client.post(address, {"subject": "TIME"}).status_code == 422
    answer = client.post(address, {"subject": "TIME", "hours": "1", "minutes": "5", "words": "一小时零五分"})
    ticket = CorrectionTicket.objects.get()
    assert (answer.status_code, ticket.minutes_said) == (303, 65)
    # Reported once, the form leads to what was reported.
    assert client.get(address).headers["Location"] == reverse("volunteer:correction", args=[ticket.id])

    client.force_login(here.village)
    decide = reverse("territory:correction", args=[ticket.id])
    assert 'value="65"' in client.get(decide).content.decode()
    wrong = client.post(decide, {"decision": "verify", "minutes": "65"})
    assert wrong.status_code == 422
    record = ServiceRecord.objects.get()
    right = {
        "decision": "verify",
        "minutes": "65",
        "served_on": record.served_on.isoformat(),
        "place": record.place,
        "content": record.content,
        "answer": "是",
    }
    assert client.post(decide, right).status_code == 303
    assert client.post(decide, {"decision": "approve"}).status_code == 404  # nothing for the same person to decide

    client.force_login(here.township)
    assert client.post(decide, {"decision": "approve"}).status_code == 303
    assert account_of(here.guo.person_id).balance == 65
    client.force_login(here.guo)
    text = client.get(reverse("volunteer:correction", args=[ticket.id])).content.decode()
    assert "第 1 版" in text
    assert "第 2 版" in text


def test_a_no_needs_words_and_nothing_else(client, here):
    ticket = report(here, confirmed(here, at=some_days_ago(5)))
    client.force_login(here.village)
    address = reverse("territory:correction", args=[ticket.id])
    assert client.post(address, {"decision": "refuse"}).status_code == 422
    assert client.post(address, {"decision": "refuse", "answer": "老人说不是"}).status_code == 303
    ticket.refresh_from_db()
    assert ticket.status == CorrectionStatus.REFUSED


def test_foreign_rows_do_not_exist(client, here):
    seat = confirmed(here, at=some_days_ago(5))
    ticket = report(here, seat)
    zhen = personas.volunteer("陈远真", village=OTHER_VILLAGE)
    client.force_login(zhen)
    assert client.get(reverse("volunteer:report_error", args=[seat.id])).status_code == 404
    assert client.get(reverse("volunteer:correction", args=[ticket.id])).status_code == 404
    assert client.post(reverse("volunteer:withdraw_correction", args=[ticket.id])).status_code == 404
    manager = personas.user("罗队长")
    personas.organisation(manager)
    client.force_login(manager)
    assert client.get(reverse("organisation:correction", args=[ticket.id])).status_code == 404
    assert client.get(reverse("organisation:personal", args=[here.guo.person_id])).status_code == 404
    assert client.get(reverse("territory:records")).status_code == 403


def test_consent_page_gives_and_takes_back(client, here):
    confirmed(here, at=some_days_ago(5))
    client.force_login(here.guo)
    address = reverse("volunteer:consent")
    assert client.post(address, {"consent": "yes"}).status_code == 303
    assert ServiceRecord.objects.get().person_part.name == "郑国忠"
    assert client.post(address, {"consent": "no"}).status_code == 303
    assert not hasattr(ServiceRecord.objects.get(), "person_part")


def test_late_records_on_both_pages(client, here):
    manager, member = personas.user("罗队长"), personas.user("陈志愿")
    team = personas.organisation(manager, member)
    served_by_member(here, team, manager, member)
    served(here, at=some_days_ago(40))
    client.force_login(here.village)
    page = client.get(reverse("territory:records"), {"which": "late"})
    text = page.content.decode()
    assert page.context["counts"].late == 1
    assert "郑＊忠" in text
    assert "郑国忠" not in text
    client.force_login(manager)
    assert client.get(reverse("organisation:records")).context["counts"].waiting == 1


@pytest.mark.parametrize("sort", ["due", "-due", "person", "place", "nonsense"])
def test_lists_sort_and_cost_the_same_at_any_length(client, here, sort):
    client.force_login(here.village)
    address = f"{reverse('territory:records')}?sort={sort}"
    client.get(address)
    counts = []
    for days in (20, 21, 22):
        served(here, at=some_days_ago(days), minutes=20)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(address).status_code == 200
        counts.append(len(seen))
    assert len(set(counts)) == 1


@pytest.mark.verifies(27)
def test_the_sheet_has_the_orders_columns_and_no_formula(client, here):
    here.guo.person.name = "=HYPERLINK(1)"
    here.guo.person.save()
    change_record_consent(by=here.guo, at=timezone.now() - timedelta(days=60), given=True)
    seat = confirmed(here, at=some_days_ago(3))
    month = f"{seat.checked_in_at:%Y-%m}"
    client.force_login(here.village)
    answer = client.get(reverse("territory:records_sheet"), {"month": month})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    line = dict(zip(rows[0], rows[1], strict=True))
    assert line["姓名"] == "'=HYPERLINK(1)"
    assert "还没有登记" in line["身份证件号码"]
    assert (line["服务时间（分钟）"], line["活动名称"], line["版本"]) == ("47", "日常", "1")
    event = Event.objects.get(name="services.records.exported")
    assert (event.by, event.detail["records"]) == (here.village, 1)


def test_without_consent_the_sheet_names_nobody(client, here):
    seat = confirmed(here, at=some_days_ago(3))
    client.force_login(here.county)
    answer = client.get(reverse("territory:records_sheet"), {"month": f"{seat.checked_in_at:%Y-%m}"})
    text = answer.content.decode()
    assert "郑国忠" not in text
    assert "没有同意" in text


def test_the_waiting_sheet(client, here):
    served(here, at=some_days_ago(40))
    client.force_login(here.village)
    answer = client.get(reverse("territory:records_sheet"), {"list": "waiting", "which": "late"})
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2
    assert rows[1][0] == "郑＊忠"


def test_the_call_back_list_journals_whom_it_shows(client, here):
    rule(ORDER_AUTO_CONFIRM, 1)
    served(here, method="none", at=some_days_ago(2))
    confirm_overdue(at=timezone.now())
    client.force_login(here.village)
    text = client.get(reverse("territory:calls")).content.decode()
    assert "tel:13800000000" in text
    assert Reveal.objects.filter(by=here.village, purpose="call_back", person=here.lin.person).count() == 1
    client.force_login(personas.user("外乡", personas.Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
    assert "tel:13800000000" not in client.get(reverse("territory:calls")).content.decode()


def test_the_call_back_list_shows_no_number_of_an_elder_who_has_moved(client, here):
    rule(ORDER_AUTO_CONFIRM, 1)
    seat = served(here, method="none", at=some_days_ago(2))
    confirm_overdue(at=timezone.now())
    move_elder(by=here.village, at=timezone.now(), elder=here.lin, home_code=OTHER_VILLAGE, since=timezone.localdate())
    client.force_login(here.village)
    text = client.get(reverse("territory:calls")).content.decode()
    assert reverse("territory:order", args=[seat.order_id]) in text
    assert "已经搬走" in text
    assert "13800000000" not in text
    assert here.lin.person.name not in text
    assert not Reveal.objects.filter(by=here.village, purpose="call_back").exists()


def test_trainings_and_honours(client, here):
    manager = personas.user("罗队长")
    team = personas.organisation(manager, here.guo)
    client.force_login(manager)
    address = reverse("organisation:personal", args=[here.guo.person_id])
    given = {"kind": "TRAINING", "title": "急救培训", "held_on": "2026-03-01", "hours": "7.5"}
    assert client.post(address, given).status_code == 303
    assert client.post(address, given).status_code == 422  # the same once more
    assert client.post(address, {"kind": "HONOUR", "title": "优秀孝老员", "held_on": "2026-05-01"}).status_code == 303
    client.force_login(here.guo)
    text = client.get(reverse("volunteer:records")).content.decode()
    assert "急救培训" in text
    assert "优秀孝老员" in text
    own = {"organisation_id": team.id, "kind": EntryKind.HONOUR, "title": "x", "held_on": timezone.localdate()}
    with pytest.raises(OwnEntry):
        enter_personal(by=manager, at=timezone.now(), person_id=manager.person_id, **own)
    with pytest.raises(EntryIncomplete):
        enter_personal(by=manager, at=timezone.now(), person_id=here.guo.person_id, **{**own, "title": " "})
