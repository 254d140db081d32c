"""The timesheet is printed from what one promised, and typed in on the page its square leads to."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.access.enums import Role
from accounts.access.models import Reveal
from services.orders.actions.claim_order import claim_order
from services.orders.models import Assignment, Evidence, Timesheet
from tests import personas
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE
from tests.volunteer.conftest import open_orders, signed_in

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_from_the_printed_sheet_to_the_typed_in_times(clock):
    guo = personas.volunteer()
    first, second = open_orders(2)
    seats = [claim_order(by=guo, at=NOW, order_id=order.id) for order in (first, second)]
    client = signed_in(guo)
    assert "Print a timesheet" in client.get(reverse("volunteer:tasks")).content.decode()
    printed = client.post(reverse("volunteer:print_timesheet"))
    assert printed.content.startswith(b"%PDF")
    assert Reveal.objects.filter(by=guo, purpose="order").exists()
    address = reverse("volunteer:timesheet", args=[Timesheet.objects.get().id])
    one, two = (seat.id for seat in seats)
    day = first.starts_at.date().isoformat()
    with time_machine.travel(NOW + DAY, tick=False):
        page = client.get(address)
        assert [row["planned"] for row in page.context["rows"]] == ["12:00–13:00", "13:00–14:00"]
        good = {f"day_{one}": day, f"came_{one}": "12:05", f"left_{one}": "12:50"}
        good[f"code_{one}"] = first.elder.spoken_code
        refused = client.post(address, {**good, f"day_{two}": day, f"came_{two}": "13:10", f"left_{two}": "12:00"})
        assert refused.status_code == 422
        assert "one after the other" in refused.content.decode()
        assert 'value="13:10"' in refused.content.decode()
        clerk = signed_in(personas.user("文书", Role.VILLAGE_WORKER, region=VILLAGE))
        assert clerk.get(address).status_code == 200
        for came, left, answer in (("13:10", "", 422), ("junk", "x", 422), ("13:10", "14:00", 303)):
            line = {f"day_{two}": day, f"came_{two}": came, f"left_{two}": left}
            assert clerk.post(address, line).status_code == answer
        assert client.get(address).context["left"] == 0
        far = signed_in(personas.user("外人", Role.VILLAGE_WORKER, region=OTHER_VILLAGE))
        assert far.get(address).status_code == 404
    assert [Assignment.objects.get(id=key).confidence for key in (one, two)] == [60, 0]
    assert Evidence.objects.filter(on_paper=True).count() == 2


def test_a_sheet_without_services_says_so(clock):
    client = signed_in(personas.volunteer())
    assert client.post(reverse("volunteer:print_timesheet")).content.startswith(b"%PDF")
    page = client.get(reverse("volunteer:timesheet", args=[Timesheet.objects.get().id]))
    assert "Nothing stands on this sheet." in page.content.decode()
