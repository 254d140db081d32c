"""The organisation's day: what waits, what runs, what is late; whom to send; whose papers run out."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.organisations.queries import current_members
from accounts.organisations.queries.finding import join_requests_of
from accounts.organisations.queries.finding import papers_of as house_papers
from accounts.organisations.queries.rotas import leaves_of
from frontend.organisation.managed import Managed, day_from, managed, midnight
from frontend.organisation.papers import SOON_DAYS, papers_of, running_out
from frontend.organisation.rows import BOOKED, BUCKETS, DISPUTED, Row, rows_of, strip
from services.houses.queries.handovers import waiting_for
from services.orders.queries.figures import organisation_orders
from services.places.queries import places_run_by

ONE_DAY = timedelta(days=1)


@login_required
@never_cache
@require_safe
def show_day(request: HttpRequest) -> HttpResponse:
    """``?day=2026-11-19&state=unnamed``; for htmx only the part that changes."""
    mine = managed(request)
    day = day_from(request.GET.get("day", ""))
    bucket = BUCKETS.get(request.GET.get("state", ""))
    rows = _rows(mine.organisation.id, day)
    members = list(current_members(mine.organisation.id, on=timezone.localdate()))
    papers = papers_of(members, at=timezone.now())
    context = {
        **frame(mine, day),
        "handovers": waiting_for([mine.organisation.id]) if mine.runs else 0,
        "rows": [row for row in rows if bucket is None or row.bucket == bucket],
        "total": len(rows),
        "booked": sum(row.bucket == BOOKED for row in rows),
        "disputed": sum(row.bucket == DISPUTED for row in rows),
        "out": len({row.seat.person_id for row in rows if row.seat.person_id}),
        "cells": strip(rows),
        "cooks": bool(places_run_by(request.user, on=timezone.localdate())),
        "bucket": bucket,
        "members": members,
        "papers": running_out(papers),
        "house_papers": [
            one
            for one in house_papers(mine.organisation.id)
            if one.valid_until is not None and (one.valid_until - timezone.localdate()).days <= SOON_DAYS
        ],
        "away": [one for one in leaves_of(mine.organisation.id, since=day) if day in one.days],
        "asking": join_requests_of(mine.organisation.id),
        "papers_well": len(papers) - len(running_out(papers)),
    }
    htmx = request.headers.get("HX-Request")
    return render(request, "organisation/day_now.html" if htmx else "organisation/day.html", context)


def frame(mine: Managed, day: date) -> dict[str, Any]:
    """What every page about a day shows: whose, which, and the days beside it."""
    today = timezone.localdate()
    return {
        "mine": mine,
        "organisation": mine.organisation,
        "day": day,
        "near": [today - ONE_DAY, today, today + ONE_DAY],
    }


def _rows(organisation_id: UUID, day: date) -> list[Row]:
    orders = organisation_orders(organisation_id, midnight(day), midnight(day + ONE_DAY))
    return rows_of(orders, organisation_id, at=timezone.now())
