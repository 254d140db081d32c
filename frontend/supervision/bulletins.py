"""Bulletins to read, by anybody."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import may, territories
from accounts.regions.models import Region
from frontend.shell.wording import in_chinese, place_text
from frontend.supervision.bulletin_words import shown
from services.supervision.enums import BulletinState
from services.supervision.models import Bulletin
from services.supervision.queries.bulletins import at_work, bulletin_for, later_edition, published

PAGE = 24


@never_cache
@require_safe
def show_bulletins(request: HttpRequest) -> HttpResponse:
    """``?region=CODE``: what was published, the newest first; those who write them see what is at work as well."""
    asked = request.GET.get("region", "")
    region = Region.objects.filter(code=asked).first() if asked.isascii() and asked.isdigit() else None
    writes = territories(request.user, Permission.SUPERVISE)
    context: dict[str, Any] = {
        "region": region,
        "page": Paginator(published(region.code if region else ""), PAGE).get_page(request.GET.get("page")),
        "at_work": at_work(request.user),
        "writes": bool(writes),
    }
    return render(request, "supervision/bulletins.html", context)


@never_cache
@require_safe
def show_bulletin(request: HttpRequest, bulletin_id: UUID) -> HttpResponse:
    """One edition. At work it is for those who supervise there."""
    bulletin = bulletin_for(request.user, bulletin_id)
    place = bulletin.region_id
    own = request.user.is_authenticated and bulletin.drafted_by_id == request.user.id
    decides = not own and may(request.user, Permission.SUPERVISION_DECIDE, region_code=place)
    context: dict[str, Any] = {
        "bulletin": bulletin,
        "title": title_of(bulletin),
        "shown": shown(bulletin),
        "is_public": bulletin.state == BulletinState.PUBLISHED,
        "later": later_edition(bulletin),
        "may_write": own and bulletin.state == BulletinState.DRAFT,
        "may_decide": decides and bulletin.state == BulletinState.SUBMITTED,
        "may_correct": bulletin.state == BulletinState.PUBLISHED
        and may(request.user, Permission.SUPERVISE, region_code=place),
    }
    return render(request, "supervision/bulletin.html", context)


def title_of(bulletin: Bulletin) -> str:
    """``大田县 2026 年 10 月督查通报``."""
    month = bulletin.month
    words = f"{month.year} 年 {month.month} 月" if in_chinese() else f"{month:%B %Y}"
    facts = {"place": place_text(bulletin.region.name), "month": words}
    return _("%(place)s, supervision bulletin of %(month)s") % facts
