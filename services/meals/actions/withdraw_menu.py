"""A menu is taken back, or thrown away before anybody ordered from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.refusals import Refusal
from services.meals.actions.keeping import lock_menu, tell_menu
from services.meals.models import Menu


class MenuOrdered(Refusal):
    code = "menu_ordered"
    sentence = _("Meals are ordered from this menu. Call them off first, and say why.")


def withdraw_menu(*, by: Any, at: datetime, menu_id: UUID) -> Menu:
    """Nobody can order from it any more; it stays as a draft. Raises NotAllowed, NotFound, MenuOrdered."""
    with transaction.atomic():
        menu = lock_menu(by, menu_id)
        if menu.meals.exclude(status="CANCELLED").exists():
            raise MenuOrdered
        menu.published_at, menu.published_by = None, None
        menu.save(update_fields=["published_at", "published_by"])
        tell_menu(menu, "withdrawn", at=at, by=by)
    return menu
