"""Every referral the reader has to do with: at their office, or sent from their territory. What is late comes first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.refusals import NotAllowed
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import full_date_text, mask_name, place_text
from services.referrals.enums import ANSWERED, Kind, State
from services.referrals.models import Referral
from services.referrals.queries.rows import at_desks, desks_of, overdue, sent_from, with_people

PAGE = 30
MOST_ROWS = 5000
OFFICE, SENT = "office", "sent"
STATES = {
    "open": pgettext_lazy("referrals", "Open"),
    "late": pgettext_lazy("referrals", "Late"),
    "answered": pgettext_lazy("referrals", "Answered"),
    "withdrawn": pgettext_lazy("referrals", "Withdrawn"),
}


@dataclass(frozen=True)
class Asked:
    """How the list is narrowed."""

    side: str
    state: str
    kind: str

    def query(self, **changes: str) -> str:
        now = {"side": self.side, "state": self.state, "kind": self.kind, **changes}
        return "?" + urlencode({key: value for key, value in now.items() if value})


def sides(user: Any) -> list[str]:
    """What the reader has to do with: what is at their offices, what goes out from their territory."""
    found = [OFFICE] if desks_of(user) else []
    if may(user, Permission.REFERRAL_SEND):
        found.insert(0, SENT)
    return found


@login_required
@never_cache
@require_safe
def show_board(request: HttpRequest) -> HttpResponse:
    """``?side=office&state=late&kind=LEGAL_AID``."""
    open_to, asked = _asked(request)
    today = timezone.localdate()
    rows = _side(request.user, asked.side)
    counts = {
        "open": rows.filter(is_open=True).count(),
        "late": overdue(rows, on=today).count(),
        "answered": rows.filter(state__in=ANSWERED).count(),
        "withdrawn": rows.filter(state=State.WITHDRAWN).count(),
    }
    page = Paginator(_filtered(rows, asked, today), PAGE).get_page(request.GET.get("page"))
    tabs = [(name, words, counts[name], asked.query(state=name)) for name, words in STATES.items()]
    context = {
        "asked": asked,
        "sides": open_to,
        "tabs": tabs,
        "kinds": Kind.choices,
        "page": page,
        "again": asked.query(),
        "today": today,
        "offices": desks_of(request.user),
    }
    return render(request, "referrals/board.html", context)


@login_required
@never_cache
@require_safe
def take_list(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, names masked, words left behind."""
    _open_to, asked = _asked(request)
    today = timezone.localdate()
    headings = [
        pgettext("referral list", "Sent"),
        pgettext("referral list", "What"),
        pgettext("referral list", "Who"),
        pgettext("referral list", "Village"),
        pgettext("referral list", "Office"),
        pgettext("referral list", "State"),
        pgettext("referral list", "Answer by"),
        pgettext("referral list", "Answered"),
        pgettext("referral list", "Days late"),
    ]
    rows = [_cells(one, today) for one in _filtered(_side(request.user, asked.side), asked, today)[:MOST_ROWS]]
    title = _("Referrals")
    return answer(workbook(title, headings, rows, [str(len(rows))]), f"{title}.xlsx")


def _asked(request: HttpRequest) -> tuple[list[str], Asked]:
    open_to = sides(request.user)
    if not open_to:
        raise NotAllowed
    side, state, kind = (request.GET.get(name, "") for name in ("side", "state", "kind"))
    return open_to, Asked(
        side=side if side in open_to else open_to[0],
        state=state if state in STATES else "open",
        kind=kind if kind in Kind.values else "",
    )


def _side(user: Any, side: str) -> QuerySet[Referral]:
    return at_desks(user) if side == OFFICE else sent_from(user)


def _filtered(rows: QuerySet[Referral], asked: Asked, today: date) -> QuerySet[Referral]:
    if asked.state == "late":
        rows = overdue(rows, on=today)
    elif asked.state == "open":
        rows = rows.filter(is_open=True)
    else:
        rows = rows.filter(state__in=ANSWERED if asked.state == "answered" else [State.WITHDRAWN])
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    order = ("due_on", "id") if asked.state in ("open", "late") else (F("closed_at").desc(nulls_last=True), "-id")
    return with_people(rows).order_by(*order)


def _cells(one: Referral, today: date) -> list[Any]:
    until = timezone.localdate(one.closed_at) if one.closed_at is not None else today
    return [
        full_date_text(one.sent_at),
        one.get_kind_display(),
        mask_name(one.elder.person.name),
        place_text(one.elder.person.home.name),
        f"{place_text(one.office.name)}{one.get_department_display()}",
        one.get_state_display(),
        full_date_text(one.due_on),
        full_date_text(one.answered_at) if one.answered_at is not None else "",
        max(0, (until - one.due_on).days),
    ]
