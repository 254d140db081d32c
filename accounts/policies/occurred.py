"""When something was done that a phone kept without signal. The phone's clock and ours are both kept; ours decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from accounts.policies.queries import rulebook
from accounts.policies.rules import OFFLINE_CLOCK, OFFLINE_DAYS
from accounts.refusals import Invalid

OCCURRED_AT = "X-Occurred-At"  # the device's clock when it was done
DEVICE_NOW = "X-Device-Now"  # the same clock when it is sent: what it is off by
YEARS = range(1900, 9999)  # beyond them neither the database nor our own zone can hold a moment


class NotAMoment(Invalid):
    code = "not_a_moment"
    sentence = _("This is not a date and time.")


@dataclass(frozen=True)
class Occurred:
    """``at``: when it was done, as far as we believe. ``device_at``: what the phone said. ``doubtful``: ask."""

    at: datetime
    device_at: datetime | None = None
    doubtful: bool = False


def occurred(headers: Mapping[str, Any], *, by: Any, at: datetime) -> Occurred:
    """When what a request tells of was done, by the rules of the county that ``by`` lives in.

    ``headers``: X-Occurred-At and, so that a wrong clock can be put right, X-Device-Now; both with an offset
    (ISO 8601). A clock that is far off, or a day too long ago, is doubtful, never refused; what no calendar holds is
    not even kept. Raises NotAMoment.
    """
    said = _moment(headers, OCCURRED_AT)
    if said is None:
        return Occurred(at)
    sent = _moment(headers, DEVICE_NOW)
    if said.year not in YEARS:
        return Occurred(at, doubtful=True)
    person = getattr(by, "person", None)
    book = rulebook(region_code=person.home_id if person else "", on=timezone.localdate(at))
    clock = timedelta(minutes=book[OFFLINE_CLOCK].value)
    oldest = at - timedelta(days=book[OFFLINE_DAYS].value)
    off = at - sent if sent is not None else timedelta(0)
    try:
        done = said + off
    except OverflowError:
        return Occurred(at, said, doubtful=True)
    doubtful = abs(off) > clock or done > at + clock or done < oldest
    return Occurred(min(done, at) if done >= oldest else at, said, doubtful)


def _moment(headers: Mapping[str, Any], name: str) -> datetime | None:
    text = str(headers.get(name, ""))
    if not text:
        return None
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NotAMoment(field=name)
    return moment
