"""Find every sentence meant for people in Python files and templates, without GNU gettext."""

import re
from ast import literal_eval
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract_from_file
from django.template.base import Lexer, Token, TokenType
from django.utils.translation import trim_whitespace

_FORMS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
KEYWORDS = {
    "_": None,
    "gettext_noop": None,
    **_FORMS,
    **{f"{name}_lazy": form for name, form in _FORMS.items()},
}
CONSTANT = r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
MARKED = re.compile(r"(?<!\w)_\(\s*" + CONSTANT + r"\s*\)")


@dataclass(frozen=True)
class Found:
    """One sentence: its English singular, plural if it has one, and context if it has one."""

    singular: str
    plural: str | None = None
    context: str | None = None

    @property
    def id(self) -> str | tuple[str, str]:
        return self.singular if self.plural is None else (self.singular, self.plural)


def messages_in(folder: Path) -> list[Found]:
    """Every sentence below ``folder``, in order of files and lines, each once."""
    found: dict[Found, None] = {}
    for path in sorted(folder.rglob("*")):
        if "migrations" in path.parts or "node_modules" in path.parts:
            continue
        if path.suffix == ".py":
            found |= dict.fromkeys(_in_python(path))
        elif path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts:
            found |= dict.fromkeys(in_template(path.read_text()))
    return list(found)


def _in_python(path: Path) -> Iterator[Found]:
    for _line, message, _comments, context in extract_from_file("python", path, keywords=KEYWORDS):
        if isinstance(message, tuple):
            yield Found(message[0], message[1], context)
        else:
            yield Found(message, context=context)


def in_template(source: str) -> Iterator[Found]:
    """Sentences in one Django template, written exactly as Django will look them up."""
    tokens = iter(Lexer(source).tokenize())
    for token in tokens:
        if token.token_type not in (TokenType.BLOCK, TokenType.VAR):
            continue
        yield from (Found(_literal(match)) for match in MARKED.findall(token.contents))
        if token.token_type is not TokenType.BLOCK:
            continue
        name, *words = token.split_contents()
        if name == "comment":
            next(inner for inner in tokens if _is_end(inner, "endcomment"))
        elif name in ("translate", "trans") and (match := re.match(CONSTANT, words[0])):
            yield Found(_literal(match[1]), context=_context(words))
        elif name in ("blocktranslate", "blocktrans"):
            yield _block(tokens, words)


def _block(tokens: Iterator[Token], words: list[str]) -> Found:
    forms = [""]
    for token in tokens:
        if token.token_type is TokenType.TEXT:
            forms[-1] += token.contents.replace("%", "%%")
        elif token.token_type is TokenType.VAR:
            forms[-1] += f"%({token.contents})s"
        elif _is_end(token, "plural"):
            forms.append("")
        elif token.token_type is TokenType.BLOCK:
            break
    if "trimmed" in words:
        forms = [trim_whitespace(form) for form in forms]
    return Found(forms[0], forms[1] if len(forms) > 1 else None, _context(words))


def _is_end(token: Token, name: str) -> bool:
    return token.token_type is TokenType.BLOCK and token.contents.split()[0] == name


def _context(words: list[str]) -> str | None:
    return str(literal_eval(words[words.index("context") + 1])) if "context" in words else None


def _literal(constant: str) -> str:
    """The text of a quoted template constant; Django doubles percent signs before it looks a text up."""
    quote = constant[0]
    return constant[1:-1].replace(rf"\{quote}", quote).replace(r"\\", "\\").replace("%", "%%")
