"""The words and parts of our pages. A builtin: no ``{% load %}`` needed.

Icons and states    {% icon "meal" %}  {% icon "next" "s" %}  {% state_badge "ORDER" order.status %}
Figures             {{ 7595|minutes_text }}  {{ 7595|minutes_column }}  {{ 1200|yuan }}  {% digits 7595 "big" %}
Days                {{ at|day_text }}  {{ at|date_text }}  {{ at|time_text }}  {% moment at %}
Places and people   {{ 900|distance_text }}  {{ name|mask_name }}  {{ name|surname }}  {{ name|name_text }}
The way there       {% way_there person %}
Forms               {% errors form %}  {% field form.note hint=… %}
Pictures            {% live_chip %}  {% bar_chart "months" labels values unit="minutes" %}  {% meter 88 %}

Every one is shown with its states at /design/.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import forms, template
from django.db.backends.postgresql.psycopg_any import DateRange
from django.forms.boundfield import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from accounts.people import queries as people
from accounts.people.enums import CredentialKind
from frontend.shell import fields, maps, states, wording

register = template.Library()

# Names may leave out the family of the symbol: "meal" is i-meal, "next" is u-next.
FAMILIES = ("i-", "u-", "s-", "p-", "f-")
SERVICE_ICONS = frozenset(
    {
        "bath",
        "bedcare",
        "bigclean",
        "bill",
        "breakfast",
        "canteen",
        "checkup",
        "chess",
        "children",
        "comfort",
        "company",
        "cooking",
        "culture",
        "device",
        "dinner",
        "errand",
        "escort",
        "exercise",
        "farm",
        "firewood",
        "footbath",
        "fraud",
        "greeting",
        "haircut",
        "handrail",
        "harvest",
        "hens",
        "housekeeper",
        "housekeeping",
        "laundry",
        "legal",
        "lesson",
        "letter",
        "light",
        "market",
        "meal",
        "mediation",
        "medicine",
        "mobility",
        "nails",
        "paperwork",
        "photo",
        "rehabilitation",
        "relief",
        "repair",
        "respite",
        "ride",
        "safety",
        "schoolrun",
        "storm",
        "urgent",
        "winter",
    }
)

ICON_SIZES = {"": "ic", "s": "ic ic-s", "l": "ic ic-l", "xl": "ic ic-xl"}


def symbol_id(name: str) -> str:
    """``meal`` → ``i-meal``, ``next`` → ``u-next``; a full id and ``mark`` stay as they are."""
    if name == "mark" or name.startswith(FAMILIES):
        return name
    return f"i-{name}" if name in SERVICE_ICONS else f"u-{name}"


@register.simple_tag
@lru_cache(maxsize=1024, typed=True)  # words that are safe are other words
def icon(name: str, size: str = "", label: str = "") -> SafeString:
    """One drawn sign. ``size``: "" 24 px, "s" 18, "l" 40, "xl" 56. Without a label it is hidden from readers.

    Drawn once for each of its looks: a page holds forty.
    """
    voice = format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')
    symbol = symbol_id(name)
    drawings = static("items.svg" if symbol.startswith("i-") else "icons.svg")
    return format_html('<svg class="{}" {}><use href="{}#{}"/></svg>', ICON_SIZES[size], voice, drawings, symbol)


@register.inclusion_tag("tb/state.html")
def state_badge(kind: str, status: str, words: str = "") -> dict[str, Any]:
    """The state of an order, assignment, correction or certificate as a badge; ``words`` replaces its name."""
    look = states.look_of(kind, str(status))
    return {"look": look, "words": words or look.words}


@register.filter
def minutes_text(minutes: int | None) -> str:
    """``126 小时 35 分`` / ``126 h 35 min``; empty for None."""
    return "" if minutes is None else wording.minutes_text(int(minutes))


@register.filter
def minutes_column(minutes: int | None) -> str:
    """``126:35``; empty for None."""
    return "" if minutes is None else wording.minutes_column(int(minutes))


@register.filter
def yuan(fen: int | None) -> str:
    """Fen → ``12 元`` / ``¥12``; empty for None."""
    return "" if fen is None else wording.yuan_text(int(fen))


@register.filter
def number(value: int | None) -> str:
    """``12,101``, with a real minus sign; empty for None."""
    return "" if value is None else f"{value:,}".replace("-", wording.MINUS)


@register.filter
def day_text(moment: date | datetime | None, where: str = "") -> str:
    """``今天``, ``明天``, ``11 月 19 日 周四``; empty for None. ``where="inside"`` a sentence: English ``today``."""
    return "" if moment is None else wording.day_text(moment, lower=where == "inside")


@register.filter
def date_text(moment: date | datetime | None) -> str:
    """``11 月 19 日 周四`` / ``Thu 19 Nov``; empty for None."""
    return "" if moment is None else wording.date_text(moment)


@register.filter
def days_text(days: DateRange) -> str:
    """``11 月 20 日 周五``, ``11 月 20 日 到 22 日``: days as they are stored, without the one after."""
    first, last = days.lower, days.upper - timedelta(days=1)
    if first == last:
        return wording.date_text(first)
    return pgettext("days", "%(first)s to %(last)s") % {
        "first": wording.date_text(first),
        "last": wording.date_text(last),
    }


@register.filter
def paper_text(kind: str) -> str:
    """``健康证``: a certificate by its code."""
    return str(CredentialKind(kind).label) if kind in CredentialKind.values else kind


@register.filter
def full_date(moment: date | datetime | None) -> str:
    """``2026 年 11 月 18 日`` / ``18 November 2026``; empty for None."""
    return "" if moment is None else wording.full_date_text(moment)


@register.filter
def month_text(moment: date | datetime | None) -> str:
    """``11 月`` / ``Nov``; empty for None."""
    return "" if moment is None else wording.month_text(moment)


@register.filter
def time_text(moment: datetime | None) -> str:
    """``9:05``; empty for None."""
    return "" if moment is None else wording.time_text(moment)


@register.filter
def moment_text(moment: datetime | None, where: str = "") -> str:
    """``今天 11:40`` as bare text; empty for None. ``where="inside"`` a sentence: English ``today 11:40``."""
    return "" if moment is None else wording.moment_text(moment, lower=where == "inside")


@register.simple_tag
def moment(at: datetime | None, form: str = "both") -> SafeString | str:
    """``<time>`` with words inside. ``form``: ``both`` 今天 11:40, ``day`` 今天, ``date``, ``time`` 11:40."""
    if at is None:
        return ""
    ways: dict[str, Callable[..., str]] = {
        "both": wording.moment_text,
        "day": wording.day_text,
        "date": wording.date_text,
        "time": wording.time_text,
    }
    machine = timezone.localtime(at) if isinstance(at, datetime) else at
    return format_html('<time datetime="{}">{}</time>', machine.isoformat(), ways[form](at))


@register.filter
def distance_text(metres: float | None) -> str:
    """``走路 12 分钟`` below 1.5 km, else ``1.9 公里``; empty for None."""
    return wording.distance_text(metres)


@register.filter
def mask_name(name: str) -> str:
    """``范＊妹``."""
    return wording.mask_name(name)


@register.filter
def name_text(name: str) -> str:
    """A person's name; spelled in pinyin for English readers."""
    return wording.name_text(name)


