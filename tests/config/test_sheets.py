"""Every page links the style sheets of the classes it uses; a rule in a sheet that does not come is no rule."""

import re
from functools import cache
from pathlib import Path

import pytest

FRONTEND = Path(__file__).resolve().parents[2] / "frontend"
SOURCES = FRONTEND / "assets" / "src"
SHEETS = {"app": SOURCES / "styles" / "app.css", "people": SOURCES / "people.css", "desk": SOURCES / "desk.css"}
TEMPLATES = {
    path.relative_to(room).as_posix(): path.read_text(encoding="utf-8")
    for room in FRONTEND.glob("*/templates")
    for path in room.rglob("*.html")
}
INCLUSION = re.compile(r'inclusion_tag\("([^"]+)".*?\)\s*def (\w+)', re.DOTALL)
TAGS = {
    tag: template
    for path in FRONTEND.glob("*/templatetags/*.py")
    for template, tag in INCLUSION.findall(path.read_text(encoding="utf-8"))
}
PAGES = sorted(name for name, text in TEMPLATES.items() if text.startswith("{% extends"))


@cache
def styled_by(sheet: str) -> frozenset[str]:
    """Classes that have a rule in the sheet."""
    entry = SHEETS[sheet]
    names = re.findall(r'@import "(\./[^"]+\.css)"', entry.read_text(encoding="utf-8"))
    rules = "".join((entry.parent / name).read_text(encoding="utf-8") for name in names)
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.DOTALL)
    return frozenset(re.findall(r"\.(tb-[\w-]+)", rules))


@cache
def parts_of(name: str) -> frozenset[str]:
    """The template with all that it extends and includes by name."""
    text = TEMPLATES[name]
    named = re.findall(r'{%\s*(?:include|extends)\s+"([^"]+)"', text)
    named += [TAGS[tag] for tag in re.findall(r"{%\s*(\w+)", text) if tag in TAGS]
    found = {name}
    for other in named:
        if other in TEMPLATES and other != name:
            found |= parts_of(other)
    return frozenset(found)


def sheets_of(name: str) -> set[str]:
    words = "".join(TEMPLATES[part] for part in parts_of(name))
    return {sheet for sheet in SHEETS if f'"{sheet}.css"' in words}


def classes_of(name: str) -> set[str]:
    return {word for part in parts_of(name) for word in re.findall(r"\btb-[\w-]+", TEMPLATES[part])}


def unstyled(name: str) -> set[str]:
    """Classes of the page that only a sheet has which the page does not link."""
    linked = sheets_of(name)
    there = frozenset().union(*(styled_by(sheet) for sheet in linked))
    elsewhere = frozenset().union(*(styled_by(sheet) for sheet in set(SHEETS) - linked))
    return (classes_of(name) & elsewhere) - there


@pytest.mark.parametrize("page", PAGES)
def test_page_links_the_sheets_of_its_classes(page: str) -> None:
    assert "app" in sheets_of(page)
    assert not unstyled(page), f"{page} should stand in the frame people.html or desk.html"


def test_a_page_in_the_wrong_frame_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    page = "territory/dossier.html"
    assert sheets_of(page) == set(SHEETS)
    monkeypatch.setitem(TEMPLATES, page, TEMPLATES[page].replace('"desk.html"', '"base.html"'))
    parts_of.cache_clear()
    try:
        assert {"tb-dossier", "tb-idx"} <= unstyled(page)
    finally:
        parts_of.cache_clear()


def test_the_day_of_a_visitor_needs_one_sheet() -> None:
    assert sheets_of("visits/day.html") == {"app"}


def test_pages_kept_on_the_phone_find_their_sheets_without_signal() -> None:
    kept = {name for name, text in TEMPLATES.items() if "data-keep" in text}
    keeping = {page for page in PAGES if parts_of(page) & kept}
    assert keeping
    for page in keeping:
        assert sheets_of(page) <= sheets_of("offline/shell.html"), page
