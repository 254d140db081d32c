"""Filters for tasks: ``{{ order|task_title }}``, ``{{ order|task_seats }}``."""

from django import template

from frontend.volunteer import wording
from services.orders.models import Order

register = template.Library()


@register.filter
def task_title(order: Order) -> str:
    """What was ordered, in words."""
    return wording.what(order)


@register.filter
def task_seats(order: Order) -> str:
    """How many places are open; empty where there is only one."""
    return wording.seats_text(order)
