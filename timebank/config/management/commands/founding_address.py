"""``manage.py founding_address``: the page that founds the county, while nobody can sign in yet."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from services.founding.queries import is_founded


class Command(BaseCommand):
    help = "Print the address with the key that founds the county. It is worth the county until it has been used."

    def handle(self, *args: Any, **options: Any) -> None:
        if is_founded():
            raise CommandError("The county is founded: logins are handed out at /territory/people/.")
        scheme = "https" if settings.SECURE else "http"
        path = reverse("founding:found", args=[settings.FOUNDING_KEY])
        self.stdout.write(f"{scheme}://{settings.ALLOWED_HOSTS[0]}{path}")
