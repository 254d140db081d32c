"""The help of each role: short questions with short answers, in both languages, out of ``articles.toml``."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.urls import reverse

FILE = Path(__file__).parent / "articles.toml"
EVERYBODY = "everybody"


@dataclass(frozen=True)
class Article:
    """One question; ``url`` names the page where it is done."""

    asked: str
    answer: str
    url: str = ""

    @property
    def href(self) -> str:
        return reverse(self.url) if self.url else ""


@dataclass(frozen=True)
class Section:
    """What one kind of work asks. ``name`` is that of the journey it is for."""

    name: str
    title: str
    articles: tuple[Article, ...]


@cache
def sections(language: str) -> tuple[Section, ...]:
    """All of them in the order of the file; ``language`` is ``zh`` or ``en``."""
    tables = tomllib.loads(FILE.read_text(encoding="utf-8"))["section"]
    return tuple(
        Section(
            table["name"],
            table[language],
            tuple(Article(one[f"q_{language}"], one[f"a_{language}"], one.get("url", "")) for one in table["article"]),
        )
        for table in tables
    )
