"""What is published, as everybody reads it: listed by what it is, read aloud, on paper for the board."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.regions.models import Region
from frontend.paper import printable, typeset
from frontend.paper.square import qr_svg
from frontend.shell.answers import SeeOther
from frontend.shell.wording import full_date_text, place_text
from services.catalogue.models import ItemVersion
from services.publications.actions.answer_publication import answer_publication
from services.publications.actions.open_publication import open_publication
from services.publications.enums import Kind, State, Topic
from services.publications.queries.rows import hotline_of, readable, reader_of, shown

MOST = 60


def place_of(request: HttpRequest) -> Region | None:
    """``?region=350425``, else where the reader lives, else the county that is served."""
    asked = request.GET.get("region", "").replace("\x00", "")[:12]
    found = Region.objects.filter(code=asked).first() if asked else None
    if found is not None:
        return found
    person = getattr(request.user, "person", None)
    if person is not None:
        return Region.objects.get(code=person.home_id)
    version = ItemVersion.objects.select_related("region").order_by("region_id").first()
    return version.region if version is not None else Region.objects.filter(level="COUNTY").order_by("code").first()


@require_safe
def show_all(request: HttpRequest) -> HttpResponse:
    """``?topic=FRAUD``: warnings first, then announcements, then what is good to know."""
    region, today = place_of(request), timezone.localdate()
    topic = request.GET.get("topic", "")
    rows = list(shown(region.code, on=today)[:MOST]) if region is not None else []
    topics = [one for one in Topic if any(row.topic == one for row in rows)]
    if topic in Topic.values:
        rows = [row for row in rows if row.topic == topic]
    groups = [
        (kind, [row for row in rows if row.kind == kind]) for kind in (Kind.WARNING, Kind.ANNOUNCEMENT, Kind.ARTICLE)
    ]
    context = {
        "region": region,
        "groups": [(kind, found) for kind, found in groups if found],
        "topics": topics,
        "topic": topic,
        "hotline": hotline_of(region.code) if region is not None else None,
    }
    return render(request, "publications/all.html", context)


@never_cache
@require_safe
def show_one(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """One piece; ``?edition=1`` an earlier one. That somebody it was sent to opened it is noted."""
    found = readable(request.user, publication_id)
    mine = reader_of(request.user, found)
    editions = list(found.editions.order_by("-number"))
    text = next((one for one in editions if str(one.number) == request.GET.get("edition", "")), None)
    if mine is not None and found.state == State.PUBLISHED and text is None:
        open_publication(by=request.user, at=timezone.now(), publication=found)
    context = {
        "publication": found,
        "text": text or found,
        "earlier": text is not None and text.number != found.number,
        "editions": editions,
        "mine": mine,
        "region": found.region,
        "hotline": hotline_of(found.region_id),
    }
    return render(request, "publications/one.html", context)


@login_required
@never_cache
@require_POST
def say_read(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """I have read it."""
    answer_publication(by=request.user, at=timezone.now(), publication_id=publication_id)
    messages.success(request, _("Thank you. Noted that you have read it."))
    return SeeOther(reverse("knowledge:one", args=[publication_id]))


@require_safe
def show_paper(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """For the board in the village: large type, black on white, a square that leads back here."""
    found = readable(request.user, publication_id)
    if found.state == State.DRAFT:
        raise Http404
    hotline = hotline_of(found.region_id)
    data = {
        "lang": "zh" if (get_language() or "zh").startswith("zh") else "en",
        "kind": str(found.get_kind_display()),
        "title": found.title,
        "paragraphs": [line for line in found.body.splitlines() if line.strip()],
        "where": place_text(found.region.name),
        "day": full_date_text(found.published_at or timezone.now()),
        "source": found.source,
        "hotline": f"{hotline.name} {hotline.phone}" if hotline is not None else "",
        "square": qr_svg(request.build_absolute_uri(reverse("knowledge:one", args=[found.id]))),
    }
    response = HttpResponse(typeset("notice", printable(data), at=found.published_at), content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="notice.pdf"'
    return response
