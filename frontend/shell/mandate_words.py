"""What a mandate allows, in words: for the village that writes it down and for the proxy who acts by it."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.elders.models import Mandate
from frontend.shell.wording import minutes_text, yuan_text
from services.catalogue.queries import names_of
from services.orders.queries.allowance import Allowance


def names_for(mandates: Iterable[Mandate]) -> dict[str, str]:
    """Names of everything these mandates are limited to. Two queries."""
    return names_of({code for mandate in mandates for code in mandate.only})


def limit_words(mandate: Mandate, names: Mapping[str, str]) -> list[str]:
    """``只点吃饭、理发``, ``每月 4 小时内``: every limit; empty when there is none."""
    words = []
    if mandate.only:
        what = _(", ").join(names[code] for code in names if code in mandate.only) or pgettext("mandate", "nothing")
        words.append(pgettext("mandate", "only %(what)s") % {"what": what})
    if mandate.minutes_per_month is not None:
        most = minutes_text(mandate.minutes_per_month)
        words.append(pgettext("mandate", "at most %(time)s a month") % {"time": most})
    if mandate.minutes_per_order is not None:
        most = minutes_text(mandate.minutes_per_order)
        words.append(pgettext("mandate", "at most %(time)s an order") % {"time": most})
    if mandate.fen_per_month is not None:
        words.append(pgettext("mandate", "at most %(money)s a month") % {"money": yuan_text(mandate.fen_per_month)})
    return words


def left_words(allowance: Allowance | None) -> str:
    """``这个月还能点 2 小时，30 元``; empty without a monthly limit."""
    if allowance is None:
        return ""
    left = []
    if allowance.minutes_left is not None:
        left.append(minutes_text(allowance.minutes_left))
    if allowance.fen_left is not None:
        left.append(yuan_text(allowance.fen_left))
    return pgettext("mandate", "Left this month: %(what)s") % {"what": _(", ").join(left)} if left else ""
