"""What pages ask of htmx is what the build leaves in; a page that moves loads the script that moves it."""

import re

import pytest

from tests.config.test_sheets import FRONTEND, TEMPLATES
from tests.security.walk import stands_still

# What frontend/assets/lean_htmx.ts takes out. A filter of a trigger stands in brackets, a value that is code after js:.
LEFT_OUT = re.compile(
    r"\bhx-(?:on\b|boost|ext|push-url|history)|<template hx\b"
    r'|hx-trigger="[^"]*(?:\[|revealed|intersect)|hx-(?:vals|headers)=["\'](?:js|javascript):'
)
PUSHED = re.compile(r"HX-Push|push_url", re.IGNORECASE)


def test_no_page_asks_what_the_build_leaves_out():
    asking = {name: found[0] for name, text in TEMPLATES.items() if (found := LEFT_OUT.search(text))}
    assert not asking
    answering = [path.name for path in FRONTEND.glob("*/**/*.py") if PUSHED.search(path.read_text(encoding="utf-8"))]
    assert not answering


@pytest.mark.parametrize(
    "words",
    [
        '<div hx-on:click="go()">',
        '<main hx-boost="true">',
        '<p hx-trigger="click[ctrlKey]">',
        '<p hx-get="/x/" hx-trigger="revealed">',
        """<p hx-vals='js:{now: Date.now()}'>""",
    ],
)
def test_what_is_left_out_is_found(words):
    assert LEFT_OUT.search(words)


def test_a_page_that_moves_without_its_script_is_found():
    page = '<html><script src="/static/app.1.js"></script><p hx-get="/x/">'
    assert stands_still(page)
    assert not stands_still(page + '<script src="/static/moving.1.js">')
    assert not stands_still('<p hx-get="/x/">'), "a part, for a page that has the script"
