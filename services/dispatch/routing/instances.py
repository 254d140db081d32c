"""Reads public instances with time windows: VRPLIB, and the older lists by Solomon. The file is a stranger's."""

import math
import re
from dataclasses import dataclass, field

import numpy as np

from services.dispatch.routing.problem import Matrix, Problem, Stop, Vehicle

LARGEST_BYTES, MOST_NODES, MOST_VEHICLES, LARGEST = 2_000_000, 2_001, 2_000, 1_000_000
TENTHS = 10  # distances are truncated to one decimal, so everything is counted in tenths


class BadInstance(Exception):
    """A sentence about what cannot be read."""


@dataclass
class Instance:
    vehicles: int = 0
    capacity: int = 0
    depot: int = 0  # place in ``nodes``
    nodes: list[list[float]] = field(default_factory=list)  # x, y, demand, ready, due, service


def read_instance(data: bytes) -> Problem:
    """The problem in tenths of the file's units, every stop required. Raises BadInstance."""
    if len(data) > LARGEST_BYTES:
        raise BadInstance("The file is too large for an instance.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInstance("The file is not text.") from None
    found = _vrplib(text) if re.search(r"(?m)^\s*NODE_COORD_SECTION", text) else _solomon(text)
    return _problem(found)


def _vrplib(text: str) -> Instance:
    head: dict[str, str] = {}
    sections: dict[str, list[list[float]]] = {}
    rows: list[list[float]] | None = None
    for line in filter(None, map(str.strip, text.splitlines())):
        if line == "EOF":
            break
        if ":" in line:
            key, _, value = line.partition(":")
            head[key.strip()], rows = value.strip(), None
        elif line.endswith("_SECTION"):
            rows = sections.setdefault(line.removesuffix("_SECTION"), [])
        elif rows is not None:
            rows.append(_numbers(line))
        else:
            raise BadInstance(f"This line belongs to no section: {line[:40]}")
    if head.get("EDGE_WEIGHT_TYPE") != "EUC_2D":
        raise BadInstance("Only instances with EDGE_WEIGHT_TYPE EUC_2D are read.")
    coordinates = _by_node(sections, "NODE_COORD", 2)
    wanted = _by_node(sections, "DEMAND", 1)
    windows = _by_node(sections, "TIME_WINDOW", 2)
    if "SERVICE_TIME" in sections:
        service = {key: row[0] for key, row in _by_node(sections, "SERVICE_TIME", 1).items()}
    else:
        service = dict.fromkeys(coordinates, _numbers(head.get("SERVICE_TIME", "0"))[0])
    depots = [row[0] for row in sections.get("DEPOT", []) if row[0] != -1]
    if len(depots) != 1 or depots[0] not in coordinates:
        raise BadInstance("DEPOT_SECTION has to name one node.")
    if not coordinates.keys() == wanted.keys() == windows.keys() == service.keys():
        raise BadInstance("The sections do not name the same nodes.")
    keys = sorted(coordinates)
    nodes = [[*coordinates[k], *wanted[k], *windows[k], 0.0 if k == depots[0] else service[k]] for k in keys]
    size = {
        key: int(_numbers(head.get(key, str(default)))[0])
        for key, default in (("VEHICLES", len(keys)), ("CAPACITY", 0))
    }
    return Instance(size["VEHICLES"], size["CAPACITY"], keys.index(depots[0]), nodes)


def _by_node(sections: dict[str, list[list[float]]], name: str, width: int) -> dict[float, list[float]]:
    rows = sections.get(name)
    if not rows:
        raise BadInstance(f"{name}_SECTION is missing.")
    found = {row[0]: row[1:] for row in rows}
    if len(found) != len(rows) or any(len(row) != width + 1 for row in rows):
        raise BadInstance(f"{name}_SECTION has a line that repeats a node or is not complete.")
    return found


def _solomon(text: str) -> Instance:
    lines = [line for line in map(str.strip, text.splitlines()) if line[:1].isdigit()]
    rows = [_numbers(line) for line in lines]
    if len(rows) < 2 or len(rows[0]) != 2 or any(len(row) != 7 for row in rows[1:]):
        raise BadInstance("This is neither a VRPLIB nor a Solomon instance with time windows.")
    return Instance(int(rows[0][0]), int(rows[0][1]), 0, [row[1:] for row in rows[1:]])


def _numbers(line: str) -> list[float]:
    try:
        found = [float(word) for word in line.split()]
    except ValueError:
        raise BadInstance(f"Numbers were expected here: {line[:40]}") from None
    if not found or not all(math.isfinite(number) and abs(number) <= LARGEST for number in found):
        raise BadInstance(f"Numbers were expected here: {line[:40]}")
    return found


def _problem(found: Instance) -> Problem:
    if not 2 <= len(found.nodes) <= MOST_NODES:
        raise BadInstance(f"An instance has between 2 and {MOST_NODES} nodes.")
    if not 1 <= found.vehicles <= MOST_VEHICLES or found.capacity < 0:
        raise BadInstance("The number of vehicles or their capacity cannot be.")
    for _x, _y, demand, ready, due, service in found.nodes:
        if demand < 0 or demand % 1 or ready < 0 or service < 0 or ready > due:
            raise BadInstance("A node has a demand, window or service time that cannot be.")
    distance = distances([(node[0], node[1]) for node in found.nodes])
    stops = tuple(
        Stop(str(i), i, _tenths(ready, up=True), _tenths(due), _tenths(service, up=True), int(demand), required=True)
        for i, (_x, _y, demand, ready, due, service) in enumerate(found.nodes)
        if i != found.depot
    )
    ready, due = found.nodes[found.depot][3:5]
    vehicles = tuple(
        Vehicle(f"v{i}", found.depot, _tenths(ready, up=True), _tenths(due), found.capacity)
        for i in range(found.vehicles)
    )
    return Problem(stops, vehicles, distance, distance)


def _tenths(number: float, *, up: bool = False) -> int:
    return math.ceil(number * TENTHS - 1e-9) if up else math.floor(number * TENTHS + 1e-9)


def distances(points: list[tuple[float, float]]) -> Matrix:
    """Euclidean distances in tenths, truncated."""
    xy = np.array(points)
    gaps = xy[:, None, :] - xy[None, :, :]
    return np.floor(TENTHS * np.sqrt((gaps**2).sum(axis=2)) + 1e-9).astype(np.int64)
