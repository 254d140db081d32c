"""The rules as everybody may read them: what holds in a place today, in plain words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.policies.queries import ladder, rulebook
from accounts.regions.models import Region
from accounts.regions.queries import names_of
from frontend.public.service_list import served_region
from frontend.shell.rule_words import chapters, kinds_of_service


@require_safe
def show_rules(request: HttpRequest) -> HttpResponse:
    """``?region=350425``: every rule with its ground; ``#earn.rounding`` leads a passbook line to its own."""
    asked = request.GET.get("region", "").replace("\x00", "")[:12]
    region = (Region.objects.filter(code=asked).first() if asked else None) or served_region()
    code, today = region.code if region else "", timezone.localdate()
    book = rulebook(region_code=code, on=today)
    context = {
        "region": region,
        "chapters": chapters(book, kinds_of_service(), names_of(ladder(code))),
        "today": today,
    }
    return render(request, "public/rules.html", context)
