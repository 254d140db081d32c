"""Values travel apart from their statement, and what is asked often is planned once (ADR 61)."""

from uuid import UUID

import psycopg
import pytest
from django.db import connection

from accounts.people.models import Person
from timebank.config.prepared import MOST, Cursor

pytestmark = pytest.mark.django_db
PLANNED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%people_person%'"


def planned() -> int:
    """How many statements about people this connection keeps planned."""
    with connection.cursor() as cursor:
        cursor.execute(PLANNED)
        return int(cursor.fetchone()[0])


def test_what_is_asked_often_is_planned_once() -> None:
    before = planned()
    for number in range(4):
        Person.objects.filter(name=f"林{number}", id=UUID(int=number)).exists()
    assert planned() == before  # negative control: what is asked seldom is not kept
    for number in range(4):
        Person.objects.filter(name=f"林{number}", id=UUID(int=number)).exists()
    assert planned() == before + 1


def test_a_list_longer_than_a_message_is_still_asked() -> None:
    many = [UUID(int=number) for number in range(MOST + 1)]
    assert Person.objects.filter(id__in=many).count() == 0
    text = f"SELECT '100%%', {len(many)} = array_length(ARRAY[{', '.join(['%s'] * len(many))}], 1)"
    with connection.cursor() as cursor:
        cursor.execute(text, many)
        assert cursor.fetchone() == ("100%", True)
    with psycopg.Cursor(connection.connection) as bare, pytest.raises(psycopg.OperationalError):
        bare.execute(text, many)  # negative control: the driver's own cursor cannot


def test_every_connection_of_the_house_does_so() -> None:
    connection.ensure_connection()
    assert connection.connection.prepare_threshold == 5
    assert connection.connection.cursor_factory is Cursor
