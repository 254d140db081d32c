"""Every page of the documentation leads where it says."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.databases import ROOT

LINK = re.compile(r"!?\[[^\]]*\]\(([^()\s]+)(?:\s+\"[^\"]*\")?\)")
PICTURE = re.compile(r"<img[^>]+src=\"([^\"]+)\"")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def documents() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True)
    return listed.stdout.split()


def lost(page: Path, text: str) -> list[str]:
    """Links of a page to files or headings that are not there."""
    found = []
    for link in LINK.findall(FENCED.sub("", text)) + PICTURE.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, heading = link.partition("#")
        target = page.parent / path if path else page
        if not target.exists() or (heading and heading not in headings(target)):
            found.append(link)
    return found


def headings(page: Path) -> set[str]:
    """Names of the headings as GitHub makes them."""
    lines = re.findall(r"^#+ +(.+?)\s*$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("name", documents())
def test_every_link_of_the_documentation_leads_somewhere(name):
    page = ROOT / name
    assert lost(page, page.read_text(encoding="utf-8")) == []


def test_a_link_that_leads_nowhere_is_noticed():
    page = ROOT / "README.md"
    text = "[a](nowhere.md) [b](README.md#no-such-heading) [c](https://example.org/x) [d](README.md) `[e](f.md)`"
    assert lost(page, text) == ["nowhere.md", "README.md#no-such-heading", "f.md"]
