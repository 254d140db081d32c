"""How far it is from door to door: by straight lines and a factor, or by a road map that speaks OSRM's language.

The road map is asked for the middle of a field of some eleven metres, never for a house number, and only where
``OSRM_URL`` names one. It has two seconds; without an answer straight lines serve, and the board says so.
"""

import contextlib
import hashlib
import http.client
import json
import math
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from threading import Timer
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.core.cache import cache

from accounts.people.queries import EARTH_RADIUS_M
from services.dispatch.routing.problem import Matrix

PATIENCE_SECONDS = 2.0
NEAR_M = 400  # within a village, and between two doors at the same place
UNKNOWN_M = 5_000  # nobody knows where one of the two lies
MOST_BYTES = 32_000_000
DECIMALS = 4
KEPT_SECONDS, SULK_SECONDS = 600, 60  # what the road map said, and how long a silent one is not asked again


@dataclass(frozen=True)
class Spot:
    """A door, or the middle of its village, in degrees; None where nobody knows."""

    latitude: float | None
    longitude: float | None
    village: str = ""


@dataclass(frozen=True)
class Travel:
    """Between all spots, in their order: ``metres`` and ``seconds``. ``by_road``: a road map was asked and answered.

    ``silent``: one is configured and did not answer.
    """

    metres: Matrix
    seconds: Matrix
    by_road: bool = False
    silent: bool = False


def travel(spots: Sequence[Spot], *, detour_percent: int, speed: int) -> Travel:
    """Every way between these spots. ``speed`` in km/h is for straight lines alone. Never fails."""
    address = settings.OSRM_URL
    places = sorted({place for one in spots if (place := _rounded(one)) is not None})
    asked = bool(address) and len(places) > 1
    found = _by_road(address, spots, places) if asked else None
    metres = _straight(spots, detour_percent)
    seconds = np.ceil(metres / (speed / 3.6)).astype(np.int64)
    if found is None:
        return Travel(metres, seconds, silent=asked)
    known = (found[0] >= 0) & (
        found[1] >= 0
    )  # where there is no road, and where a door is not on the map, the straight line stays
    return Travel(np.where(known, found[0], metres), np.where(known, found[1], seconds), by_road=True)


def _straight(spots: Sequence[Spot], detour_percent: int) -> Matrix:
    degrees = np.array([(_or_nan(one.latitude), _or_nan(one.longitude)) for one in spots], dtype=float).reshape(-1, 2)
    latitude, longitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    half = (
        np.sin((latitude[:, None] - latitude[None, :]) / 2) ** 2
        + np.cos(latitude)[:, None]
        * np.cos(latitude)[None, :]
        * np.sin((longitude[:, None] - longitude[None, :]) / 2) ** 2
    )
    lines = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.clip(half, 0, 1))) * detour_percent / 100
    villages = np.array([one.village for one in spots])
    together = (villages[:, None] == villages[None, :]) & (villages != "")[:, None]
    lines = np.where(np.isnan(lines), np.where(together, NEAR_M, UNKNOWN_M), np.maximum(lines, NEAR_M))
    metres: Matrix = np.rint(lines).astype(np.int64)
    np.fill_diagonal(metres, 0)
    return metres


def _or_nan(number: float | None) -> float:
    return math.nan if number is None else number


def _by_road(address: str, spots: Sequence[Spot], places: list[tuple[float, float]]) -> tuple[Matrix, Matrix] | None:
    """Metres and seconds by the road map, −1 where it knows no way; None when it did not answer as it should."""
    if cache.get(_sulk(address)):
        return None
    key = "dispatch-table:" + hashlib.sha256(json.dumps([address, places]).encode()).hexdigest()
    table = cache.get(key)
    if table is None:
        try:
            table = _asked(address, places)
        except (OSError, http.client.HTTPException, ValueError, KeyError, TypeError):
            cache.set(_sulk(address), True, SULK_SECONDS)
            return None
        cache.set(key, table, KEPT_SECONDS)
    return _spread(spots, places, table)


def _spread(
    spots: Sequence[Spot], places: list[tuple[float, float]], table: tuple[Matrix, Matrix]
) -> tuple[Matrix, Matrix]:
    """The table of places as one of spots: several may lie at one place, some at none."""
    rows = {place: number for number, place in enumerate(places)}
    index = np.array([rows.get(_rounded(one) or (0, 0), -1) for one in spots])
    unknown = (index < 0)[:, None] | (index < 0)[None, :]
    metres, seconds = (np.where(unknown, -1, one[np.ix_(index, index)]) for one in table)
    same = index[:, None] == index[None, :]
    return np.where(same & ~unknown, 0, metres), np.where(same & ~unknown, 0, seconds)


def _asked(address: str, places: list[tuple[float, float]]) -> tuple[Matrix, Matrix]:
    """One question with every place. Raises OSError, HTTPException, ValueError, KeyError, TypeError."""
    parts = urlsplit(address)
    points = ";".join(f"{longitude},{latitude}" for latitude, longitude in places)
    path = f"{parts.path.rstrip('/')}/table/v1/driving/{points}?annotations=duration,distance"
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
    connection.connect()
    sock: socket.socket = connection.sock
    # The timeout of a socket begins anew with every byte: whoever drips is cut off all the same.
    cut = Timer(PATIENCE_SECONDS, _cut, [sock])
    cut.daemon = True
    cut.start()
    try:
        connection.request("GET", path, headers={"Accept": "application/json"})
        answer = connection.getresponse()
        body = answer.read(MOST_BYTES + 1)
    finally:
        cut.cancel()
        connection.close()
    if answer.status != http.client.OK or len(body) > MOST_BYTES:
        raise ValueError("no table")
    told = json.loads(body)
    return _matrix(told["distances"], len(places)), _matrix(told["durations"], len(places))


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):  # it was just closed
        sock.shutdown(socket.SHUT_RDWR)


def _matrix(rows: Any, size: int) -> Matrix:
    """Whole numbers, −1 for null. Raises ValueError for anything else."""
    found: npt.NDArray[np.float64] = np.array(rows, dtype=float)
    if found.shape != (size, size) or np.isinf(found).any() or (found < 0).any() or (found > 1e8).any():
        raise ValueError("not a table of ways")
    whole: Matrix = np.where(np.isnan(found), -1, np.ceil(found)).astype(np.int64)
    return whole


def _rounded(spot: Spot) -> tuple[float, float] | None:
    if spot.latitude is None or spot.longitude is None:
        return None
    return round(spot.latitude, DECIMALS), round(spot.longitude, DECIMALS)


def _sulk(address: str) -> str:
    return "dispatch-silent:" + hashlib.sha256(address.encode()).hexdigest()