@register.filter
def place_text(name: str) -> str:
    """A division's name; ``Jiyang township`` for English readers."""
    return wording.place_text(name)


@register.filter
def divisions_text(place: str) -> str:
    """A place written in one go; ``Baiyan village, Junxi town`` for English readers."""
    return wording.divisions_text(place)


@register.filter
def surname(name: str) -> str:
    """``范``, ``欧阳``: what stands in the block beside a name."""
    return people.surname(name)


@register.inclusion_tag("tb/digits.html")
def digits(minutes: int, size: str = "") -> dict[str, Any]:
    """分位格: one cell a digit, a vermilion cut after the hours. ``size``: "", "big" or "small"."""
    return {"cells": wording.digit_cells(minutes), "text": wording.minutes_text(minutes), "size": size}


@register.inclusion_tag("tb/person.html")
def person(name: str, note: str = "", kind: str = "", size: str = "", shown: str = "") -> dict[str, Any]:
    """Surname block, name, second line. ``kind``: "" elder, "vol" volunteer, "staff" staff or kin.

    ``shown`` replaces the name in words (林爷爷) while the block keeps the surname.
    """
    return {
        "letter": people.surname(name),
        "shown": shown or wording.name_text(name),
        "note": note,
        "kind": kind,
        "size": size,
    }


@register.inclusion_tag("tb/way_there.html")
def way_there(person: Any) -> dict[str, Any]:
    """Links to the map apps for the way to somebody's house; nothing when no place is known."""
    return maps.ways_to(person)


@register.inclusion_tag("tb/way_there.html")
def way_to_place(place: Any) -> dict[str, Any]:
    """The same to a canteen or another place that is open to all."""
    return maps.ways_to_point(*place.point, village=place.latitude is None)


@register.inclusion_tag("tb/errors.html")
def errors(form: forms.BaseForm | None) -> dict[str, Any]:
    """The summary at the head of a form, every fault a link to its input. Nothing when all is well."""
    return {"faults": fields.faults_of(form) if form is not None and form.is_bound else []}


@register.inclusion_tag("tb/field.html")
def field(bound: BoundField, **options: Any) -> dict[str, Any]:
    """Label, fault, input and hint of one field. Options: ``hint``, ``label``, or attributes of the input."""
    return fields.field_context(bound, **options)


@register.inclusion_tag("tb/live_chip.html")
def live_chip() -> dict[str, Any]:
    """The small light that says whether the page is live. Silent until a connection was tried."""
    return {}


@register.inclusion_tag("tb/chart.html")
def bar_chart(
    name: str,
    labels: Sequence[str],
    values: Sequence[int],
    *,
    unit: str = "count",
    lying: bool = False,
    title: str = "",
    heading: str = "",
) -> dict[str, Any]:
    """Bars from zero with a real table underneath. ``unit``: ``count``, ``minutes`` (126:35) or ``fen``.

    ``name`` is unique on the page; ``title`` says what the chart answers, ``heading`` names the labels.
    """
    write = {"count": number, "minutes": wording.minutes_column, "fen": wording.yuan_text}[unit]
    texts = [write(value) for value in values]
    return {
        "name": name,
        "title": title,
        "heading": heading,
        "lying": lying,
        "rows": list(zip(labels, texts, strict=True)),
        "data": {"labels": list(labels), "values": list(values), "texts": texts, "lying": lying},
    }


@register.simple_tag
def meter(percent: float, short: bool = False) -> SafeString:
    """A thin bar of ``percent`` of its width, for table rows. The figure itself must stand beside it."""
    return format_html(
        '<svg class="tb-meter{}" aria-hidden="true"><rect width="{}%" height="100%"/></svg>',
        " is-short" if short else "",
        f"{min(100.0, max(0.0, float(percent))):.1f}",
    )
