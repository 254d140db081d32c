"""Translations without system tools: collect the sentences, compile the Chinese, name what is missing."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from timebank.config import message_catalogs


class Command(BaseCommand):
    help = "extract: update every app's django.po; compile: write the .mo files; check: name what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("work", choices=["extract", "compile", "check"])

    def handle(self, *args: Any, **options: Any) -> None:
        getattr(self, f"_{options['work']}")()

    def _extract(self) -> None:
        for folder in message_catalogs.app_folders():
            if message_catalogs.update(folder):
                path = message_catalogs.catalogue_path(folder)
                self.stdout.write(f"updated {path.relative_to(settings.ROOT)}")

    def _compile(self) -> None:
        message_catalogs.compile_all()

    def _check(self) -> None:
        found = list(message_catalogs.problems())
        if found:
            raise CommandError("\n".join([f"{len(found)} sentences are not ready for a Chinese reader:", *found]))
        self.stdout.write("All sentences have their Chinese.")
