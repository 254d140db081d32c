"""``manage.py load_programmes REGION [--preset datian-2020]``: set up what a notice says of money."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.regions.models import Region
from timebank.subsidies.actions.load_programmes import load_programmes, presets


class Command(BaseCommand):
    help = "Open the programmes of a preset that the region does not have yet; run again it changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("region", help="code of the county, 350425")
        parser.add_argument("--preset", choices=sorted(presets()), default="datian-2020")

    def handle(self, *args: Any, region: str, preset: str, **options: Any) -> None:
        where = Region.objects.filter(code=region).first()
        if where is None:
            raise CommandError(f"There is no region {region}.")
        made = load_programmes(by=None, at=timezone.now(), region=where, preset=preset)
        self.stdout.write(f"{made} programmes opened for {where.name}")
