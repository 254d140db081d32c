"""Menus go out: from now on they can be ordered from."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import demand_standing
from accounts.organisations.enums import PaperKind
from accounts.organisations.models import Organisation, Paper
from accounts.organisations.queries import current
from accounts.people.enums import CredentialKind
from accounts.people.models import Credential
from accounts.refusals import NotFound, Refusal
from services.meals.actions.keeping import CanteenClosed, is_open, lock_canteen, tell_menu
from services.meals.models import Menu


class NoFoodLicence(Refusal):
    code = "no_food_licence"
    sentence = _("Without a food business licence that holds on %(on)s nothing is cooked. Hand the new one in first.")


class NoCook(Refusal):
    code = "no_cook"
    sentence = _("Nobody of the canteen has a health card that holds on %(on)s. Whoever cooks needs one.")


def publish_menus(*, by: Any, at: datetime, place_id: UUID, menu_ids: Collection[UUID]) -> list[Menu]:
    """Publish menus of one canteen that are still to come; those that are out already stay as they are.

    The organisation must be verified, with a food licence and somebody with a health card on each day. Raises
    NotAllowed, NotFound, CanteenClosed, NotStanding, NoFoodLicence, NoCook.
    """
    with transaction.atomic():
        place = lock_canteen(by, place_id)
        assert place.operator is not None
        demand_standing(place.operator)
        rows = Menu.objects.select_for_update(no_key=True).filter(canteen=place, id__in=list(menu_ids))
        menus = list(rows.order_by("id"))
        if len(menus) != len(set(menu_ids)):
            raise NotFound
        waiting = [menu for menu in menus if menu.published_at is None and menu.cut_off_at > at]
        for on in sorted({menu.on for menu in waiting}):
            if not is_open(place, on):
                raise CanteenClosed
            demand_kitchen(place.operator, on)
        for menu in waiting:
            menu.canteen = place
            menu.published_at, menu.published_by = at, by
            menu.save(update_fields=["published_at", "published_by"])
            tell_menu(menu, "published", at=at, by=by)
    return waiting


def demand_kitchen(operator: Organisation, on: date) -> None:
    """Raises NoFoodLicence, NoCook."""
    licences = Paper.objects.filter(organisation=operator, kind=PaperKind.FOOD, replaced_at=None)
    if not any(paper.valid_until is None or paper.valid_until >= on for paper in licences):
        raise NoFoodLicence(on=on.isoformat())
    members = operator.members.filter(current(on)).values("person")
    cards = Credential.objects.filter(person__in=members, kind=CredentialKind.HEALTH_CARD)
    if not cards.filter(valid_from__lte=on, valid_until__gte=on).exists():
        raise NoCook(on=on.isoformat())
