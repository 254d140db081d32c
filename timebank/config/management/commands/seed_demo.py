"""``manage.py seed_demo``: fill an empty database with the demo, and say who can sign in."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.refusals import Refusal
from timebank.config.demo.build import COUNTY, build, keep_password
from timebank.config.demo.county import work
from timebank.config.demo.crowd import ELDERS, settle
from timebank.config.demo.inbox import fill_inboxes
from timebank.config.demo.password import demo_password
from timebank.config.demo.people import BUREAUS, LOGINS
from timebank.config.demo.province import spread
from timebank.operations.doctor.database import waiting_migrations

SEED = 350425


class Command(BaseCommand):
    help = "Fill an empty database with the demo. Again: fills up to the scale, prints the logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scale",
            choices=list(ELDERS),
            default="small",
            help="county: a whole one with its year; province: that county and all of Ningxia",
        )
        parser.add_argument("--seed", type=int, default=SEED, help="same seed, same demo")

    def handle(self, *args: Any, seed: int, scale: str, **options: Any) -> None:
        if settings.SECURE and not settings.DEMO:
            raise CommandError("This is a production setting (SECURE=1). Set DEMO=1 if it is a demo all the same.")
        if waiting_migrations():
            raise CommandError("The database does not have all its tables yet. Run manage.py migrate, then this again.")
        now = timezone.now()
        password, started = demo_password(settings.VAR), time.monotonic()
        try:
            fresh = build(now=now, seed=seed, password=password, say=self._say)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from refusal
        if fresh:
            self._say("Inboxes …")
            fill_inboxes(now)
        came = settle(ELDERS[scale], now=now, seed=seed, say=self._say, within=COUNTY)
        if scale != "small":
            came += work(now=now, seed=seed, say=self._say)
        if scale == "province":
            self._say("A province: a million elders, their year of ten million orders …")
            came += spread(now=now, seed=seed, say=self._say)
        keep_password(password)
        made = fresh or came
        self._say(f"Demo made in {time.monotonic() - started:.0f} s" if made else "The demo stands already")
        self._print_logins(password)

    def _print_logins(self, password: str) -> None:
        self.stdout.write("\nDemo logins, all with the password  " + self.style.SUCCESS(password) + "\n")
        for sheet in [*LOGINS, *BUREAUS]:
            chinese, english = sheet["about"]
            self.stdout.write(f"  {sheet['username']:<11} {sheet['name']}  {chinese} ({english})")
        self.stdout.write("")

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
