"""The machine: disk, clock, who may read the keys."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.sealing import SealBroken, key_names
from timebank.ledger.keys import KeysUnusable, public_keys, sign, verify
from timebank.operations.backups.keys_apart import places
from timebank.operations.doctor import Finding, Level

LOW_SHARE, LOW_BYTES = 0.1, 2 * 10**9
CLOCK_SECONDS = 2
PROBE = b"timebank doctor 1\n"


def disk() -> Iterator[Finding]:
    """Room on every disk the house writes to: at least a tenth and 2 GB."""
    seen = set()
    for place in (settings.VAR, settings.MEDIA_ROOT, settings.LEDGER_PUBLISHED, settings.BACKUP_FOLDER):
        path = _existing(Path(place)) if place else None
        if path is None or (device := path.stat().st_dev) in seen:
            continue
        seen.add(device)
        usage = shutil.disk_usage(path)
        told = {"free": f"{usage.free / 1e9:.1f}", "total": f"{usage.total / 1e9:.0f}", "path": path}
        if usage.free < LOW_BYTES or usage.free < usage.total * LOW_SHARE:
            words = _("Only %(free)s of %(total)s GB are free where %(path)s lies.") % told
            yield Finding("disk", Level.BAD, words, _("Delete old backups, or get a bigger disk."))
        else:
            yield Finding("disk", Level.GOOD, _("%(free)s of %(total)s GB are free where %(path)s lies.") % told)


def clock() -> Iterator[Finding]:
    """This machine's clock against the database's, against the newest event, and whether it is kept right."""
    with connection.cursor() as cursor:
        before = timezone.now()
        cursor.execute("SELECT clock_timestamp(), (SELECT max(at) FROM journal_event)")
        there, newest = cursor.fetchone()
        here = before + (timezone.now() - before) / 2
    off = (here - there).total_seconds()
    do = _("Turn on time synchronisation on both machines: timedatectl set-ntp true")
    if abs(off) > CLOCK_SECONDS:
        words = _("This clock and the database's differ by %(seconds)s seconds.") % {"seconds": round(abs(off))}
        yield Finding("clock", Level.BAD, words, do)
    elif newest and (newest - here).total_seconds() > CLOCK_SECONDS:
        yield Finding("clock", Level.BAD, _("Something happened in the future: the clock was ahead, or is behind."), do)
    elif _synchronised() is False:
        yield Finding("clock", Level.WARN, _("Nothing keeps this machine's clock right."), do)
    else:
        yield Finding("clock", Level.GOOD, _("The clock is right."))


def keys() -> Iterator[Finding]:
    """Whether they are there, work, and are for the house alone."""
    open_to_others = [str(path) for path in _key_files() if path.stat().st_mode & 0o077]
    for path in open_to_others:
        words = _("Others on this machine can read %(path)s.") % {"path": path}
        yield Finding("keys", Level.BAD, words, f"chmod 600 {path}")
    try:
        names = key_names()
        signature = sign(PROBE)
        works = verify(signature.key, PROBE, signature.value, keys=public_keys())
    except (KeysUnusable, SealBroken, OSError, ValueError, KeyError) as error:
        words = _("A key cannot be used: %(error)s.") % {"error": error}
        yield Finding("keys", Level.BAD, words, "manage.py restore_keys FILE")
        return
    if not works:
        yield Finding(
            "keys", Level.BAD, _("The signing key does not fit the public one."), "manage.py restore_keys FILE"
        )
    elif not open_to_others:
        told = {"seals": names[-1], "signs": signature.key}
        yield Finding("keys", Level.GOOD, _("Keys are there: %(seals)s seals, %(signs)s signs.") % told)


def _key_files() -> Iterator[Path]:
    for place in places().values():
        if place.is_file():
            yield place
        elif place.is_dir():
            yield from (path for path in sorted(place.glob("*.pem")) if path.is_file())


def _existing(path: Path) -> Path | None:
    """The folder itself, or the nearest one above it that is there."""
    return next((one for one in (path, *path.parents) if one.exists()), None)


def _synchronised() -> bool | None:
    """What systemd says; None where it says nothing."""
    if not shutil.which("timedatectl") or not os.path.isdir("/run/systemd/system"):
        return None
    asked = ["timedatectl", "show", "-p", "NTPSynchronized", "--value"]
    said = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return {"yes": True, "no": False}.get(said)
