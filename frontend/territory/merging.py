"""Two dossiers beside each other; asking that they become one, and the second person's answer."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.elders.actions.refuse_merge import refuse_merge
from accounts.elders.actions.request_merge import request_merge
from accounts.elders.enums import Source
from accounts.elders.fields import FIELDS
from accounts.elders.models import Elder, Merge, Photo
from accounts.elders.queries.merging import PERSON_PARTS, PHOTO, Part, Side, compare, merge_for
from accounts.people.enums import Gender
from accounts.people.masks import mask_id, mask_phone
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.fact_words import value_text
from frontend.shell.wording import full_date_text, name_text
from frontend.territory.dossier import editable_elder
from frontend.territory.dossier_words import PERSON_FIELDS, seen_text
from frontend.territory.duplicates import place_name
from services.merging.actions.merge_elders import merge_elders
from services.merging.queries import heavy, served_each_other, what_moves
from timebank.ledger.queries import account_of

MINE, THEIRS = "kept", "absorbed"
# What is counted on the page, in the words of those who keep the registry.
COUNTED: dict[str, Any] = {
    "orders.Order.elder": pgettext_lazy("merge", "Orders"),
    "elders.Supporter.elder": pgettext_lazy("merge", "Supporters"),
    "elders.Mandate.elder": pgettext_lazy("merge", "Mandates"),
    "elders.Mandate.proxy": pgettext_lazy("merge", "Mandates from others"),
    "elders.VisitContact.elder": pgettext_lazy("merge", "Who visits"),
    "elders.Guardian.elder": pgettext_lazy("merge", "Guardians"),
    "elders.Assessment.elder": pgettext_lazy("merge", "Assessments"),
    "elders.CareNote.elder": pgettext_lazy("merge", "Notes for the door"),
    "elders.TierOverride.elder": pgettext_lazy("merge", "Risk set by hand"),
    "elders.Photo.elder": pgettext_lazy("merge", "Picture"),
    "elders.Removal.elder": pgettext_lazy("merge", "Moves"),
    "people.User.person": pgettext_lazy("merge", "Login"),
    "people.Volunteer.person": pgettext_lazy("merge", "Volunteering"),
    "people.Credential.person": pgettext_lazy("merge", "Credentials"),
    "orders.Assignment.person": pgettext_lazy("merge", "Services promised or done"),
    "calls.Call.elder": pgettext_lazy("merge", "Telephone calls"),
    "calls.CallBack.elder": pgettext_lazy("merge", "Calls to make"),
    "rosters.NationalEntry.elder": pgettext_lazy("merge", "Entry in the national system"),
}


@dataclass(frozen=True)
class Line:
    """One value of both dossiers in words; ``absorbed_chosen`` is marked beforehand."""

    code: str
    title: str
    mine: str
    mine_seen: str
    theirs: str
    theirs_seen: str
    absorbed_chosen: bool
    ask: bool


class MergeForm(forms.Form):
    """Why, and, where two ID numbers differ, why one is wrong."""

    reason = forms.CharField(
        label=gettext_lazy("How do you know that it is one person?"),
        help_text=gettext_lazy("For example: seen at the door, same ID card."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say how it is known.")},
    )
    wrong_number = forms.CharField(
        label=gettext_lazy("Why one of the two ID numbers is wrong"),
        help_text=gettext_lazy("Two valid numbers are two people, unless one was written down wrongly."),
        max_length=200,
        error_messages={"required": gettext_lazy("Say why one of the numbers is wrong.")},
    )

    def __init__(self, *args: Any, two_numbers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not two_numbers:
            del self.fields["wrong_number"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare_two(request: HttpRequest, kept_id: UUID, absorbed_id: UUID) -> HttpResponse:
    """Value by value with source and date; the better one is marked. Sending it asks a second person."""
    if kept_id == absorbed_id:
        raise NotFound
    kept, absorbed = editable_elder(request, kept_id), editable_elder(request, absorbed_id)
    parts = compare(kept, absorbed)
    numbers = bool(kept.person.id_number and absorbed.person.id_number)
    form = MergeForm(request.POST if request.method == "POST" else None, two_numbers=numbers)
    pictures = {photo.elder_id for photo in Photo.objects.filter(elder__in=(kept, absorbed))}
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                request_merge(
                    by=request.user,
                    at=timezone.now(),
                    kept_id=kept.id,
                    absorbed_id=absorbed.id,
                    taken=_taken(request, parts, pictures, absorbed),
                    reason=form.cleaned_data["reason"],
                    wrong_number=form.cleaned_data.get("wrong_number", ""),
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Asked. A second person looks at it, then the two become one."))
                return SeeOther(reverse("territory:duplicates"))
    stuck = heavy([absorbed])
    lines = lines_of(parts, request.POST if form.is_bound else None)
    context = {
        "form": form,
        "lines": [line for line in lines if line.ask or not line.mine],
        "settled": [line for line in lines if line.mine and not line.ask],
        "pictures": [(side, side.id in pictures) for side in (kept, absorbed)] if pictures else [],
        "both_pictures": len(pictures) == 2,
        "swap": stuck and not heavy([kept]),
        **sides(kept, absorbed),
    }
    return render(request, "territory/merge.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide_merge(request: HttpRequest, merge_id: UUID) -> HttpResponse:
    """What somebody asked for; ``answer=agree`` puts the two together, ``answer=refuse`` leaves them as they are."""
    asked = merge_for(request.user, merge_id)
    trouble, status = "", 200
    if request.method == "POST":
        try:
            return _answered(request, asked)
        except Refusal as refusal:
            trouble, status = str(refusal), refusal.status
            asked = merge_for(request.user, merge_id)
    for elder in (asked.kept, asked.absorbed):
        if elder.left_on is None:
            editable_elder(request, elder.id)  # the look is journalled
    chosen = set(asked.taken or ())
    open_now = asked.state == "OPEN"
    parts = compare(asked.kept, asked.absorbed) if open_now else []
    context = {
        "asked": asked,
        "trouble": trouble,
        "open": open_now,
        "own": asked.asked_by_id == request.user.id,
        "who": name_text(str(asked.asked_by)),
        "lines": [line for line in lines_of(parts, None, chosen) if line.mine or line.absorbed_chosen],
        "new_picture": PHOTO in chosen,
        **sides(asked.kept, asked.absorbed),
    }
    return render(request, "territory/merge_decide.html", context, status=status)


def _answered(request: HttpRequest, asked: Merge) -> HttpResponse:
    words = request.POST.get("words", "").replace("\x00", "")
    now = timezone.now()
    if request.POST.get("answer") == "agree":
        merge_elders(by=request.user, at=now, merge_id=asked.id, words=words)
        messages.success(request, _("Put together. Everything of both is in this dossier now."))
        return SeeOther(reverse("territory:elder", args=[asked.kept_id]))
    refuse_merge(by=request.user, at=now, merge_id=asked.id, words=words)
    messages.success(request, _("Left as they are: two dossiers."))
    return SeeOther(reverse("territory:duplicates"))


def sides(kept: Elder, absorbed: Elder) -> dict[str, Any]:
    """Both elders, what moves, and the passbooks."""
    moving = what_moves(kept, absorbed)
    account, target = account_of(absorbed.person_id), account_of(kept.person_id)
    order = served_each_other(kept, absorbed)
    return {
        "kept": kept,
        "absorbed": absorbed,
        "moving": [(title, moving[label]) for label, title in COUNTED.items() if label in moving],
        "minutes": account.balance if account is not None else 0,
        "minutes_after": (account.balance if account else 0) + (target.balance if target else 0),
        "held": account.held if account is not None else 0,
        "served": order,
    }


def lines_of(parts: list[Part], sent: Any, chosen: set[str] | None = None) -> list[Line]:
    """Every value in words; what was sent or asked for is marked, else what the house would choose."""
    return [_line(part, sent, chosen) for part in parts]


def _line(part: Part, sent: Any, chosen: set[str] | None) -> Line:
    take = part.take
    if chosen is not None:
        take = part.code in chosen
    elif sent is not None and part.ask:
        take = sent.get(part.code) == THEIRS
    title = PERSON_FIELDS[part.code]() if part.code in PERSON_PARTS else str(FIELDS[part.code].title)
    return Line(
        code=part.code,
        title=title,
        mine=_words(part.code, part.kept),
        mine_seen=_seen(part.kept),
        theirs=_words(part.code, part.absorbed),
        theirs_seen=_seen(part.absorbed),
        absorbed_chosen=take,
        ask=part.ask,
    )


def _taken(request: HttpRequest, parts: list[Part], pictures: set[UUID], absorbed: Elder) -> list[str]:
    """Codes of what comes from the absorbed dossier: as chosen, and what only that one knows."""
    codes = [part.code for part in parts if (request.POST.get(part.code) == THEIRS if part.ask else part.kept is None)]
    alone = pictures == {absorbed.id}
    return [*codes, PHOTO] if alone or (absorbed.id in pictures and request.POST.get(PHOTO) == THEIRS) else codes


def _words(code: str, side: Side | None) -> str:
    if side is None:
        return ""
    match code:
        case "id_number":
            return mask_id(side.value)
        case "phone":
            return mask_phone(side.value)
        case "home_id" | "registered_id":
            return place_name(side.value)
        case "gender":
            return str(Gender(side.value).label)
        case "birth_on":
            return full_date_text(side.value)
        case "name":
            return name_text(side.value)
        case "address":
            return str(side.value)
    return value_text(FIELDS[code], json.loads(side.value))


def _seen(side: Side | None) -> str:
    if side is None:
        return ""
    if side.source and side.day is not None:
        return seen_text(side.day, Source(side.source), "")
    return pgettext("merge", "checked on %(day)s") % {"day": full_date_text(side.day)} if side.day else ""
