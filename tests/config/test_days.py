"""A day is a day in China: ``at.date()`` is London's, for eight hours yesterday. Inside a sentence it is small."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("accounts", "timebank", "services", "frontend")
SENTENCE = re.compile(r"\{% blocktranslate(?P<given>[^%]*)%\}(?P<said>.*?)\{% endblocktranslate", re.S)
DAY = re.compile(r"(?P<name>\w+)=[^ ]*\|(?:moment_text|day_text)(?! *:)(?=\s|$)")
LONDON = re.compile(r"\b(?:[a-z_]*_at|at|now)\.date\(\)")


def test_no_day_is_taken_from_a_moment_without_its_place():
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for floor in FLOORS
        for path in (ROOT / floor).rglob("*.py")
        if "node_modules" not in path.parts and "migrations" not in path.parts and "demo" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if LONDON.search(line)
    ]
    assert not found, "use timezone.localdate(at): " + ", ".join(found)


def test_negative_control():
    assert LONDON.search("if paid_on <= at.date():")
    assert LONDON.search("report.reported_at.date()")
    assert not LONDON.search("timezone.localdate(at)")


def large_inside(page: str) -> list[str]:
    """Names of days that an English sentence would write large in its middle: "until Today 11:40"."""
    return [
        day["name"]
        for sentence in SENTENCE.finditer(page)
        for day in DAY.finditer(sentence["given"])
        for before in re.findall(r"(.*?)\{\{ " + day["name"] + r" \}\}", sentence["said"], re.S)
        if before.strip() and not before.rstrip().endswith((".", ":", "…", "%}"))
    ]


def test_a_day_inside_a_sentence_is_written_small():
    found = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "frontend").rglob("*.html")
        if "node_modules" not in path.parts
        for name in large_inside(path.read_text(encoding="utf-8"))
    ]
    assert not found, 'say |day_text:"inside": ' + ", ".join(found)


def test_a_large_day_inside_would_be_found():
    page = "{% blocktranslate trimmed with at=menu.at|moment_text %}Order until {{ at }}.{% endblocktranslate %}"
    assert large_inside(page) == ["at"]
    assert large_inside(page.replace("moment_text", 'moment_text:"inside"')) == []
    assert large_inside(page.replace("Order until ", "")) == large_inside(page.replace("until", "until:")) == []
