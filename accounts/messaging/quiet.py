"""Quiet hours: until when something that can wait is held back."""

from datetime import datetime, time, timedelta

from django.utils import timezone

DAY = timedelta(days=1)


def held_until(moment: datetime, *, quiet_from: time, quiet_until: time) -> datetime | None:
    """The end of the quiet hours ``moment`` falls into, in the house's time zone; None when it falls into none.

    From 21:00 until 7:00 goes over midnight; the same hour twice is never quiet.
    """
    local = timezone.localtime(moment)
    clock = local.timetz().replace(tzinfo=None)
    if quiet_from <= quiet_until:
        quiet = quiet_from <= clock < quiet_until
    else:
        quiet = clock >= quiet_from or clock < quiet_until
    if not quiet:
        return None
    end = local.replace(hour=quiet_until.hour, minute=quiet_until.minute, second=0, microsecond=0)
    return end if end > local else end + DAY
