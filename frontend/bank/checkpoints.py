"""The seals of the books, open to everybody: the list, and each as a sheet for the notice board, as JSON and PDF."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.refusals import NotFound
from accounts.regions.models import Region
from accounts.regions.queries import path
from frontend.bank.period import plain_date
from frontend.bank.pictures import qr_picture
from frontend.bank.slips import groups
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.wording import minutes_text, place_text
from services.catalogue.models import ItemVersion
from timebank.ledger import checkpoint_text
from timebank.ledger.keys import keys_json, public_keys
from timebank.ledger.queries import checkpoints

LISTED = 60
BEFORE = 4  # earlier codes on the sheet
COUNTY_DIGITS = 6


@dataclass(frozen=True)
class Figures:
    """What a place did in the time that a checkpoint seals; minutes."""

    place: str
    is_county: bool
    postings: int
    came: int
    went: int
    total: int


@require_safe
def show_list(request: HttpRequest) -> HttpResponse:
    """The latest seals, newest first, and what they are good for."""
    found = checkpoints.recent(LISTED)
    rows = [(one, groups(code_of(one))[:2]) for one in found]
    return render(request, "bank/checkpoints.html", {"rows": rows, "latest": found[0] if found else None})


@require_safe
def show_latest(request: HttpRequest) -> HttpResponse:
    """The newest seal; the list while there is none."""
    latest = checkpoints.latest()
    return redirect("checkpoints:one", latest.number) if latest is not None else redirect("checkpoints:list")


@require_safe
def show_one(request: HttpRequest, number: int) -> HttpResponse:
    """The sheet for the notice board; ``village`` adds the figures of a village."""
    sheet = _sheet(request, number)
    return render(request, "bank/checkpoint.html", {**sheet, "paper": _paper(sheet)})


@require_safe
def show_pdf(request: HttpRequest, number: int) -> HttpResponse:
    """The same as a PDF: A4, black on white."""
    sheet = _sheet(request, number)
    data = printable(_paper(sheet))
    pdf = typeset("checkpoint", data, at=sheet["checkpoint"].sealed_at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="timebank-checkpoint-{number}.pdf"'
    return response


@require_safe
def show_json(request: HttpRequest, number: int) -> HttpResponse:
    """What was signed, exactly, with the signature: for whoever checks by program."""
    checkpoint = _checkpoint(number)
    text = checkpoint_text.document(checkpoint.body, checkpoint.key, checkpoint.signature)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


@require_safe
def show_keys(request: HttpRequest) -> HttpResponse:
    """Every public key the house ever signed with."""
    return HttpResponse(keys_json(public_keys()), content_type="application/json; charset=utf-8")


def _checkpoint(number: int) -> Any:
    found = checkpoints.by_number(number)
    if found is None:
        raise NotFound
    return found


def _sheet(request: HttpRequest, number: int) -> dict[str, Any]:
    checkpoint = _checkpoint(number)
    village = _village(request.GET.get("village", ""))
    county = _county(village)
    address = reverse("checkpoints:one", args=[number]) + (f"?village={village.code}" if village else "")
    url = request.build_absolute_uri(address)
    before = checkpoints.recent(BEFORE, before=number)
    return {
        "checkpoint": checkpoint,
        "code": groups(code_of(checkpoint)),
        "village": village,
        "county": county,
        "figures": _figures(checkpoint, county, village),
        "before": [(one, groups(code_of(one))[:2]) for one in before],
        "newer": checkpoints.by_number(number + 1),
        "url": url,
        "address": address,
        "qr": qr_picture(url),
    }


def code_of(checkpoint: Any) -> bytes:
    """The code of a seal: the hash of all that was signed, which the next seal repeats."""
    return bytes.fromhex(checkpoint_text.hash_of(checkpoint.body))


def _village(code: str) -> Region | None:
    """The village (or township) asked for; raises NotFound for a code that is no place of ours below a province."""
    if not code:
        return None
    place = _place(code) if len(code) >= COUNTY_DIGITS else None
    if place is None:
        raise NotFound
    return place


def _place(code: str) -> Region | None:
    found = path(code)
    return found[-1] if found and found[-1].code == code else None


def _county(village: Region | None) -> Region | None:
    """The county of the village; without one the county whose service list is published here."""
    if village is not None:
        return _place(village.code[:COUNTY_DIGITS])
    offered = ItemVersion.objects.order_by("region_id").values_list("region_id", flat=True).first()
    return _place(offered[:COUNTY_DIGITS]) if offered else None


def _figures(checkpoint: Any, *places: Region | None) -> list[Figures]:
    """Of each place once; nothing of a seal that waits to be counted."""
    found = {
        place: checkpoints.day_figures(checkpoint, place.code) for place in dict.fromkeys(places) if place is not None
    }
    return [
        Figures(
            place=place_text(place.name),
            is_county=len(place.code) == COUNTY_DIGITS,
            postings=counted.postings,
            came=counted.came,
            went=counted.went,
            total=counted.total,
        )
        for place, counted in found.items()
        if counted is not None
    ]


def _paper(sheet: dict[str, Any]) -> dict[str, Any]:
    """What the sheet ``checkpoint`` prints, every word of it."""
    checkpoint = sheet["checkpoint"]
    day = plain_date(checkpoint.day)
    return {
        "lang": (get_language() or "zh")[:2],
        "title": _("The books are sealed"),
        "bank": _("TimeBank of %(county)s") % {"county": place_text(sheet["county"].name) if sheet["county"] else ""},
        "number": _("%(day)s, no. %(number)s") % {"day": _full(checkpoint.day), "number": checkpoint.number},
        "code_words": _("Code of the seal"),
        "code": sheet["code"],
        "figures": [_figures_on_paper(one) for one in sheet["figures"]],
        "how_words": _("How to know that nobody changed the books"),
        "how": how(day),
        "before_words": _("How the codes of the days before begin"),
        "before": [[f"{one.day:%m-%d}", " ".join(start)] for one, start in sheet["before"]],
        "tie": _("Each code holds the one before: no earlier day can be changed either."),
        "end": [_("Put up by"), pgettext("notice board", "on"), _("Something is not right? Call 12349")],
        "url": sheet["url"],
        "qr": qr_svg(sheet["url"]),
    }


def how(day: str) -> list[str]:
    """Four steps for anybody who stands before the sheet."""
    return [
        _("Take a picture of this sheet and keep it."),
        _("Whenever you wonder, scan the code and look at the seal of %(day)s.") % {"day": day},
        _("The same: nobody touched the books. One sign different: call 12349."),
        _("Is your own line in it? Open it in the passbook and choose “Check it yourself”."),
    ]


def _figures_on_paper(figures: Figures) -> dict[str, Any]:
    title = _("%(place)s that day") % {"place": figures.place}
    all_books = _("In all books of the county") if figures.is_county else _("In all books of the village")
    rows = [
        [pgettext("seal", "Written"), _("%(number)s lines") % {"number": f"{figures.postings:,}"}],
        [_("Came in"), minutes_text(figures.came)],
        [_("Went out"), minutes_text(figures.went)],
        [all_books, minutes_text(figures.total)],
    ]
    return {"title": title, "rows": rows}


def _full(day: Any) -> str:
    return _("%(year)s-%(month)s-%(day)s") % {"year": day.year, "month": day.month, "day": day.day}
