"""``manage.py import_registry FILE.xlsx --region CODE [--commit] [--json]``: read a roster of elders."""

import json
import sys
import zlib
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.refusals import Refusal
from accounts.regions.models import Region
from accounts.rosters.actions.import_roster import import_roster
from accounts.rosters.checking import Checked
from accounts.rosters.enums import Verdict
from accounts.rosters.workbook.container import FILE_MOST, too_large

BAR = 30


class Lines:
    """Lines of text kept compressed until all is known: fifty thousand rows stay small."""

    def __init__(self) -> None:
        self._pack, self._parts = zlib.compressobj(1), [b""]

    def add(self, line: str) -> None:
        self._parts.append(self._pack.compress(line.encode() + b"\n"))

    def __iter__(self) -> Iterator[str]:
        self._parts.append(self._pack.flush())
        unpack, rest = zlib.decompressobj(), b""
        for part in self._parts:
            *lines, rest = (rest + unpack.decompress(part)).split(b"\n")
            yield from (line.decode() for line in lines)


class Command(BaseCommand):
    help = "Read a roster of elders (.xlsx). Without --commit nothing is written."
    requires_system_checks: list[str] = []  # they would load every page, for a command that shows none

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--region", required=True, help="code of the county, township or village it is for")
        parser.add_argument("--commit", action="store_true", help="write the good rows, all or none")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, file: Path, region: str, commit: bool, **options: Any) -> None:
        where = Region.objects.filter(code=region).first() if region.isascii() else None
        if where is None:
            raise CommandError(f"No division has the code {region}.")
        lines = Lines()
        form = _as_json if options["json"] else _as_text
        try:
            if file.stat().st_size > FILE_MOST:
                raise too_large()
            tally = import_roster(
                by=None,
                at=timezone.now(),
                data=file.read_bytes(),
                region=where,
                commit=commit,
                keep=lambda row: form(row, lines),
                tick=self._bar if sys.stderr.isatty() else None,
            )
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if options["json"]:
            self._print_json(tally.answer(), lines)
            return
        for line in lines:
            self.stdout.write(line)
        done = "written" if commit else "could be written"
        self.stdout.write(
            f"{tally.accepted} {done} ({tally.fresh} new), {tally.rejected} to be changed, "
            f"{tally.duplicates} twice, {tally.ignored} left out"
        )

    def _print_json(self, counts: dict[str, int], lines: Lines) -> None:
        head = json.dumps(counts, separators=(", ", ": "))[:-1]
        self.stdout.write(f'{head}, "rows": [', ending="")
        for number, line in enumerate(lines):
            self.stdout.write(f"{',' if number else ''}\n{line}", ending="")
        self.stdout.write("\n]}")

    def _bar(self, done: int) -> None:
        """How far it is, on the terminal only; how many there will be is not known before the end."""
        filled = (done // 500) % BAR
        self.stderr.write(f"\r[{'=' * filled}{' ' * (BAR - filled)}] {done}", ending="")


def _as_json(row: Checked, lines: Lines) -> None:
    lines.add(json.dumps(row.answer(), ensure_ascii=False))


def _as_text(row: Checked, lines: Lines) -> None:
    if row.verdict in (Verdict.REJECT, Verdict.DUPLICATE):
        for fault in row.faults:
            lines.add(f"{row.sheet}!{row.row} {fault.field}: {fault.sentence}")
