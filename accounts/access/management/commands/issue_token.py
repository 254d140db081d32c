"""``manage.py issue_token USERNAME``: print an API token; it is shown once and stored hashed."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from knox.models import get_token_model

from accounts.people.models import User


class Command(BaseCommand):
    help = "Print an API token for a login, used as 'Authorization: Bearer …'."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--days", type=int, default=90, help="how long it is valid")

    def handle(self, *args: Any, username: str, days: int, **options: Any) -> None:
        user = User.objects.filter(username=username, is_active=True).first()
        if user is None:
            raise CommandError(f"No active login is called {username}.")
        _row, token = get_token_model().objects.create(user=user, expiry=timedelta(days=days))
        self.stdout.write(token)
