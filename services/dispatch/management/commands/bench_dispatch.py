"""``bench_dispatch``: the dispatch board's solver on a public instance. Needs no database."""

import json
import os
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from services.dispatch.routing.instances import LARGEST_BYTES, TENTHS, BadInstance, read_instance
from services.dispatch.routing.solver import NoWay
from services.dispatch.routing.starts import best_of

LONGEST_SECONDS = 3600
MOST_PROCESSES = 64
ENDING, SHARE = 0.2, 0.1  # kept back to end the processes on a busy machine: seconds, and of the time allowed


def cores() -> int:
    """How many this process may use."""
    return min(
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, MOST_PROCESSES
    )


class Command(BaseCommand):
    help = "Solve an instance with time windows (VRPLIB or Solomon) by the solver behind the dispatch board."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--seconds", type=float, default=30.0, help="how long it may look; 30 by default")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument(
            "--processes", type=int, default=cores(), help="searches side by side; one a core by default"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        began, allowed = perf_counter(), options["seconds"]
        if not 0 < allowed <= LONGEST_SECONDS:
            raise CommandError(f"--seconds lies between 0 and {LONGEST_SECONDS}.")
        if not 1 <= options["processes"] <= MOST_PROCESSES:
            raise CommandError(f"--processes lies between 1 and {MOST_PROCESSES}.")
        try:
            with options["file"].open("rb") as file:
                problem = read_instance(file.read(LARGEST_BYTES + 1))
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except BadInstance as error:
            raise CommandError(str(error)) from error
        result: dict[str, Any] = {"distance": None, "vehicles": None, "seconds": 0.0, "feasible": False}
        try:
            left = max(0.01, allowed * (1 - SHARE) - (perf_counter() - began) - ENDING)
            solution = best_of(problem, seconds=left, seed=options["seed"], processes=options["processes"])
            result |= {"distance": solution.distance / TENTHS, "vehicles": len(solution.routes), "feasible": True}
        except NoWay:
            pass
        result["seconds"] = round(perf_counter() - began, 2)
        if options["json"]:
            self.stdout.write(json.dumps(result))
        elif result["feasible"]:
            self.stdout.write("{distance} with {vehicles} vehicles in {seconds} s".format(**result))
        else:
            self.stdout.write("No routes were found that serve everybody.")
