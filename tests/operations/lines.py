"""What the house would write into its log, as lines of JSON."""

import contextlib
import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from timebank.config.logs import logging_of


@dataclass
class Written:
    """``text``: every line as written."""

    stream: io.StringIO

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines() if line.startswith("{")]

    def of(self, event: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["event"] == event]


@contextlib.contextmanager
def writing(*, as_json: bool = True, frank: bool = False) -> Iterator[Written]:
    """Gather what is logged at INFO and above, through the chain that the settings use."""
    line = dict(logging_of(as_json=as_json, level="INFO", frank=frank)["formatters"]["line"])
    made = line.pop("()")(**line)
    handler, root = logging.StreamHandler(io.StringIO()), logging.getLogger()
    handler.setFormatter(made)
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    try:
        yield Written(handler.stream)
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
