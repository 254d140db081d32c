"""The front door: what this is in ten seconds, and the way in for each kind of visitor."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.regions.endings import ending_of, endings
from accounts.regions.models import Region
from accounts.regions.queries import children
from frontend.public.figures import figures_now
from frontend.public.service_list import groups, served_region
from frontend.shell.context_processors import address
from frontend.shell.journeys import HELPER, VOLUNTEER
from services.publications.enums import Kind
from services.publications.queries.rows import hotline_of, shown


def show_landing(request: HttpRequest) -> HttpResponse:
    """Hero, doors, today's figures, the list by category, the townships."""
    region = served_region()
    return render(
        request,
        "public/landing.html",
        {
            "region": region,
            "ending": ending_of(region.code) if region else endings().first(),
            "figures": figures_now(),
            "groups": groups(region, on=timezone.localdate()) if region else [],
            "townships": list(children(region.code)) if region else list(Region.objects.none()),
            "help_href": address(VOLUNTEER.stops[0]),
            "order_href": address(HELPER.stops[0]),
        },
    )


def show_elder(request: HttpRequest) -> HttpResponse:
    """Where an elder begins: four large choices, each of which really leads somewhere."""
    region, today = served_region(), timezone.localdate()
    context = {
        "today": today,
        "hotline": hotline_of(region.code) if region is not None else None,
        "warning": shown(region.code, on=today).filter(kind=Kind.WARNING).first() if region is not None else None,
    }
    return render(request, "public/elder.html", context)
