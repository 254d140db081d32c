"""The same thing too often: in one township, or from one card."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.elders.models import Elder
from accounts.journal.actions.emit import emit
from accounts.policies.alarm_rules import INCIDENT_BURST, INCIDENT_BURST_HOURS
from accounts.policies.queries import rulebook
from accounts.regions.models import Region
from services.incidents.actions.alarm import tell_upwards
from services.incidents.actions.record import add_step, emit_incident
from services.incidents.enums import RUNNING, Channel, Kind, Level, State, What
from services.incidents.ladder import DIGITS, place
from services.incidents.models import Burst, Incident
from services.incidents.queries.duty import on_duty

PRESSED_WITHIN = timedelta(hours=1)
QUIET = timedelta(minutes=2)  # between two alarms of one button: a hand that trembles presses often
NOT_COUNTED = (State.FALSE_ALARM, State.DUPLICATE, State.TAKEN_BACK)


def note_burst(incident: Incident, *, at: datetime) -> Burst | None:
    """Warn township and county once when reports of a kind pile up; later ones of the same burst are only counted.

    Counted under a lock of the township, so that reports of the same moment see each other.
    """
    township = place(incident.region_id, Level.TOWNSHIP)
    if len(township) < DIGITS[Level.TOWNSHIP]:
        return None
    Region.objects.select_for_update(no_key=True).get(code=township)
    book = rulebook(region_code=township, on=timezone.localdate(at))
    since = at - timedelta(hours=int(book[INCIDENT_BURST_HOURS].value))
    same = Incident.objects.filter(region__code__startswith=township, kind=incident.kind, reported_at__gt=since)
    times = list(
        same.exclude(state__in=NOT_COUNTED).order_by("reported_at", "id").values_list("reported_at", flat=True)
    )
    if len(times) < int(book[INCIDENT_BURST].value):
        return None
    going_on = Burst.objects.select_for_update().filter(region=township, kind=incident.kind, last_at__gt=since)
    burst = going_on.order_by("-last_at").first()
    if burst is not None:
        burst.last_at, burst.number = at, burst.number + 1
        burst.save(update_fields=["last_at", "number"])
        return burst
    burst = Burst.objects.create(
        region_id=township, kind=incident.kind, first_at=times[0], last_at=at, number=len(times), raised_at=at
    )
    told = [one.user_id for level in (Level.TOWNSHIP, Level.COUNTY) for one in on_duty(level, township, at=at)]
    emit(
        "services.incident.burst",
        at=at,
        by=None,
        subject_kind="burst",
        subject_id=burst.id,
        region_code=township,
        detail={"told": [str(one) for one in dict.fromkeys(told)]},
    )
    return burst


def press_again(fresh: Incident, *, at: datetime) -> Incident | None:
    """The running alarm of the same elder's button that this press joins; None when it is one of its own.

    Whoever presses again within an hour, with nothing new to say, is heard again: whose turn it is gets told once more
    (at most every two minutes), and no second emergency has to be ended. Presses of one moment see each other.
    Needs a transaction.
    """
    if fresh.elder is None or not _is_a_press(fresh):
        return None
    Elder.objects.select_for_update(of=("self",), no_key=True).get(id=fresh.elder.id)
    same = Incident.objects.filter(elder=fresh.elder_id, channel=Channel.CARD, kind=Kind.HELP, state__in=RUNNING)
    running = same.filter(reported_at__gt=at - PRESSED_WITHIN).order_by("-reported_at")
    before = next(filter(_is_a_press, running.select_for_update(of=("self",), no_key=True)), None)
    if before is None:
        return None
    lately = before.steps.filter(what__in=(What.REPORTED, What.REPEATED), recorded_at__gt=at - QUIET)
    if not lately.exists():
        add_step(before, What.REPEATED, by=None, at=at, level=before.level)
        _level, told = tell_upwards(before, Level(before.level), at=at)
        emit_incident(before, "repeated", at=at, by=None, told=told, level=before.level)
    return before


def _is_a_press(one: Incident) -> bool:
    """The button on the card, with no word of anybody's: who presses next may read what became of it."""
    said = (one.words, one.place_words, one.reporter_name, one.reporter_phone)
    return one.channel == Channel.CARD and one.kind == Kind.HELP and one.elder_id is not None and not any(said)
