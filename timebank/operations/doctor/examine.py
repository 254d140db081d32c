"""All checks, one after the other."""

from collections.abc import Iterator

from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext as _

from timebank.operations.doctor import Check, Finding, Level
from timebank.operations.doctor.database import cache, jobs, migrations, replica, server, why_away
from timebank.operations.doctor.machine import clock, disk, keys
from timebank.operations.doctor.trust import backups, exposure, ledger

CHECKS: tuple[Check, ...] = (server, migrations, jobs, cache, replica, disk, clock, keys, backups, ledger, exposure)
ASK_THE_DATABASE = {server, migrations, jobs, replica, clock, ledger}


def examine() -> Iterator[Finding]:
    """Yield every finding; a database that is away is said once for each check that needs it."""
    away = why_away()
    for check in CHECKS:
        try:
            if away and check in ASK_THE_DATABASE:
                raise OperationalError(away)
            yield from check()
        except (DatabaseError, OSError) as error:
            words = _("This could not be looked at: %(error)s") % {"error": str(error).strip().split("\n")[0]}
            yield Finding(check.__name__, Level.BAD, words)
