"""The shipped service list: complete in two languages, and every item has its picture."""

import re
from pathlib import Path

import pytest

from accounts.people.enums import CredentialKind
from services.catalogue.actions.load_items import read_categories, read_versions
from services.catalogue.enums import Mode, Performer

SPRITE = Path(__file__).resolve().parents[2] / "frontend" / "assets" / "public" / "items.svg"
VERSIONS = dict(read_versions())


@pytest.fixture(scope="module")
def icons():
    return set(re.findall(r'<symbol id="i-([a-z]+)"', SPRITE.read_text(encoding="utf-8")))


def test_file_has_the_categories_the_notices_name():
    assert len(VERSIONS) >= 34
    assert len(read_categories()) == 15


@pytest.mark.parametrize("code", VERSIONS)
def test_item_is_whole(code, icons):
    version = VERSIONS[code]
    version.clean_fields(exclude=["item", "region", "valid"])
    assert version.icon in icons
    assert version.name_en.isascii()
    assert version.summary_en.isascii()
    assert bool(version.extra_zh) == bool(version.extra_en)
    assert set(version.performers) <= set(Performer.values)
    assert version.credential in ("", *CredentialKind.values)
    assert version.mode in Mode.values


@pytest.mark.parametrize("code", VERSIONS)
def test_volunteers_earn_minutes_and_never_money(code):
    version = VERSIONS[code]
    if Performer.VOLUNTEER in version.performers:
        assert version.price_minutes == version.typical_minutes
    else:
        assert version.price_minutes == 0


def test_categories_have_pictures(icons):
    assert {category.icon for category in read_categories()} <= icons
