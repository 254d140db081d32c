"""A person chooses how they want to be told."""

from collections.abc import Collection
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.messaging.enums import News
from accounts.messaging.models import Preference
from accounts.messaging.queries import CHOSEN
from accounts.refusals import Invalid

SWITCHES = frozenset(f"{channel}:{news}" for channel in CHOSEN for news in News if news != News.ALARM)


class UnknownSwitch(Invalid):
    code = "unknown_switch"
    sentence = _("There is no such choice.")


class HalfQuiet(Invalid):
    code = "half_quiet"
    sentence = _("Say from when and until when it is quiet, or leave both empty.")


def change_preference(
    *,
    by: Any,
    at: datetime,
    off: Collection[str],
    quiet_from: time | None,
    quiet_until: time | None,
    language: str = "",
) -> Preference:
    """``off`` are switches such as ``SMS:ORDERS``; alarms cannot be switched off. Raises UnknownSwitch, HalfQuiet."""
    if not SWITCHES.issuperset(off):
        raise UnknownSwitch(field="off")
    if language and language not in dict(settings.LANGUAGES):
        raise UnknownSwitch(field="language")
    if (quiet_from is None) != (quiet_until is None):
        raise HalfQuiet(field="quiet_from" if quiet_from is None else "quiet_until")
    values = {"off": sorted(off), "quiet_from": quiet_from, "quiet_until": quiet_until, "language": language}
    row, _made = Preference.objects.update_or_create(user=by, defaults={**values, "changed_at": at})
    return row
