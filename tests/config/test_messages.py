"""Every sentence has its Chinese; and the check that says so can fail."""

from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils.translation import trans_real

from timebank.config import message_catalogs
from timebank.config.message_extraction import Found, in_template, messages_in

PAGE = """{% load i18n %}{% translate "Hello 5%" %}{{ _("a word")|default:_('none') }}
{% trans "Order" context "verb" as label %}
{% include "x.html" with title=_("Title") %}{% translate variable %}
{% comment %}{% translate "not this" %}{% endcomment %}
{% blocktranslate trimmed count n=lines|length context "ledger" %}
  One minute,
  {{ n }} line
{% plural %}
  {{ n }} lines
{% endblocktranslate %}
"""
CODE = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext_lazy, npgettext, pgettext
a = _("Claim it"); b = gettext_lazy("Later"); c = ngettext_lazy("%(n)s minute", "%(n)s minutes", "n")
d = pgettext("noun", "Order"); e = npgettext("bank", "one", "many", 2); f = _("two " "halves")
"""


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up app with one page and one module, the only one of its house."""
    (tmp_path / "app" / "templates").mkdir(parents=True)
    (tmp_path / "app" / "templates" / "page.html").write_text(PAGE)
    (tmp_path / "app" / "code.py").write_text(CODE)
    monkeypatch.setattr(settings, "ROOT", tmp_path)
    monkeypatch.setattr(message_catalogs, "app_folders", lambda: [tmp_path / "app"])
    return tmp_path / "app"


def translate_all(app: Path, chinese: str = "中文") -> None:
    path = message_catalogs.catalogue_path(app)
    lines = []
    for entry in path.read_text().split("\n\n")[1:]:
        wanted = "%(n)s" if "%(n)s" in entry else ""
        lines.append(entry.strip().replace('msgstr ""', f'msgstr "{chinese}{wanted}"'))
        lines[-1] = lines[-1].replace('msgstr[0] ""', f'msgstr[0] "{chinese}{wanted}"')
    path.write_text(message_catalogs.HEADER + "\n\n".join(lines) + "\n")


def test_templates_give_up_their_sentences_as_django_looks_them_up() -> None:
    assert list(in_template(PAGE)) == [
        Found("Hello 5%%"),
        Found("a word"),
        Found("none"),
        Found("Order", context="verb"),
        Found("Title"),
        Found("One minute, %(n)s line", "%(n)s lines", "ledger"),
    ]


def test_python_gives_up_plain_plural_and_contextual_sentences(app: Path) -> None:
    assert messages_in(app)[:6] == [
        Found("Claim it"),
        Found("Later"),
        Found("%(n)s minute", "%(n)s minutes"),
        Found("Order", context="noun"),
        Found("one", "many", "bank"),
        Found("two halves"),
    ]


def test_extract_keeps_translations_drops_the_obsolete_and_rests(app: Path) -> None:
    assert message_catalogs.update(app)
    translate_all(app)
    assert not message_catalogs.update(app), "a second run changes nothing"
    (app / "code.py").write_text(CODE.replace('a = _("Claim it"); ', 'g = _("New"); '))
    message_catalogs.update(app)
    catalogue, text = message_catalogs.read(app), message_catalogs.catalogue_path(app).read_text()
    assert catalogue.get("Later").string == "中文"
    assert catalogue.get("New").string == ""
    assert "Claim it" not in text
    assert "#:" not in text
    assert "fuzzy" not in text


def test_check_is_content_when_all_is_translated(app: Path) -> None:
    message_catalogs.update(app)
    translate_all(app)
    assert list(message_catalogs.problems()) == []
    assert call_command("messages", "check") is None


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('msgid "Later"\nmsgstr "中文"', "", "app: missing: 'Later'"),
        ('msgid "Later"\nmsgstr "中文"', 'msgid "Later"\nmsgstr ""', "app: empty: 'Later'"),
        ('msgid "Later"', '#, fuzzy\nmsgid "Later"', "app: fuzzy: 'Later'"),
        ("中文%(n)s", "中文%(m)s", "app: other placeholders than the English: '%(n)s minute'"),
    ],
)
def test_check_names_each_sentence_without_good_chinese(app: Path, before: str, after: str, named: str) -> None:
    message_catalogs.update(app)
    translate_all(app)
    path = message_catalogs.catalogue_path(app)
    assert before in path.read_text()
    path.write_text(path.read_text().replace(before, after, 1))
    with pytest.raises(CommandError) as refusal:
        call_command("messages", "check")
    assert named in str(refusal.value)


def test_one_sentence_translated_in_two_ways_is_named(
    app: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "code.py").write_text(CODE)
    monkeypatch.setattr(message_catalogs, "app_folders", lambda: [app, other])
    for folder, chinese in ((app, "甲"), (other, "乙")):
        message_catalogs.update(folder)
        translate_all(folder, chinese)
    assert "other: translated otherwise in app, give one a context: 'Later'" in message_catalogs.problems()


def test_every_installed_app_of_ours_is_looked_at() -> None:
    names = {str(folder.relative_to(settings.ROOT)).replace("/", ".") for folder in message_catalogs.app_folders()}
    floors = ("accounts", "timebank", "services", "frontend")
    assert names == {config.name for config in apps.get_app_configs() if config.name.startswith(floors)}


def test_chinese_stands_in_one_catalogue():
    """Django means to join them and does not (``one_catalogue``): a sentence was looked for in seventy."""
    assert len(trans_real.translation("zh-hans")._catalog._catalogs) == 1
