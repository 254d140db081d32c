"""Filters of the pages that find somebody: ``{{ person|called }}``, ``{{ code|part_text }}``."""

from typing import Any

from django import template

from accounts.elders.queries import call_name
from services.orders.ranking import PART_WORDS

register = template.Library()


@register.filter
def called(person: Any) -> str:
    """How the elder is called on the board."""
    return call_name(person)


@register.filter
def part_text(code: str) -> str:
    """What speaks for somebody, in a word or two."""
    return str(PART_WORDS.get(code, code))
