"""``… | manage.py follow REQUEST``: of a log in JSON, what a request did, what its jobs did, and what theirs did."""

import json
import sys
from argparse import ArgumentParser, FileType
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand

Line = dict[str, Any]


class Command(BaseCommand):
    help = "Read lines of JSON and print those of one request and of every job that came of it."
    requires_system_checks = ()
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("request", help="As X-Request-ID says.")
        parser.add_argument("log", nargs="*", type=FileType(), default=[sys.stdin])

    def handle(self, *args: Any, **options: Any) -> None:
        for line in followed(lines_of(text for file in options["log"] for text in file), options["request"]):
            self.stdout.write(json.dumps(line, ensure_ascii=False))


def lines_of(texts: Iterable[str]) -> Iterator[Line]:
    """What can be read of a log; other words stand between its lines."""
    for text in texts:
        try:
            line = json.loads(text)
        except ValueError:
            continue
        if isinstance(line, dict):
            yield line


def followed(lines: Iterable[Line], request: str) -> list[Line]:
    """In the order of time, whichever process wrote first. A job stands in the log after what queued it."""
    jobs: set[int] = set()
    found = []
    for line in sorted(lines, key=lambda line: str(line.get("at", ""))):
        of_a_job = line.get("job") in jobs or line.get("in_job") in jobs
        if of_a_job or line.get("request") == request:
            jobs.update(line.get("jobs") or ())
            found.append(line)
    return found
