"""The red and the yellow list: villages behind the goal of the day."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.reading import from_replica
from accounts.regions.models import Region
from frontend.supervision.looking import looking
from services.supervision.enums import Light
from services.supervision.gauges import GAUGES
from services.supervision.queries.board import villages_behind


@login_required
@never_cache
@require_safe
@from_replica
def show_lights(request: HttpRequest) -> HttpResponse:
    """``?place=&on=&gauge=``: the villages of one gauge, or of all four."""
    see = looking(request)
    chosen = [see.gauge] if see.gauge else list(GAUGES)
    found = [(GAUGES[code], villages_behind(see.here.code, code, see.on) if see.on else []) for code in chosen]
    names = {
        region.code: region
        for region in Region.objects.filter(code__in={row.region_code for _gauge, rows in found for row in rows})
    }
    places = {
        region.code: region.name
        for region in Region.objects.filter(code__in={region.code[:9] for region in names.values()})
    }
    groups = []
    for gauge, rows in found:
        lines = [
            (
                row,
                names[row.region_code],
                places.get(row.region_code[:9], ""),
                see.with_(place=row.region_code, gauge=row.gauge),
            )
            for row in rows
            if row.region_code in names
        ]
        red = [line for line in lines if line[0].light == Light.RED]
        groups.append((gauge, red, [line for line in lines if line[0].light == Light.YELLOW]))
    context: dict[str, Any] = {
        "see": see,
        "land": see.land,
        "groups": groups,
        "gauges": [(gauge, see.with_(gauge=code)) for code, gauge in GAUGES.items()],
        "all_query": see.with_(gauge=""),
        "may_supervise": may(request.user, Permission.SUPERVISE, region_code=see.here.code),
    }
    return render(request, "supervision/lights.html", context)
