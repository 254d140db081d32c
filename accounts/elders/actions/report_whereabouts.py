"""Say where a supporter is now, and since when."""

import unicodedata
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.actions.change_supporter import lock_supporter
from accounts.elders.actions.keeping import keep_figures, not_after, tell
from accounts.elders.enums import Channel, Where
from accounts.elders.models import Supporter, Whereabouts
from accounts.refusals import Invalid, Refusal

LONGEST_PLACE = 120
EARLIEST = date(1950, 1, 1)
MOST_WAITING = 5
NEEDS_PLACE = (Where.COUNTY, Where.AWAY)


class NoPlace(Invalid):
    code = "no_place"
    sentence = _("Say which town or city.")


class LongPlace(Invalid):
    code = "place_too_long"
    sentence = _("Write at most %(n)s characters.")


class TooEarly(Invalid):
    code = "date_too_early"
    sentence = _("That is too long ago to be true.")


class EnoughSaid(Refusal):
    """A link that was passed on must not fill the village's list."""

    code = "reports_waiting"
    sentence = _("The village has not read your last reports yet. Please ring the village committee.")


def report_whereabouts(
    *, by: Any, at: datetime, supporter: Supporter, where: Where | str, place: str, since: date, channel: Channel | str
) -> Whereabouts:
    """Write down where the supporter is. What staff saw, heard or imported counts at once; by link it waits.

    The same answer again while it waits is one report. ``by`` None with LINK is the supporter, whose link the page has
    checked; with any other channel it is the house itself. Raises NotAllowed, NotFound, ElderLeft, SupporterEnded,
    NoPlace, LongPlace, NotYet, TooEarly, EnoughSaid.
    """
    if where not in Where.values or channel not in Channel.values:
        raise Invalid(field="where")
    words = checked_stay(Where(where), place, since, at)
    with transaction.atomic():
        elder, locked = lock_supporter(by=by, supporter_id=supporter.id)
        waits = channel == Channel.LINK
        if waits:
            waiting = list(locked.whereabouts.filter(confirmed_at=None, refused_at=None))
            for said in waiting:
                if (said.where, said.place, said.since) == (where, words, since):
                    return said
            if len(waiting) >= MOST_WAITING:
                raise EnoughSaid
        report = Whereabouts.objects.create(
            supporter=locked,
            where=where,
            place=words,
            since=since,
            channel=channel,
            reported_at=at,
            reported_by=by,
            confirmed_at=None if waits else at,
            confirmed_by=None if waits else by,
        )
        keep_figures(elder, at)
        tell(
            "elder.whereabouts_reported",
            by=by,
            at=at,
            elder=elder,
            supporter=str(locked.id),
            where=where,
            channel=channel,
            waits=waits,
        )
    return report


def checked_stay(where: Where, place: str, since: date, at: datetime) -> str:
    """The place as it may be stored. Raises LongPlace, NoPlace, TooEarly, NotYet."""
    words = _place(place, where)
    if since < EARLIEST:
        raise TooEarly(field="since")
    not_after(since, at, name="since")
    return words


def _place(text: str, where: Where) -> str:
    words = unicodedata.normalize("NFC", text).strip()
    if len(words) > LONGEST_PLACE:
        raise LongPlace(field="place", n=LONGEST_PLACE)
    if any(unicodedata.category(c) in ("Cc", "Cs") for c in words):
        raise Invalid(field="place")
    if where in NEEDS_PLACE and not words:
        raise NoPlace(field="place")
    return words
