"""Run by the code of a release, in a process of its own: people, orders, visits, papers and a long ledger.

``fill.py FOLDER ENTRIES [demo]`` after django.setup(), with PYTHONPATH on the release. Everything goes through the
release's own actions, by its own ``tests.personas``. A release that has a ``tests/upgrades/fill.py`` is filled by that
one. Leaves in FOLDER: ``statement.json``, ``audit.json`` and ``told.json`` (who is who, what is sealed, in clear).
"""

import io
import json
import random
import sys
from datetime import timedelta
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from accounts.people.models import Person
from services.orders.actions.issue_certificate import issue_certificate
from services.orders.queries.certified import Scope
from tests import personas
from tests.records.ground import confirmed, stage
from tests.visits import ground as visits
from timebank.ledger.actions.open_account import open_person_accounts, open_region_account
from timebank.ledger.actions.post_batch import Posting, post_batch
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.ledger.models import Entry
from timebank.ledger.queries import account_of
from timebank.ledger.statement import signed_statement

BATCH = 10_000
ROUND = 60


def people() -> dict[str, str]:
    """A day in the county: served and confirmed, an order that is open, a visit, a certificate."""
    here = stage()
    confirmed(here, minutes=47)
    confirmed(here, minutes=33, at=personas.NOW + timedelta(days=1))
    certificate = issue_certificate(by=here.guo, at=personas.NOW + timedelta(days=2), scope=Scope())
    order = personas.order(here.mei, here.lin, at=timezone.now(), hours=20)
    worker = visits.village()
    visits.visit(worker, here.lin, at=personas.NOW + timedelta(hours=5))
    return {
        "elder": str(here.lin.id),
        "person": str(here.lin.person_id),
        "phone": here.lin.person.phone,
        "address": here.lin.person.address,
        "proxy": here.mei.username,
        "volunteer": here.guo.username,
        "volunteer_person": str(here.guo.person_id),
        "worker": worker.username,
        "order": str(order.id),
        "certificate": certificate.code,
    }


def ledger(entries: int) -> None:
    """Fill up to ``entries`` lines: everybody is granted something, then they give to each other at random."""
    transfers = (entries - Entry.objects.count()) // 2
    crowd = Person.objects.bulk_create(
        Person(name=f"林{n}", gender="FEMALE", home_id=personas.VILLAGE) for n in range(max(20, transfers // 20))
    )
    books = open_person_accounts(unit=Unit.MINUTE, person_ids=[person.id for person in crowd])
    ids = [account.id for account in books.values()]
    source = open_region_account(unit=Unit.MINUTE, kind=AccountKind.ISSUANCE, region_code=personas.COUNTY)
    chance = random.Random(1)
    made = [_posting("grant", n, TransferKind.GRANT, source.id, one, ROUND) for n, one in enumerate(ids)]
    while len(made) < transfers:
        giver, taker = chance.sample(ids, 2)
        # No more than a minute of the grant for each gift, and fewer gifts than minutes: nobody runs dry.
        made.append(_posting("gift", len(made), TransferKind.GIFT, giver, taker, 1))
    for start in range(0, len(made), BATCH):
        post_batch(postings=made[start : start + BATCH], by=None)


def _posting(word: str, number: int, kind: TransferKind, source, target, amount: int) -> Posting:
    memo = {"words": f"第 {number} 次 · 堃 é 🍵"}
    return Posting(
        key=f"{word}:{number}",
        kind=kind,
        source_id=source,
        target_id=target,
        amount=amount,
        happened_at=personas.NOW + timedelta(seconds=number),
        memo=memo,
    )


def main(folder: Path, entries: int, *, demo: bool) -> None:
    if demo:
        call_command("seed_demo", scale="small", stdout=io.StringIO())
    told = people()
    ledger(entries)
    seal_checkpoint(at=timezone.now())
    book = account_of(told["volunteer_person"])
    (folder / "statement.json").write_text(signed_statement(book, at=timezone.now()), encoding="utf-8")
    audit = io.StringIO()
    call_command("audit_ledger", "--json", stdout=audit, stderr=io.StringIO(), verbosity=1)
    (folder / "audit.json").write_text(audit.getvalue(), encoding="utf-8")
    (folder / "told.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), demo="demo" in sys.argv[3:])
