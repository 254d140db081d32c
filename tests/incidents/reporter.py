"""A house of its own: ``python -m tests.incidents.reporter SECONDS`` reports a fall whose village turn ends then."""

import sys
from datetime import timedelta

import django

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from tests.incidents.ground import duty, report  # noqa: E402


def main(seconds: float) -> None:
    """Prints the id of the incident."""
    with transaction.atomic():
        here = duty()
        at = timezone.now() - timedelta(minutes=10) + timedelta(seconds=seconds)
        incident = report(here.mei, here.lin, at=at)
    sys.stdout.write(f"{incident.id}\n")


if __name__ == "__main__":
    main(float(sys.argv[1]))
