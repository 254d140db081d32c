"""Each app's Chinese catalogue: bring it up to date, compile it, and say what is wrong with it."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.apps import apps
from django.conf import settings

from timebank.config.message_extraction import Found, messages_in

LOCALE = "zh_Hans"
WIDTH = 110
# Without dates and tools: the file changes only when a sentence does.
HEADER = r"""msgid ""
msgstr ""
"Language: zh_Hans\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=1; plural=0;\n"

"""
PLACEHOLDER = re.compile(r"%%|%\(\w+\)[#0\- +]*\d*(?:\.\d+)?[a-zA-Z]|%[sdrf]|\{\w*\}")


def app_folders() -> list[Path]:
    """The folders of our own installed apps (the libraries bring their own Chinese)."""
    folders = [Path(config.path) for config in apps.get_app_configs()]
    own = [folder for folder in folders if folder.is_relative_to(settings.ROOT)]
    return sorted(folder for folder in own if "site-packages" not in folder.parts)


def catalogue_path(folder: Path) -> Path:
    return folder / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def read(folder: Path) -> Catalog:
    """The catalogue of an app; empty if it has none yet."""
    path = catalogue_path(folder)
    if not path.exists():
        return Catalog(locale=LOCALE)
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def update(folder: Path) -> bool:
    """Rewrite an app's catalogue for its present sentences, keeping translations; True if it changed."""
    old, new = read(folder), Catalog(locale=LOCALE)
    found = messages_in(folder)
    for sentence in found:
        known = old.get(sentence.id, sentence.context)
        kept = known is not None and isinstance(known.id, str) == (sentence.plural is None)
        new.add(
            sentence.id,
            known.string if known and kept else None,
            flags=["fuzzy"] if known and known.fuzzy else [],
            user_comments=known.user_comments if known else [],
            context=sentence.context,
        )
    buffer = io.BytesIO()
    write_po(buffer, new, width=WIDTH, no_location=True, omit_header=True, ignore_obsolete=True)
    path, text = catalogue_path(folder), HEADER + buffer.getvalue().decode().strip() + "\n"
    if not found or (path.exists() and path.read_text() == text):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return True


def compile_all() -> None:
    """Write the ``.mo`` beside every catalogue, unless it is newer."""
    for folder in app_folders():
        source = catalogue_path(folder)
        target = source.with_suffix(".mo")
        if source.exists() and not (target.exists() and target.stat().st_mtime > source.stat().st_mtime):
            buffer = io.BytesIO()
            write_mo(buffer, read(folder))
            target.write_bytes(buffer.getvalue())


def problems() -> Iterator[str]:
    """One line for each sentence that a Chinese reader would not get, or get wrong."""
    seen: dict[tuple[str, str | None], tuple[str, str]] = {}
    for folder in app_folders():
        app, catalogue = str(folder.relative_to(settings.ROOT)), read(folder)
        for sentence in messages_in(folder):
            message = catalogue.get(sentence.id, sentence.context)
            trouble = trouble_with(sentence, message)
            if trouble:
                yield f"{app}: {trouble}: {sentence.singular!r}"
                continue
            text = " ".join(_forms(message))
            key = (sentence.singular, sentence.context)
            other_app, other = seen.setdefault(key, (app, text))
            if other != text:  # Django merges all catalogues into one, so only one of the two would show
                yield f"{app}: translated otherwise in {other_app}, give one a context: {sentence.singular!r}"


def trouble_with(sentence: Found, message: Message | None) -> str | None:
    """What is wrong with the translation of ``sentence``, or None."""
    if message is None or isinstance(message.id, str) != (sentence.plural is None):
        return "missing"
    forms = _forms(message)
    if not forms or not all(form.strip() for form in forms):
        return "empty"
    if message.fuzzy:
        return "fuzzy"
    wanted = _placeholders(sentence.plural or sentence.singular)
    if any(_placeholders(form) != wanted for form in forms):
        return "other placeholders than the English"
    return None


def _forms(message: Message | None) -> list[str]:
    string = message.string if message else None
    return [string or ""] if isinstance(string, str) or string is None else list(string)


def _placeholders(text: str) -> list[str]:
    return sorted(set(PLACEHOLDER.findall(text)) - {"%%"})
