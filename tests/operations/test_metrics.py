"""What Prometheus is told, to whom, and that it says so when something stands still."""

import json
import math
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from django.urls import resolve, reverse
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.messaging.enums import Channel, State, Weight
from accounts.messaging.models import Delivery
from accounts.running import keep_record
from services.incidents.models import Incident
from tests import personas
from tests.ledger.books import account, post
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.operations.watch import figures as watched
from timebank.operations.watch.figures import figures, forget_figures
from timebank.operations.watch.requests import tell

pytestmark = pytest.mark.django_db
Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


@pytest.fixture(autouse=True)
def house(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.VAR, settings.BACKUP_FOLDER = tmp_path, ""
    cache.clear()
    forget_figures()
    yield
    cache.clear()
    forget_figures()


def samples(**headers: str) -> Samples:
    """Name and labels → value, as a Prometheus of this machine reads them now."""
    forget_figures()
    answer = Client().get("/metrics", headers=headers)
    assert answer.status_code == 200
    found = text_string_to_metric_families(answer.content.decode())
    return {(one.name, tuple(sorted(one.labels.items()))): one.value for family in found for one in family.samples}


def value(name: str, **labels: str) -> float:
    return samples()[name, tuple(sorted(labels.items()))]


def status_of(settings: Any, *, address: str, allow: list[str], **meta: str) -> int:
    settings.METRICS_ALLOW = allow
    return Client().get("/metrics", REMOTE_ADDR=address, **meta).status_code


def test_only_the_machine_itself_and_named_places_are_answered(settings: Any) -> None:
    here = ["127.0.0.1", "::1", "unix"]
    assert status_of(settings, address="127.0.0.1", allow=here) == 200
    assert status_of(settings, address="::ffff:127.0.0.1", allow=here) == 200
    assert status_of(settings, address="", allow=here) == 200  # by a socket
    assert status_of(settings, address="", allow=["127.0.0.1"]) == 404
    assert status_of(settings, address="10.1.2.3", allow=here) == 404
    assert status_of(settings, address="10.1.2.3", allow=["10.1.0.0/16"]) == 200
    assert status_of(settings, address="not an address", allow=here) == 404


def test_a_proxy_on_this_machine_does_not_let_in_who_stands_behind_it(settings: Any) -> None:
    here = ["127.0.0.1", "unix"]
    for address in ("127.0.0.1", ""):
        assert status_of(settings, address=address, allow=here, HTTP_X_FORWARDED_FOR="203.0.113.9") == 404
        assert status_of(settings, address=address, allow=here, HTTP_X_FORWARDED_FOR="127.0.0.1, 203.0.113.9") == 404
        assert status_of(settings, address=address, allow=here, HTTP_X_FORWARDED_FOR="127.0.0.1") == 200
    # Whoever is away gains nothing by claiming to be here.
    assert status_of(settings, address="203.0.113.9", allow=here, HTTP_X_FORWARDED_FOR="127.0.0.1") == 404


def test_a_process_is_asked_by_its_address_whatever_the_house_is_called(settings: Any) -> None:
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["time.example.gov.cn"], True
    assert Client().get("/metrics", headers={"Host": "10.0.0.5:8000"}).status_code == 200
    assert Client().get("/", headers={"Host": "10.0.0.5:8000"}).status_code == 400


def test_a_worker_that_stopped() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_workers")
        found = samples()
        assert found["timebank_workers", ()] == 0
        assert found["timebank_worker_heartbeat_age_seconds", ()] == math.inf
        cursor.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        found = samples()
        assert found["timebank_workers", ()] == 1
        assert found["timebank_worker_heartbeat_age_seconds", ()] < 60
        cursor.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '10 minutes'")
        found = samples()
    assert found["timebank_workers", ()] == 0
    assert 595 < found["timebank_worker_heartbeat_age_seconds", ()] < 700


def test_jobs_that_wait_and_jobs_that_were_given_up() -> None:
    with connection.cursor() as cursor:
        cursor.execute("""INSERT INTO procrastinate_jobs (queue_name, task_name, scheduled_at)
            VALUES ('default', 'late', now() - interval '20 minutes'), ('default', 'later', now() + interval '1 day')
            RETURNING id""")
        late = cursor.fetchone()[0]
        found = samples()
        assert found["timebank_jobs_due", ()] == 1
        assert 1195 < found["timebank_jobs_oldest_due_seconds", ()] < 1300
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", [late])
        assert value("timebank_jobs_running") == 1
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", [late])
    found = samples()
    assert found["timebank_jobs_failed", ()] == 1
    assert found["timebank_jobs_due", ()] == 0


def test_messages_by_way_and_what_became_of_them() -> None:
    elder = personas.elder("林细妹")
    mei = personas.proxy(elder)
    order = personas.order(mei, elder)
    now = timezone.now()
    event_id = order_event(order)
    row: dict[str, Any] = {"event_id": event_id, "recipient": mei, "weight": Weight.ORDINARY}
    Delivery.objects.all().delete()
    Delivery.objects.create(**row, channel=Channel.SMS, state=State.FAILED, settled_at=now)
    Delivery.objects.create(**row, channel=Channel.PUSH, state=State.WAITING, next_try_at=now - timedelta(minutes=9))
    found = samples()
    assert found["timebank_deliveries_last_hour", (("state", "FAILED"), ("way", "SMS"))] == 1
    assert found["timebank_deliveries_overdue", ()] == 1
    Delivery.objects.update(created_at=now - timedelta(hours=2), next_try_at=None)
    found = samples()
    assert not [name for name, _labels in found if name == "timebank_deliveries_last_hour"]
    assert found["timebank_deliveries_overdue", ()] == 0


def order_event(order: Any) -> int:
    return Event.objects.filter(subject_id=order.id).values_list("sequence", flat=True)[0]


def test_an_emergency_whose_clock_stands_still() -> None:
    elder = personas.elder("林细妹")
    now = timezone.now()
    one = Incident.objects.create(
        elder=elder,
        region_id=personas.VILLAGE,
        kind="FALL",
        severity="SERIOUS",
        channel="WEB",
        to="VILLAGE",
        level="VILLAGE",
        happened_at=now,
        reported_at=now,
        due_at=now + timedelta(minutes=5),
    )
    found = samples()
    assert (found["timebank_incidents_running", ()], found["timebank_incidents_late", ()]) == (1, 0)
    Incident.objects.filter(id=one.id).update(due_at=now - timedelta(minutes=3))
    assert value("timebank_incidents_late") == 1


def test_books_backups_and_drills_never_done_are_infinitely_old(settings: Any) -> None:
    found = samples()
    for name in ("checkpoint", "audit", "backup", "drill", "keys"):
        assert found[f"timebank_{name}_age_seconds", ()] == math.inf
    assert ("timebank_audit_ok", ()) not in found
    post(account("林细妹", 100), account("范阿土"), 1, "a")
    seal_checkpoint(at=timezone.now())
    keep_record("audit", ok=False, problems=1)
    keep_record("backup", folder="/backups/one", bytes=12345, sealed=True)
    keep_record("drill", ok=True)
    found = samples()
    for name in ("checkpoint", "audit", "backup", "drill"):
        assert found[f"timebank_{name}_age_seconds", ()] < 100
    assert found["timebank_audit_ok", ()] == 0
    assert found["timebank_drill_ok", ()] == 1
    assert found["timebank_backup_bytes", ()] == 12345
    record = settings.VAR / "operations" / "backup.json"
    record.write_text(json.dumps({"at": (timezone.now() - timedelta(days=3)).isoformat()}))
    assert value("timebank_backup_age_seconds") > 250_000


def test_requests_are_counted_by_route_and_odd_addresses_make_no_new_lines() -> None:
    client = Client()
    client.force_login(personas.user("陈丽", Role.COUNTY_OFFICIAL, region=personas.COUNTY))
    asked = {"route": "shell:me", "method": "GET", "status": "200"}
    key = ("timebank_requests_total", tuple(sorted(asked.items())))
    before = samples().get(key, 0)
    client.get(reverse("shell:me"), {"q": "13877776666"})
    for number in range(3):
        client.get(f"/no/such/page/{number}/")
        client.generic(f"ODD{number}", "/no/such/page/")
    after = samples()
    assert after[key] == before + 1
    assert after["timebank_request_seconds_count", (("route", "shell:me"),)] >= 1
    text = Client().get("/metrics").content.decode()
    assert "such/page" not in text
    assert "ODD" not in text
    assert "13877776666" not in text


def test_failures_are_counted_from_zero_and_not_what_machines_ask() -> None:
    before = value("timebank_failures_total")
    broken = RequestFactory().get("/")
    tell(broken, 404, 0.1)
    assert value("timebank_failures_total") == before
    tell(broken, 500, 0.1)
    tell(broken, 503, 0.1)
    assert value("timebank_failures_total") == before + 2
    broken.resolver_match = resolve("/readyz")
    tell(broken, 503, 0.1)  # whoever asks it wants to know, and is told
    assert value("timebank_failures_total") == before + 2


def test_a_scrape_is_a_dozen_small_questions_and_the_next_one_none(django_assert_num_queries: Any) -> None:
    samples()  # the doctor's look is kept for a minute
    forget_figures()
    with django_assert_num_queries(10):
        Client().get("/metrics")
    with django_assert_num_queries(0):
        Client().get("/metrics")
    assert watched.FRESH_SECONDS == 10


def test_without_a_database_it_still_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    samples()

    def away(_found: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(watched, "_jobs", away)
    found = samples()
    assert found["timebank_database_up", ()] == 0
    assert ("timebank_workers", ()) not in found
    assert found["timebank_backup_age_seconds", ()] == math.inf
    monkeypatch.undo()
    assert value("timebank_database_up") == 1


def test_the_doctors_findings_are_counted() -> None:
    assert value("timebank_findings", level="bad") >= 1  # never saved
    assert figures().get("workers") >= 0
