"""Rulers and figures of the gauges."""

from datetime import date
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from frontend.shell.wording import in_chinese
from services.supervision.enums import Light
from services.supervision.gauges import GAUGES
from services.supervision.models import Reading

register = template.Library()


@register.simple_tag
def ruler(reading: Reading | None, before: Reading | None = None) -> SafeString | str:
    """A ruler from 0 to 100: the bar, last month as a thin mark, the goal as a thick one. The figures stand beside."""
    if reading is None or reading.percent is None:
        return ""
    was = (
        format_html('<rect class="was" x="{}%" width="2" y="1" height="14"/>', _at(min(before.percent, 99.4)))
        if (before is not None and before.percent is not None)
        else ""
    )
    return format_html(
        '<svg class="tb-ruler{}" aria-hidden="true"><rect class="bed" y="3" width="100%" height="10"/>'
        '<rect class="bar" y="3" width="{}%" height="10"/>{}<rect class="goal" x="{}%" width="3" height="16"/></svg>',
        "" if reading.light == Light.REACHED else " is-short",
        _at(reading.percent),
        was,
        _at(min(reading.goal, 99.2)),
    )


def _at(value: float) -> str:
    return f"{value:.1f}"


@register.filter
def per_cent(reading: Any) -> str:
    """``94.2``, or a dash for nothing to count."""
    found = reading.percent if reading is not None else None
    return f"{found:.1f}" if found is not None else "–"


@register.filter
def is_short(reading: Reading | None) -> bool:
    """Whether the place is behind its goal."""
    return reading is not None and reading.light in (Light.RED, Light.YELLOW)


@register.filter
def gap(reading: Reading) -> str:
    """How many points are missing up to the goal."""
    return f"{reading.goal - (reading.percent or 0):.1f}"


@register.filter
def unlocal(value: float) -> str:
    """A number for a drawing: a point, whatever the language."""
    return f"{value:g}"


@register.filter
def month_short(day: date) -> str:
    """``11月``, ``Nov``."""
    return f"{day.month}月" if in_chinese() else f"{day:%b}"


@register.filter
def gauge_name(code: str) -> str:
    """The name of a gauge by its code."""
    return str(GAUGES[code].name)
