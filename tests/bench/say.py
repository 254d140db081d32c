"""One figure a line, beside its floor and its peers."""

import json


def say(
    bench: str, metric: str, value: float, unit: str, *, floor: float | None = None, peer: float | None = None
) -> None:
    line = {"bench": bench, "metric": metric, "value": round(value, 4), "unit": unit, "floor": floor, "peer": peer}
    line["ratio_floor"] = round(value / floor, 3) if floor else None
    line["ratio_peer"] = round(value / peer, 3) if peer else None
    print(json.dumps(line, ensure_ascii=False), flush=True)  # noqa: T201 - the answer
