"""What the check of a statement found, in plain words, line by line. Pure: the file in, words out; no database."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from frontend.bank.slips import groups
from frontend.shell.wording import in_chinese, local_day
from timebank.ledger import checkpoint_text
from timebank.ledger.enums import TransferKind
from timebank.ledger.keys import PublicKey
from timebank.ledger.proof import Finding, Verdict, verify_statement

MOST_SHOWN = 300


@dataclass(frozen=True)
class CheckedLine:
    """One line of the statement as the file says it, and what is wrong with it."""

    number: int
    day: date | None
    what: str
    amount: int
    balance: int
    faults: list[str]


@dataclass(frozen=True)
class Checked:
    """The verdict with its words. ``code`` is the seal's, to be compared with the notice board."""

    verdict: Verdict
    faults: list[str] = field(default_factory=list)
    lines: list[CheckedLine] = field(default_factory=list)
    left_out: int = 0
    code: list[str] = field(default_factory=list)

    @property
    def is_statement(self) -> bool:
        return not any(finding.code == "not_a_statement" for finding in self.verdict.findings)


def check(text: str, keys: Iterable[PublicKey]) -> Checked:
    """Check a statement and say so. Never raises for a bad file."""
    try:
        verdict = verify_statement(text, keys)
    except OverflowError:  # 1e999 is JSON to Python, and no whole number
        verdict = Verdict([Finding("not_a_statement")])
    checked = Checked(verdict, faults=[words_of(finding) for finding in verdict.findings if not finding.line])
    if not checked.is_statement:
        return checked
    facts = json.loads(json.loads(text)["body"])
    faults: dict[int, list[str]] = {}
    for finding in verdict.findings:
        if finding.line:
            faults.setdefault(finding.line, []).append(words_of(finding))
    lines = [_line(row, faults.get(int(row["sequence"]), [])) for row in facts["lines"]]
    shown = [line for line in lines if line.faults] + [line for line in lines if not line.faults]
    shown = sorted(shown[:MOST_SHOWN], key=lambda line: line.number)
    sealed = facts["sealed"]
    body = str(sealed["checkpoint"]["body"]) if sealed else ""
    return Checked(
        verdict=verdict,
        faults=checked.faults,
        lines=shown,
        left_out=len(lines) - len(shown),
        code=groups(bytes.fromhex(checkpoint_text.hash_of(body))) if body else [],
    )


def words_of(finding: Finding) -> str:
    """One fault in plain words."""
    return _faults().get(finding.code, finding.code)


def words_for_browsers() -> dict[str, str]:
    """Every sentence that the check in the browser may need; facts stand in braces."""
    holder = {"name": "{name}", "time": "{time}"}
    seal = _("No. %(number)s") % {"number": "{number}"}, "{day}", _("up to line %(line)s") % {"line": "{line}"}
    return {
        **_faults(),
        **{f"kind_{kind}": str(kind.label) for kind in TransferKind},
        "time": _("%(hours)s h %(minutes)s min") % {"hours": "{hours}", "minutes": "{minutes}"},
        "true": _("It is true."),
        "true_lead": _("%(name)s had %(time)s after the last line of it.") % holder,
        "false": _("It is not true."),
        "false_lead": _("Do not rely on any figure in it. Call 12349."),
        "none": _("This is not a statement of ours."),
        "none_lead": _("Choose the file as it was downloaded from the passbook; it ends in .json."),
        "no_lines": pgettext("lines", "none"),
        "seal": _(", ").join(seal),
        "no_seal": _("none yet: it was made before the night"),
        "in_order": pgettext("check", "in order"),
    }


def _faults() -> dict[str, str]:
    return {
        "not_a_statement": _("This is not a statement of ours."),
        "bad_signature": _("The signature is not ours, or something in the file was changed after it was signed."),
        "bad_opening": _("The figure it begins with is not right."),
        "bad_closing": _("The figure at the end does not follow from the lines."),
        "bad_line": _("The amount or the number of this line is not what the posting says."),
        "bad_balance": _("The balance does not follow from the line before."),
        "bad_hash": _("The fingerprint does not fit: this line or one before it was changed."),
        "bad_checkpoint_signature": _("The seal in the file was not signed by us."),
        "not_in_checkpoint": _("This line is not part of the seal that the file names."),
    }


def _line(row: dict[str, Any], faults: list[str]) -> CheckedLine:
    transfer = row["transfer"]
    return CheckedLine(
        number=int(row["sequence"]),
        day=_day(str(transfer["happened_at"])),
        what=_what(transfer),
        amount=int(row["amount"]),
        balance=int(row["balance"]),
        faults=faults,
    )


def _day(text: str) -> date | None:
    try:
        return local_day(datetime.fromisoformat(text))
    except ValueError:
        return None


def _what(transfer: dict[str, Any]) -> str:
    """The services named in it, else the kind of posting."""
    try:
        memo = json.loads(transfer["memo"] or "{}")
        items = [str(item["zh" if in_chinese() else "en"]) for item in memo.get("items", [])]
    except (ValueError, KeyError, TypeError, AttributeError):
        items = []
    if items:
        return _(", ").join(items)
    kind = str(transfer["kind"])
    return str(TransferKind(kind).label) if kind in TransferKind.values else kind
