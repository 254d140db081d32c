"""Freeze the roster of a township: every value as it stands, row by row, each with its digest."""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation

from accounts.elders.models import Elder
from accounts.elders.queries.status import Status, judge, pictures
from accounts.policies.queries import all_rulebooks
from accounts.rosters.listing import rows_of_elders
from accounts.surveys.asked import asked_in, seen_in
from accounts.surveys.canonical import digest_of_row, digest_of_rows
from accounts.surveys.enums import RosterState
from accounts.surveys.models import Absence, FrozenRoster, FrozenRow
from accounts.surveys.progress import rows_frozen

BATCH = 500


def freeze_roster(*, at: datetime, roster_id: UUID) -> FrozenRoster:
    """Write the rows of a roster that is WRITING, all or none; one that is frozen is left as it is. Idempotent.

    In bounded memory: a batch at a time. The sentences of the reasons are kept in Chinese, as the paper has them.
    """
    with transaction.atomic(), translation.override("zh-hans"):
        roster = FrozenRoster.objects.select_for_update(of=("self",)).select_related("report__round").get(id=roster_id)
        if roster.state != RosterState.WRITING:
            return roster
        counts: Counter[str] = Counter()
        whole = hashlib.sha256()
        for rows in _batches(roster, at):
            FrozenRow.objects.bulk_create(rows)
            digest_of_rows(whole, rows)
            counts.update(code for row in rows for code in _counted(row))
            rows_frozen(roster.id, counts["all"])
        roster.counts, roster.digest = dict(counts), whole.hexdigest()
        roster.state, roster.frozen_at = RosterState.FROZEN, at
        roster.save(update_fields=["counts", "digest", "state", "frozen_at"])
    return roster


def _batches(roster: FrozenRoster, at: datetime) -> Iterator[list[FrozenRow]]:
    of, code = roster.report.round, roster.report.region_id
    ids = list(asked_in(of, code).order_by("person__home", "id").values_list("id", flat=True))
    seen = set(asked_in(of, code).filter(seen_in(of, code)).values_list("id", flat=True))
    books, on = all_rulebooks(), timezone.localdate(at)
    for first in range(0, len(ids), BATCH):
        batch = ids[first : first + BATCH]
        known = Elder.objects.select_related("person").in_bulk(batch)
        contents = rows_of_elders(batch)
        judged = pictures(known.values(), on=on)
        missed = {one.elder_id: one for one in Absence.objects.filter(round=of, elder__in=batch).order_by("at", "id")}
        rows = []
        for position, elder_id in enumerate(batch, first + 1):
            elder = known[elder_id]
            status = judge(judged[elder], books.at(elder.person.home_id, on))
            absence = None if elder_id in seen else missed.get(elder_id)
            row = _row(roster, elder, status, contents[elder_id], absence)
            row.position, row.seen = position, elder_id in seen
            row.digest = digest_of_row(row)
            rows.append(row)
        yield rows


def _row(
    roster: FrozenRoster, elder: Elder, status: Status, values: dict[str, Any], absence: Absence | None
) -> FrozenRow:
    row = FrozenRow(roster=roster, elder=elder, village_code=elder.person.home_id)
    row.left_behind, row.tier = status.left_behind.holds, status.risk.tier
    row.why_not = absence.why if absence else ""
    row.content = {
        "values": {name: str(text) for name, text in values.items()},
        "reasons": [str(reason) for reason in status.left_behind.reasons],
        "risk": [str(point.sentence) for point in status.risk.points],
        "score": status.risk.score,
        "complete": elder.complete_percent,
        "words": absence.words if absence else "",
        "salt": secrets.token_hex(8),  # nobody guesses who is meant from the digest
    }
    return row


def _counted(row: FrozenRow) -> Iterator[str]:
    yield "all"
    yield "seen" if row.seen else "unseen"
    yield {True: "left_behind", False: "not_left_behind", None: "not_known"}[row.left_behind]
    if row.tier:
        yield f"tier_{row.tier.lower()}"
