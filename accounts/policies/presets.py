"""What other places have decided, each value with its source. A preset fills a draft, never the books."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from accounts.policies.rules import RULES

FOLDER = Path(__file__).parent / "data" / "presets"
NONE = "none"  # TOML has no null


@dataclass(frozen=True)
class Preset:
    """``values`` are typed; ``sources`` cites each; ``unsaid`` is what the source asks and no rule here expresses."""

    name: str
    title_zh: str
    title_en: str
    citation: str
    values: dict[str, Any]
    sources: dict[str, str]
    unsaid_zh: tuple[str, ...]
    unsaid_en: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.title_zh if _in_chinese() else self.title_en

    @property
    def unsaid(self) -> tuple[str, ...]:
        return self.unsaid_zh if _in_chinese() else self.unsaid_en


def preset_names() -> list[str]:
    """The names of all presets, as they are asked for."""
    return sorted(path.stem for path in FOLDER.glob("*.toml"))


@cache
def read_preset(name: str) -> Preset:
    """The preset of that name. Raises KeyError when there is none, BadPolicyValue for a value of the wrong type."""
    if name not in preset_names():
        raise KeyError(name)
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    values, sources = {}, {}
    for code, entry in table["rules"].items():
        value = None if entry["value"] == NONE and not isinstance(RULES[code].default, str) else entry["value"]
        values[code] = RULES[code].check(value)
        sources[code] = entry.get("citation", table["citation"])
    return Preset(
        name=name,
        title_zh=table["title"][0],
        title_en=table["title"][1],
        citation=table["citation"],
        values={code: values[code] for code in RULES if code in values},
        sources=sources,
        unsaid_zh=tuple(zh for zh, _en in table.get("unsaid", [])),
        unsaid_en=tuple(en for _zh, en in table.get("unsaid", [])),
    )


def presets() -> list[Preset]:
    """All presets, Datian's first."""
    return sorted((read_preset(name) for name in preset_names()), key=lambda one: (one.name != "datian-2020", one.name))


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
