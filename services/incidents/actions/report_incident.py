"""Somebody says that something happened."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.elders.models import Elder
from accounts.keys import new_key
from accounts.people.phones import national_digits
from accounts.refusals import Invalid, NotFound
from accounts.regions.models import Region
from services.incidents.actions.alarm import due_after, set_alarm, tell_also, tell_upwards
from services.incidents.actions.bursts import note_burst, press_again
from services.incidents.actions.record import add_step, checked_words, emit_incident
from services.incidents.enums import Channel, Kind, Level, LinkKind, Severity, State, What
from services.incidents.ladder import DIGITS, RUNGS, between, highest, lowest, place
from services.incidents.models import Incident, Link, Picture
from services.incidents.queries.reporting import may_report_about

LONGEST_NAME, LONGEST_PHONE = 60, 24


class PlaceMissing(Invalid):
    code = "place_missing"
    sentence = _("Say where it is: the village, or at least the township.")
    status = 422


class BadPhone(Invalid):
    code = "bad_phone"
    sentence = _("That is no telephone number.")
    status = 422


class BadWhen(Invalid):
    code = "bad_when"
    sentence = _("That time is still to come.")
    status = 422


def report_incident(
    *,
    by: Any,
    at: datetime,
    kind: Kind | str,
    to: Level | str,
    severity: Severity | str = Severity.SERIOUS,
    happened_at: datetime | None = None,
    elder_id: UUID | None = None,
    card_token: str = "",
    region_code: str = "",
    words: str = "",
    place_words: str = "",
    reporter_name: str = "",
    reporter_phone: str = "",
    photographs: Sequence[Any] = (),
    visit_id: UUID | None = None,
    call_id: UUID | None = None,
    device_at: datetime | None = None,
    doubtful: bool = False,
    channel: Channel | str = "",
    incident_id: UUID | None = None,
) -> Incident:
    """Report an emergency to a level; the village hears of it too, and the clock runs from now on.

    Anybody may: ``by`` None is somebody without a login. About whom: ``elder_id`` (an elder the login may see, or whose
    task it has), or ``card_token`` of the elder's own card; without either ``region_code`` says where. ``photographs``
    are rows of accounts.photos. A button pressed again joins its own running alarm. Harm by somebody is told to the
    level chosen and those above alone. A report under an ``incident_id`` (UUIDv7) that was sent before returns the
    first. Raises NotFound (no such elder for the reporter), PlaceMissing, BadPhone, BadWhen, TooManyWords.
    """
    key = incident_id or new_key()
    sent = {"by": by, "at": at, "kind": Kind(kind), "to": Level(to), "severity": Severity(severity)}
    if (before := _sent_before(key, by)) is not None:
        return before
    _check(reporter_phone, happened_at, at)
    elder = _elder(by, elder_id, card_token)
    region = _region(elder, region_code, place_words)
    row = Incident(
        id=key,
        elder=elder,
        region=region,
        words=checked_words(words),
        place_words=checked_words(place_words, field="place_words"),
        reporter=by,
        reporter_name=reporter_name.strip()[:LONGEST_NAME],
        reporter_phone=reporter_phone.strip()[:LONGEST_PHONE],
        happened_at=happened_at or at,
        device_at=device_at,
        doubtful=doubtful,
        channel=channel or _channel(by, card_token, visit_id, call_id),
    )
    try:
        with transaction.atomic():
            return _write(row, sent, {LinkKind.VISIT: visit_id, LinkKind.CALL: call_id}, photographs)
    except IntegrityError:  # the same form once more while the first was being written
        before = _sent_before(key, by)
        if before is None:
            raise
        return before


def _check(reporter_phone: str, happened_at: datetime | None, at: datetime) -> None:
    if reporter_phone and not 3 <= len(national_digits(reporter_phone)) <= 15:
        raise BadPhone(field="reporter_phone")
    if happened_at is not None and happened_at > at + timedelta(minutes=5):
        raise BadWhen(field="happened_at")


def _write(
    row: Incident, sent: dict[str, Any], links: dict[LinkKind, UUID | None], photographs: Sequence[Any]
) -> Incident:
    by, at = sent["by"], sent["at"]
    row.kind, row.severity, row.reported_at, row.state = sent["kind"], sent["severity"], at, State.REPORTED
    nearest = lowest(row.region_id)
    row.to = row.level = highest(sent["to"], nearest)
    row.discreet = row.kind == Kind.UNLAWFUL_HARM and row.to != Level.VILLAGE
    if by is None and not photographs and (before := press_again(row, at=at)) is not None:
        return before
    row.due_at = due_after(row, Level(row.level), at)
    row.save(force_insert=True)
    add_step(row, What.REPORTED, by=by, at=at, device_at=row.device_at, level=row.to)
    below = () if row.discreet else between(nearest, row.to)[:-1]
    told = tell_also(row, below, at=at)
    reached, those = tell_upwards(row, Level(row.to), at=at)
    if RUNGS.index(reached) > RUNGS.index(Level(row.level)):
        row.level, row.due_at = reached, due_after(row, reached, at)
        row.save(update_fields=["level", "due_at"])
    for kind, target in links.items():
        if target is not None:
            Link.objects.create(incident=row, kind=kind, target=target, linked_at=at, linked_by=by)
    for photograph in photographs:
        Picture.objects.create(incident=row, photograph=photograph)
    set_alarm(row)
    emit_incident(row, "reported", at=at, by=by, told=dict.fromkeys([*told, *those]), level=row.level)
    note_burst(row, at=at)
    return row


def _sent_before(key: UUID, by: Any) -> Incident | None:
    found = Incident.objects.filter(id=key).first()
    if found is None:
        return None
    if found.reporter_id != getattr(by, "id", None):
        raise NotFound
    return found


def _elder(by: Any, elder_id: UUID | None, card_token: str) -> Elder | None:
    elders = Elder.objects.select_related("person__home", "merged_into__person__home")
    if card_token:
        elder = elders.filter(card_token=card_token).first() if card_token.isascii() else None
        if elder is None:
            raise NotFound
    elif elder_id is not None:
        elder = elders.filter(id=elder_id).first()
        if elder is None or not may_report_about(by, elder):
            raise NotFound
    else:
        return None
    return elder.merged_into or elder


def _region(elder: Elder | None, region_code: str, place_words: str) -> Region:
    if elder is not None:
        return elder.person.home
    code = region_code if region_code.isascii() and region_code.isdigit() else ""
    found = Region.objects.filter(code=code).first() if len(code) >= len(place(code, Level.COUNTY)) == 6 else None
    if found is None or (len(found.code) < DIGITS[Level.TOWNSHIP] and not place_words.strip()):
        raise PlaceMissing(field="region")  # somewhere in the county is nowhere
    return found


def _channel(by: Any, card_token: str, visit_id: UUID | None, call_id: UUID | None) -> Channel:
    if call_id is not None:
        return Channel.PHONE
    if visit_id is not None:
        return Channel.VISIT
    if card_token:
        return Channel.CARD
    return Channel.PUBLIC if by is None else Channel.APP
