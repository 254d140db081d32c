"""What was written here, how far it has got: delivered, opened, answered, on the board, by village."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.refusals import NotAllowed, NotFound, Refusal
from accounts.regions.models import Region
from frontend.shell.answers import SeeOther
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import place_text
from services.publications.actions.post_publication import post_publication
from services.publications.actions.publish_publication import publish_publication
from services.publications.actions.remind_readers import remind_readers
from services.publications.actions.withdraw_publication import withdraw_publication
from services.publications.enums import State
from services.publications.models import Posting, Publication
from services.publications.queries.readers import seen_by_place, unread
from services.publications.queries.rows import above, publication_for, written_in

PAGE = 30
VILLAGE_DIGITS, TOWNSHIP_DIGITS = 12, 9


@login_required
@never_cache
@require_safe
def show_written(request: HttpRequest) -> HttpResponse:
    """``?state=WITHDRAWN``; drafts first, then what is published, the newest before."""
    demand(request.user, Permission.NOTICE_WRITE)
    state = request.GET.get("state", "")
    rows = written_in(request.user)
    rows = rows.filter(state=state) if state in State.values else rows.exclude(state=State.WITHDRAWN)
    page = Paginator(rows.order_by("state", "-published_at", "-id"), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "state": state, "hangs": len(_to_hang(request.user))}
    return render(request, "publications/written.html", context)


@login_required
@never_cache
@require_safe
def show_one(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """The text, its editions, and who has seen it."""
    return _page(request, publication_for(request.user, publication_id))


def _page(request: HttpRequest, found: Publication, *, fault: str = "", status: int = 200) -> HttpResponse:
    place = request.GET.get("place", "").replace("\x00", "")[:VILLAGE_DIGITS]
    place = place if place.startswith(found.region_id) and len(place) > len(found.region_id) else ""
    wide = not place and len(found.region_id) < TOWNSHIP_DIGITS
    digits = TOWNSHIP_DIGITS if wide else VILLAGE_DIGITS
    rows = seen_by_place(found, below=place, digits=digits) if found.state != State.DRAFT else []
    names = ("sent", "delivered", "opened", "answered")
    context = {
        "publication": found,
        "rows": rows,
        "totals": {name: sum(getattr(row, name) for row in rows) for name in names},
        "posted": sum(row.posted for row in rows),
        "villages": sum(row.villages for row in rows),
        "wide": wide,
        "place": Region.objects.filter(code=place).first() if place else None,
        "unread": unread(found).count() if found.state == State.PUBLISHED else 0,
        "editions": list(found.editions.select_related("published_by__person").order_by("-number")),
        "fault": fault,
    }
    return render(request, "publications/one_written.html", context, status=status)


@login_required
@never_cache
@require_POST
def publish(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """From now on it is to be read."""
    publish_publication(by=request.user, at=timezone.now(), publication_id=publication_id)
    messages.success(request, _("Published. Everybody it is for is told."))
    return SeeOther(reverse("publications:one", args=[publication_id]))


@login_required
@never_cache
@require_POST
def withdraw(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """``because=…``."""
    try:
        withdraw_publication(
            by=request.user,
            at=timezone.now(),
            publication_id=publication_id,
            because=request.POST.get("because", ""),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        found = publication_for(request.user, publication_id)
        return _page(request, found, fault=str(refusal), status=refusal.status)
    messages.success(request, _("Withdrawn. Its editions stay."))
    return SeeOther(reverse("publications:one", args=[publication_id]))


@login_required
@never_cache
@require_POST
def remind(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """Those who have not read it."""
    told = remind_readers(by=request.user, at=timezone.now(), publication_id=publication_id)
    said = ngettext("%(n)s reader is reminded.", "%(n)s readers are reminded.", told) % {"n": told}
    messages.success(request, said)
    return SeeOther(reverse("publications:one", args=[publication_id]))


@login_required
@never_cache
@require_safe
def take_seen(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """The table by village."""
    found = publication_for(request.user, publication_id)
    headings = [
        pgettext("seen", "Place"),
        pgettext("seen", "Code"),
        pgettext("seen", "Sent to"),
        pgettext("seen", "Delivered"),
        pgettext("seen", "Opened"),
        pgettext("seen", "Answered"),
        pgettext("seen", "On the board"),
    ]
    yes, no = pgettext("seen", "yes"), pgettext("seen", "no")
    rows = [
        [place_text(row.name), row.code, row.sent, row.delivered, row.opened, row.answered, yes if row.posted else no]
        for row in (seen_by_place(found) if found.state != State.DRAFT else [])
    ]
    sums = [sum(row[column] for row in rows) for column in range(2, 6)]  # type: ignore[misc]
    return answer(workbook(found.title, headings, rows, [_("Together"), "", *sums, ""]), f"{found.title}.xlsx")


@login_required
@never_cache
@require_safe
def to_hang_up(request: HttpRequest) -> HttpResponse:
    """What the reader's villages still have to print and hang up."""
    demand(request.user, Permission.VISIT)
    return render(request, "publications/to_hang_up.html", {"rows": _to_hang(request.user)})


@login_required
@never_cache
@require_POST
def hang(request: HttpRequest, publication_id: UUID) -> HttpResponse:
    """``village=350425100201``: it hangs there now."""
    village = request.POST.get("village", "").replace("\x00", "")[:VILLAGE_DIGITS]
    post_publication(by=request.user, at=timezone.now(), publication_id=publication_id, village=village)
    messages.success(request, _("Noted: it hangs on the board."))
    return SeeOther(reverse("publications:to_hang_up"))


def _to_hang(user: object) -> list[tuple[Publication, Region]]:
    """(what, village) for villages that are the login's own; those who watch over many see the table instead."""
    codes = [code for code in territories(user, Permission.VISIT) if len(code) == VILLAGE_DIGITS]
    found = []
    for region in Region.objects.filter(code__in=codes).order_by("code"):
        rows = Publication.objects.filter(region__in=above(region.code), on_board=True, state=State.PUBLISHED)
        done = dict(Posting.objects.filter(region=region, publication__in=rows).values_list("publication_id", "number"))
        found += [(one, region) for one in rows.order_by("-published_at") if done.get(one.id, 0) < one.number]
    return found
