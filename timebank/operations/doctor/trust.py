"""What the house promises: saved, tried, sealed every night, audited; and set up for strangers on the internet."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.running import read_record
from timebank.ledger.models import Checkpoint
from timebank.operations.backups.keys_apart import places
from timebank.operations.doctor import Finding, Level

DAY = timedelta(hours=26)  # a night's work may be late by two hours
MONTH = timedelta(days=35)
WEEK = timedelta(days=8)


def backups() -> Iterator[Finding]:
    """Is there one of last night, sealed; did one come back this month; are the keys saved since they changed?"""
    saved = read_record("backup")
    run = "manage.py backup"
    if saved is None:
        yield Finding("backup", Level.BAD, _("The house was never saved from this machine."), run)
    elif (age := _age(saved)) > DAY:
        yield Finding("backup", Level.BAD, _("The last backup is %(days)s days old.") % {"days": age.days or 1}, run)
    else:
        yield Finding("backup", Level.GOOD, _("Saved within the last day."))
        if not saved.get("sealed"):
            words = _("The backup is not sealed: whoever finds it reads who ordered what.")
            yield Finding("backup", Level.WARN, words, "BACKUP_TO=age1…")
    drill = read_record("drill")
    if drill is None or _age(drill) > MONTH:
        words = _("For more than a month nobody has tried whether a backup comes back.")
        run = "manage.py restore_drill --identity FILE" if settings.BACKUP_TO else "manage.py restore_drill"
        yield Finding("drill", Level.WARN, words, run)
    elif not drill["ok"]:
        yield Finding(
            "drill", Level.BAD, _("The last backup that was tried did not come back."), "manage.py restore_drill"
        )
    else:
        yield Finding("drill", Level.GOOD, _("A backup came back whole within the last month."))
    kept = read_record("keys")
    if kept is None or _changed_since(kept):
        words = _("The keys are not saved as they are now. Lost, every name and picture is lost.")
        yield Finding("keys saved", Level.BAD, words, "manage.py backup_keys FILE --to age1…")


def ledger() -> Iterator[Finding]:
    """Is yesterday sealed, and did the books agree when they were last recomputed?"""
    last = Checkpoint.objects.order_by("-number").values_list("sealed_at", flat=True).first()
    if last is None or timezone.now() - last > DAY:
        words = _("The books were not sealed last night.")
        yield Finding("checkpoint", Level.BAD, words, "manage.py seal_ledger")
    else:
        yield Finding("checkpoint", Level.GOOD, _("The books were sealed last night."))
    audit = read_record("audit")
    if audit is not None and not audit["ok"]:
        yield Finding("audit", Level.BAD, _("The last audit found books that do not agree."), "manage.py audit_ledger")
    elif audit is None or _age(audit) > WEEK:
        words = _("For more than a week nobody has recomputed the books.")
        yield Finding("audit", Level.WARN, words, "manage.py audit_ledger")
    else:
        yield Finding("audit", Level.GOOD, _("The books were recomputed this week, and agree."))


def exposure() -> Iterator[Finding]:
    """Settings that are fine on a desk and unwise on the internet."""
    unwise = {
        "SECURE": (not settings.SECURE, _("Without SECURE=1 nobody is sent to HTTPS.")),
        "DEBUG": (settings.DEBUG, _("DEBUG=1 shows the program's insides to visitors.")),
        "DEMO": (settings.DEMO, _("DEMO=1: everybody can sign in with the password of the demo.")),
        "SMS_SENDER": (not settings.SMS_SENDER, _("No SMS_SENDER: nobody without the app is told anything by text.")),
        "STAFF_SECOND_KEY": (settings.STAFF_SECOND_KEY == "off", _("Staff may sign in by a password alone.")),
    }
    for name, (is_so, words) in unwise.items():
        if is_so:
            yield Finding("settings", Level.WARN, words, name)
    if not (Path(settings.STATIC_ROOT) / "staticfiles.json").exists():
        words = _("Style sheets and scripts were not collected: pages would fail.")
        yield Finding("static", Level.BAD, words, "manage.py collectstatic")


def _age(record: dict[str, Any]) -> timedelta:
    return timezone.now() - datetime.fromisoformat(record["at"])


def _changed_since(record: dict[str, Any]) -> bool:
    kept = datetime.fromisoformat(record["at"]).timestamp()
    files = [path for place in places().values() for path in ([place] if place.is_file() else place.glob("*.pem"))]
    return any(path.stat().st_mtime > kept + 1 for path in files)
