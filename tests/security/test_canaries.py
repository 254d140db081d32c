"""What somebody finds who carries the database away, reads the logs or gets hold of a report (VERIFICATION 25)."""

import logging

import pytest
from django.db import connection, transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import get_exception_reporter_class

from accounts.access.enums import Role
from accounts.access.reporting import KeylessFilter, SilentReporterFilter
from accounts.people.models import Person
from tests import personas
from tests.security.ground import ADDRESS, ID_NUMBER, NOTE, ORDER_NOTE, PHONE, world
from tests.security.things import SEALED

pytestmark = [pytest.mark.django_db, pytest.mark.verifies(25)]
HIDDEN = (ADDRESS, PHONE, ID_NUMBER, NOTE, ORDER_NOTE, *SEALED)


def dumped() -> dict[str, str]:
    """Every row of every table as text, as ``pg_dump`` would carry it away: table → rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        )
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for table in tables:
            cursor.execute(f"SELECT coalesce(string_agg(row::text, chr(10)), '') FROM {table} AS row")
            found[table] = cursor.fetchone()[0]
    return found


def test_the_database_alone_tells_nothing_private():
    with transaction.atomic():
        world()
        found = [(table, one) for table, rows in dumped().items() for one in HIDDEN if one in rows]
        transaction.set_rollback(True)
    assert found == []


def test_negative_control_a_value_in_the_clear_is_found():
    with transaction.atomic():
        here = world()
        with connection.cursor() as cursor:
            cursor.execute("UPDATE people_person SET address = %s WHERE id = %s", [ADDRESS, here.kanari.person_id])
        found = {table for table, rows in dumped().items() if ADDRESS in rows}
        transaction.set_rollback(True)
    assert found == {"public.people_person"}


def test_a_report_of_an_error_carries_names_without_values():
    request = RequestFactory().post(f"/territory/elders/?q={PHONE}", {"address": ADDRESS}, HTTP_COOKIE=f"a={ID_NUMBER}")
    person = Person(name="林细妹", phone=PHONE, address=ADDRESS)
    try:
        raise ValueError(type(person).__name__)
    except ValueError as error:
        reporter = get_exception_reporter_class(request)(request, type(error), error, error.__traceback__)
    assert isinstance(reporter.filter, SilentReporterFilter)
    for report in (reporter.get_traceback_text(), reporter.get_traceback_html()):
        assert "address" in report
        assert not [one for one in (ADDRESS, PHONE, ID_NUMBER) if one in report]


def test_logs_write_no_key_and_no_number(caplog):
    """An unknown page under a family's link."""
    key = "WyIwMWEyMDUyMGJkYmM3MzQwOTUyYTJlNDc1ODI2MjEzNiIsMV0:1xVEy1:6lCbAOMfkgWz4zLb2LPXIaGP0iHzRPEhyX6aVYXJYcE"
    with caplog.at_level(logging.DEBUG):
        assert Client().get(reverse("public:family", args=[key])).status_code == 404
    assert "/family/…/" in caplog.text
    assert key not in caplog.text


def test_a_number_that_is_searched_for_stands_in_no_address():
    elder = personas.elder("林细妹")
    client = Client()
    client.force_login(personas.user("陈丽", Role.COUNTY_OFFICIAL, region=personas.COUNTY))
    answer = client.post(reverse("territory:elders"), {"q": elder.person.phone})
    address = answer.headers["Location"]
    assert elder.person.phone not in address
    page = client.get(address)
    assert [row[0] for row in page.context["rows"]] == [elder]
    assert elder.person.phone not in page.context["kept"]
    assert all(elder.person.phone not in one["href"] for one in page.context["filters"])
    assert client.get(reverse("territory:elders"), {"s": "1.forged"}).status_code == 200
    by_name = client.post(reverse("territory:elders"), {"q": "林"}).headers["Location"]
    assert by_name.endswith("?q=%E6%9E%97")


def test_negative_control_without_the_filter_the_key_is_logged(caplog, monkeypatch):
    key = "x" * 60
    monkeypatch.setattr(KeylessFilter, "filter", lambda _self, _record: True)
    with caplog.at_level(logging.DEBUG):
        Client().get(reverse("public:family", args=[key]))
    assert key in caplog.text
