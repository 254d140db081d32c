"""Judge every elder anew: the rules look at what is known today."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.elders.actions.find_pairs import find_pairs
from accounts.elders.models import Elder
from accounts.elders.queries.status import Status, judge, pictures
from accounts.elders.rules.picture import Picture
from accounts.journal.actions.emit import emit
from accounts.policies.queries import Rulebooks, all_rulebooks, rulebook

BATCH = 500


def judge_elders(
    *,
    at: datetime,
    region_code: str = "",
    only_changed: bool = False,
    look: Callable[[Elder, Picture, Status], None] = lambda _elder, _picture, _status: None,
    progress: Callable[[int], None] = lambda _done: None,
) -> int:
    """Bring left-behind status, risk tier and flags up to the day of ``at`` for all who are in the registry.

    Returns how many changed. Whoever becomes left behind, or ceases to be, is told of in the journal (D07: 动态更新).
    ``only_changed`` leaves out those whose dossier is as it was at the last look. Idempotent; ``look`` is
    shown everybody on the way, ``progress`` hears how many were looked at.
    """
    changed = done = 0
    last = None
    books = all_rulebooks()
    while True:
        elders = Elder.objects.filter(left_on=None, person__home__code__startswith=region_code).order_by("id")
        if only_changed:
            elders = elders.filter(judged_on=None)
        page = list((elders if last is None else elders.filter(id__gt=last)).values_list("id", flat=True)[:BATCH])
        if not page:
            return changed
        last = page[-1]
        seen, differ = _judge_page(page, at=at, books=books, look=look, skipping=True)
        changed += differ
        done += len(seen)
        # What others are writing is marked again and looked at within the minute. Only the night does not leave it.
        for one in () if only_changed else [one for one in page if one not in seen]:
            seen, differ = _judge_page([one], at=at, books=books, look=look, skipping=False)
            changed += differ
            done += len(seen)
        progress(done)


def judge_elder(*, at: datetime, elder: Elder) -> Status:
    """The same for one elder, as soon as the dossier changed."""
    on = timezone.localdate(at)
    with transaction.atomic():
        (locked,) = _lock([elder.id], skipping=False)
        picture = pictures([locked], on=on)[locked]
        status = judge(picture, rulebook(region_code=picture.home_code, on=on))
        _keep(locked, status, at)
    return status


def _judge_page(
    ids: list[UUID], *, at: datetime, books: Rulebooks, look: Callable[[Elder, Picture, Status], None], skipping: bool
) -> tuple[set[UUID], int]:
    """Judge these elders; ids of those that were looked at, and how many changed.

    They are locked before anything of them is read: whoever changes a dossier meanwhile marks it afterwards, and the
    mark stays. Only one row at a time is waited for, so that nobody deadlocks.
    """
    on = timezone.localdate(at)
    with transaction.atomic():
        elders = [elder for elder in _lock(ids, skipping=skipping) if elder.left_on is None]
        changed_ids = [elder.id for elder in elders if elder.judged_on is None]
        changed = 0
        for elder, picture in pictures(elders, on=on).items():
            status = judge(picture, books.at(picture.home_code, on))
            changed += _keep(elder, status, at)
            look(elder, picture, status)
    find_pairs(at=at, elder_ids=changed_ids)
    return {elder.id for elder in elders}, changed


def _lock(ids: list[UUID], *, skipping: bool) -> list[Elder]:
    locked = Elder.objects.select_for_update(of=("self",), no_key=True, skip_locked=skipping)
    return list(locked.filter(id__in=ids).select_related("person").order_by("id"))


def _keep(elder: Elder, status: Status, at: datetime) -> bool:
    """Store what was found of a locked elder; True when it differs from before."""
    now = {
        "left_behind": status.left_behind.holds,
        "left_behind_since": status.left_behind.since,
        "tier": status.risk.tier,
        "flags": [flag.code for flag in status.flags],
    }
    before = {name: getattr(elder, name) for name in now}
    on = timezone.localdate(at)
    if before == now:
        if elder.judged_on != on:
            Elder.objects.filter(id=elder.id).update(judged_on=on)
        return False
    for name, value in now.items():
        setattr(elder, name, value)
    elder.judged_on = on
    Elder.objects.filter(id=elder.id).update(**now, judged_on=on)
    if before["left_behind"] != now["left_behind"]:
        emit(
            "accounts.elder.status_changed",
            at=at,
            by=None,
            subject_kind="elder",
            subject_id=elder.id,
            region_code=elder.person.home_id,
            detail={"left_behind": now["left_behind"], "before": before["left_behind"]},
            deliver=False,
        )
    return True
