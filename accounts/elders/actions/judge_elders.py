"""Judge every elder anew: the rules look at what is known today."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.elders.actions.find_pairs import find_pairs
from accounts.elders.models import Elder
from accounts.elders.queries.status import Status, judge, pictures
from accounts.elders.rules.picture import Picture
from accounts.journal.actions.emit import emit
from accounts.policies.queries import all_rulebooks, rulebook

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
    on = timezone.localdate(at)
    changed = done = 0
    last = None
    books = all_rulebooks()
    while True:
        elders = Elder.objects.filter(left_on=None, person__home__code__startswith=region_code).order_by("id")
        if only_changed:
            elders = elders.filter(judged_on=None)
        page = list((elders if last is None else elders.filter(id__gt=last)).select_related("person")[:BATCH])
        if not page:
            return changed
        last = page[-1].id
        changed_ids = [elder.id for elder in page if elder.judged_on is None]
        for elder, picture in pictures(page, on=on).items():
            status = judge(picture, books.at(picture.home_code, on))
            changed += _keep(elder, status, at)
            look(elder, picture, status)
        find_pairs(at=at, elder_ids=changed_ids)
        done += len(page)
        progress(done)


def judge_elder(*, at: datetime, elder: Elder) -> Status:
    """The same for one elder, as soon as the dossier changed. ``elder`` needs its person."""
    on = timezone.localdate(at)
    picture = pictures([elder], on=on)[elder]
    status = judge(picture, rulebook(region_code=picture.home_code, on=on))
    _keep(elder, status, at)
    return status


def _keep(elder: Elder, status: Status, at: datetime) -> bool:
    """Store what was found; True when it differs from before."""
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
    with transaction.atomic():
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
