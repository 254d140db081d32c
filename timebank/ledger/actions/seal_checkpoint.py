"""Close the books of the day: from now on nobody changes them unseen."""

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection, transaction
from django.db.models import Count, Max, Sum
from django.utils import timezone

from timebank.ledger import checkpoint_text
from timebank.ledger.actions.count_sealed import count_sealed
from timebank.ledger.canonical_json import canonical
from timebank.ledger.keys import sign
from timebank.ledger.merkle import root_of
from timebank.ledger.models import Account, Checkpoint, Entry
from timebank.ledger.queries.checkpoints import latest, leaves_between

TRIES = 40
ONE_AT_A_TIME = 0x5EA1  # key of the advisory lock
MORNING = timedelta(hours=6)


class BooksBusy(Exception):
    """Postings kept the books so busy that they could not be held still for a moment."""


def seal_checkpoint(*, at: datetime) -> Checkpoint:
    """Seal every entry that is not sealed yet, sign and publish; return the checkpoint, also when nothing was new.

    Its day is the day before ``at`` when that is before six in the morning, else the day of ``at``: a night run seals
    the day that has ended. Raises BooksBusy.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [ONE_AT_A_TIME])  # a second sealer waits and seals what is new
        try:
            checkpoint = _seal(at)
            count_sealed()
            return checkpoint
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ONE_AT_A_TIME])


def _seal(at: datetime) -> Checkpoint:
    with transaction.atomic():
        before = latest()
        upto, accounts, balances = _stand_still()
    after = before.last_entry if before is not None else 0
    upto = max(upto, after)
    leaves = leaves_between(after, upto)
    number = before.number + 1 if before is not None else 1
    local = timezone.localtime(at)
    body = canonical(
        {
            "format": checkpoint_text.FORMAT,
            "number": number,
            "day": timezone.localdate(at - MORNING).isoformat(),
            "sealed_at": local.isoformat(timespec="seconds"),
            "after_entry": after,
            "last_entry": upto,
            "entries": len(leaves),
            "root": root_of(leaves).hex(),
            "previous": checkpoint_text.hash_of(before.body) if before is not None else "",
            "accounts": accounts,
            "balances": balances,
        }
    )
    signature = sign(checkpoint_text.to_sign(body))
    facts = json.loads(body)
    checkpoint = Checkpoint.objects.create(
        number=number,
        day=facts["day"],
        sealed_at=at,
        after_entry=after,
        last_entry=upto,
        entries=len(leaves),
        root=bytes.fromhex(facts["root"]),
        body=body,
        key=signature.key,
        signature=signature.value,
    )
    checkpoint.refresh_from_db()
    transaction.on_commit(publish_missing)
    return checkpoint


def publish_missing() -> None:
    """Write every checkpoint that has no file yet to ``settings.LEDGER_PUBLISHED``."""
    folder = Path(settings.LEDGER_PUBLISHED)
    folder.mkdir(parents=True, exist_ok=True)
    there = {path.name for path in folder.glob("*.json")}
    for checkpoint in Checkpoint.objects.order_by("number").iterator():
        name = checkpoint_text.file_name(checkpoint.number)
        if name not in there:
            _write(folder / name, checkpoint_text.document(checkpoint.body, checkpoint.key, checkpoint.signature))


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".new")
    with open(draft, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _stand_still() -> tuple[int, int, dict[str, Any]]:
    """Wait until no posting is under way; last entry's id, number of accounts, balances by unit and kind."""
    for _ in range(TRIES):
        with suppress(OperationalError), transaction.atomic(), connection.cursor() as cursor:
            # Postings under way end first, new ones wait. Give up soon: a posting that waits for us may hold what
            # another one waits for.
            cursor.execute("SET LOCAL lock_timeout = '300ms'")
            cursor.execute("LOCK TABLE ledger_entry IN SHARE MODE")
            cursor.execute("SET LOCAL lock_timeout = 0")
            upto = Entry.objects.aggregate(last=Max("id"))["last"] or 0
            rows = list(
                Account.objects.values("unit", "kind")
                .annotate(total=Sum("balance"), accounts=Count("id"))
                .order_by("unit", "kind")
            )
            balances: dict[str, Any] = {}
            for row in rows:
                balances.setdefault(row["unit"], {})[row["kind"]] = int(row["total"])
            return upto, sum(row["accounts"] for row in rows), balances
    raise BooksBusy
