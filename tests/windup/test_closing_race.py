"""Somebody orders at the moment at which somebody else closes the county."""

from threading import Barrier, Thread

from django.db import connection, transaction

from accounts.access.enums import Role
from accounts.refusals import Refusal
from accounts.regions.models import Ending
from services.orders.models import Order
from services.windup.actions.announce_ending import announce_ending
from services.windup.actions.close_county import close_county
from services.windup.actions.propose_ending import propose_ending
from tests import personas
from tests.personas import COUNTY, NOW
from tests.windup.test_county import PLAN


def test_an_order_taken_while_the_county_closes_is_either_in_or_refused(committed_db):
    """Both at once: never a closed county with an open order."""
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    wu = personas.user("吴建国", Role.ADMIN, region=COUNTY)
    lin = personas.elder()
    mei = personas.proxy(lin)
    personas.item()
    propose_ending(by=chen, at=NOW, county_code=COUNTY, plan=PLAN)
    announce_ending(by=wu, at=NOW, county_code=COUNTY)
    seen, both = [], Barrier(2)

    def run(work):
        both.wait()
        try:
            work()
            seen.append("done")
        except Refusal as refusal:
            seen.append(refusal.code)
        finally:
            connection.close()

    def close():
        with transaction.atomic():
            Ending.objects.select_for_update().get()
            Ending.objects.update(state="STOPPED")
        close_county(by=wu, at=NOW, county_code=COUNTY)

    threads = [Thread(target=run, args=[close]), Thread(target=run, args=[lambda: personas.order(mei, lin)])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    is_closed = Ending.objects.get().state == "CLOSED"
    assert is_closed != Order.objects.filter(status="OPEN").exists()
    assert sorted(seen) in (["county_still_open", "done"], ["county_ending", "done"], ["county_closed", "done"])
