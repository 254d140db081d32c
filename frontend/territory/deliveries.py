"""Whether messages arrive: counts by way and how they ended, of a territory. Neither names nor words."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.messaging.enums import Channel, State
from accounts.messaging.queries import failures, tally, texts_are_sent
from frontend.shell.delivery_words import LOOKS, why_text
from frontend.territory.ground import ground

DAYS = 30
SHOWN = (State.SENT, State.WAITING, State.HELD, State.UNTRUE, State.SPARED, State.FAILED, State.GONE)


@login_required
@never_cache
@require_safe
def show_deliveries(request: HttpRequest) -> HttpResponse:
    """The last thirty days; ``?place=350425100`` narrows."""
    land = ground(request)
    since = timezone.now() - timedelta(days=DAYS)
    counts = tally(land.codes, since=since)
    lost = failures(land.codes, since=since)[:20]
    context = {
        "land": land,
        "days": DAYS,
        "texts": texts_are_sent(),
        "lines": [_line(channel, counts) for channel in Channel if channel != Channel.INBOX],
        "inbox": sum(number for (channel, _state), number in counts.items() if channel == Channel.INBOX),
        "lost": [(Channel(channel).label, why_text(outcome) or outcome, number) for channel, outcome, number in lost],
    }
    return render(request, "territory/deliveries.html", context)


def _line(channel: Channel, counts: dict[tuple[str, str], int]) -> dict[str, Any]:
    cells = [
        {"words": state.label, "look": LOOKS.get(state, ""), "number": counts.get((channel, state), 0)}
        for state in SHOWN
    ]
    return {"words": channel.label, "cells": cells, "all": sum(cell["number"] for cell in cells)}
