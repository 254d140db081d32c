"""A mandate is taken back while an order by it is being placed: the order waits, and finds no mandate."""

import threading

from django.db import connection, transaction

from accounts.access.enums import Role
from accounts.elders.actions.revoke_mandate import revoke_mandate
from accounts.elders.models import Mandate
from accounts.refusals import NotFound
from tests import personas
from tests.personas import NOW


def test_taken_back_while_the_order_is_being_placed(committed_db):
    lin = personas.elder()
    mei = personas.proxy(lin)
    item, village = personas.item(), personas.user("乐建国", Role.VILLAGE_WORKER, region=personas.VILLAGE)
    found: list[object] = []

    def place():
        try:
            found.append(personas.order(mei, lin, of=item))
        except NotFound:
            found.append("refused")
        finally:
            connection.close()

    with transaction.atomic():
        revoke_mandate(by=village, at=NOW, mandate_id=Mandate.objects.get().id)
        racer = threading.Thread(target=place)
        racer.start()
        until_somebody_waits()
    racer.join(10)
    assert found == ["refused"]


def until_somebody_waits():
    with connection.cursor() as cursor:
        for _try in range(500):
            cursor.execute("SELECT pg_sleep(0.01)")
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waited for the mandate")
