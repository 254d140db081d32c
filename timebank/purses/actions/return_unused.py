"""Gifts whose time is over go back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from timebank.ledger.queries.budgets import balances_of
from timebank.purses.actions.return_gift import send_back
from timebank.purses.models import Purse


def return_unused(*, at: datetime) -> int:
    """Send back what is free in every purse that has ended; return how many minutes. Twice is once.

    What an order still holds stays until that order is over; then the next night finds it.
    """
    over = dict(Purse.objects.filter(last_on__lt=timezone.localdate(at)).values_list("account", "id"))
    keys = [over[account] for account, (balance, held) in balances_of(list(over)).items() if balance > held]
    back = 0
    for key in sorted(keys):
        with transaction.atomic():
            purse = Purse.objects.select_for_update(of=("self",), no_key=True).select_related("giver").get(id=key)
            back += send_back(purse, by=None, at=at)
    return back
