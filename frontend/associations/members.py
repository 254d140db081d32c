"""Who belongs: the list, on screen, on paper and as a sheet; joining; one member, their fees, and leaving."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.refusals import NotFound, Refusal
from frontend.associations.forms import FeeForm, JoinForm, LeaveForm, offer, years_to_choose
from frontend.associations.front import look_at_people
from frontend.shell.going import carried_out, posted, see_other
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import name_text, place_text
from services.associations.actions.join_association import called, join_association
from services.associations.actions.leave_association import leave_association
from services.associations.actions.take_fee import take_back_fee, take_fee
from services.associations.enums import Band
from services.associations.models import Fee
from services.associations.queries.fees import behind, fee_for, rules_of
from services.associations.queries.looking import pairs_of
from services.associations.queries.members import gone_from, lines_of, members_of, membership_seen
from services.associations.queries.reach import association_seen

PAGE, MOST_GONE = 40, 30
BEHIND = "BEHIND"


@login_required
@never_cache
@require_safe
def show_members(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """``?q=林&show=OLD|YOUNG|MIDDLE|BEHIND&page=2``; ``&sheet=1`` takes it away, ``&print=1`` is for paper."""
    seen = association_seen(request.user, organisation_id)
    today = timezone.localdate()
    text = request.GET.get("q", "").replace("\x00", "").strip()[:60]
    show = request.GET.get("show", "")
    rules = rules_of(organisation_id)
    rows = list(members_of(seen, text=text, band=show, on=today))
    owing = behind(rows, rules, year=today.year)
    if show == BEHIND:
        rows = [one for one in rows if one.id in owing]
    on_paper = "print" in request.GET
    page = Paginator(lines_of(rows, on=today), max(len(rows), 1) if on_paper else PAGE).get_page(
        request.GET.get("page")
    )
    if "sheet" in request.GET:
        return _sheet(request, seen, rows, owing, today)
    look_at_people(request, seen, [one.member.elder for one in page.object_list])
    asked = fee_for(rules, today.year)
    query = "".join(f"&{name}={value}" for name, value in (("q", text), ("show", show)) if value)
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "page": page,
        "lines": [(one, owing.get(one.member.id, [])) for one in page.object_list],
        "number": len(rows),
        "text": text,
        "show": show,
        "shows": [("", _("All")), *Band.choices, *([(BEHIND, _("Behind with the fee"))] if asked else [])],
        "query": query,
        "asked": asked,
        "gone": list(gone_from(seen)[:MOST_GONE]) if not on_paper else [],
        "today": today,
    }
    template = "associations/members_paper.html" if on_paper else "associations/members.html"
    return render(request, template, context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """A form for what stands on the slip; the next slip follows at once."""
    seen = association_seen(request.user, organisation_id)
    sent = posted(request, "join")
    found = called(seen, sent.get("name", "")) if sent is not None else []
    several = [(str(one.id), f"{one.person.name} {place_text(one.person.home.name)}") for one in found]
    form = JoinForm(
        sent,
        several=several if len(several) > 1 else None,
        initial={"joined_on": timezone.localdate(), "consent": "SIGNED"},
    )

    def act(data: dict[str, Any]) -> None:
        chosen = UUID(data["elder"]) if data.get("elder") else None
        asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "organisation_id": organisation_id}
        given = {name: data[name] for name in ("name", "joined_on", "consent", "helps")}
        join_association(**asked, elder_id=chosen, **given)

    if carried_out(form, act):
        messages.success(request, _("%(name)s belongs to it now.") % {"name": name_text(form.cleaned_data["name"])})
        return see_other("associations:join", organisation_id)
    if several and form.is_bound:
        look_at_people(request, seen, found)
    context = {"seen": seen, "organisation": seen.organisation, "form": form}
    return render(request, "associations/join.html", context, status=422 if form.is_bound else 200)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show_member(request: HttpRequest, organisation_id: UUID, membership_id: UUID) -> HttpResponse:
    """One member: fees year by year, whom they help and who helps them, and the way out."""
    seen = association_seen(request.user, organisation_id)
    member = membership_seen(seen, membership_id)
    if member is None:
        raise NotFound
    today = timezone.localdate()
    rules = rules_of(organisation_id)
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "membership_id": member.id}
    fee = FeeForm(posted(request, "fee"), initial={"on": today, "year": today.year}, auto_id="id_fee_%s")
    offer(fee, "year", [(one, words) for one, words in years_to_choose(member.joined_on, today) if fee_for(rules, one)])
    leave = LeaveForm(posted(request, "leave"), initial={"left_on": today}, auto_id="id_leave_%s")
    here = ("associations:member", organisation_id, member.id)
    if carried_out(fee, lambda data: take_fee(**asked, **data)):
        messages.success(request, _("Written down."))
        return see_other(*here)
    if carried_out(leave, lambda data: leave_association(**asked, **data)):
        messages.success(request, _("They do not belong to it any more."))
        return see_other(*here)
    look_at_people(request, seen, [member.elder])
    pairs = [one for one in pairs_of(seen) if member.elder.person_id in (one.person_id, one.elder.person_id)]
    context = {
        "seen": seen,
        "organisation": seen.organisation,
        "member": member,
        "line": lines_of([member], on=today)[0],
        "person": member.elder.person,
        "fees": list(Fee.objects.filter(membership=member).select_related("written_by__person")),
        "owing": behind([member], rules, year=today.year).get(member.id, []),
        "asked": fee_for(rules, today.year),
        "fee": fee,
        "leave": leave,
        "pairs": pairs,
        "opens_dossier": not seen.runs,
    }
    status = 422 if fee.is_bound or leave.is_bound else 200
    return render(request, "associations/member.html", context, status=status)


@login_required
@require_POST
def take_back(request: HttpRequest, organisation_id: UUID, fee_id: UUID) -> HttpResponse:
    """``reason``: a fee that was written down by mistake."""
    association_seen(request.user, organisation_id)
    asked: dict[str, Any] = {"by": request.user, "at": timezone.now(), "fee_id": fee_id}
    try:
        take_back_fee(**asked, reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        if refusal.status in (403, 404):
            raise
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Taken back. The year is open again."))
    row = Fee.objects.filter(id=fee_id, organisation=organisation_id).first()
    if row is None:
        raise NotFound
    return see_other("associations:member", organisation_id, row.membership_id)


def _sheet(request: HttpRequest, seen: Any, rows: list[Any], owing: dict[UUID, list[int]], today: Any) -> HttpResponse:
    look_at_people(request, seen, [one.elder for one in rows])
    headings = [
        _("Village"),
        _("Elder"),
        _("Age"),
        _("Belongs since"),
        _("Agreed"),
        _("Would like to help"),
        _("Behind for"),
    ]
    lines = [
        [
            one.member.elder.person.home.name,
            one.member.elder.person.name,
            "" if one.age is None else one.age,
            one.member.joined_on.isoformat(),
            str(one.member.get_consent_display()),
            _("yes") if one.member.helps else "",
            " ".join(map(str, owing.get(one.member.id, []))),
        ]
        for one in lines_of(rows, on=today)
    ]
    total = [_("Members"), str(len(rows)), "", "", "", "", str(len(owing))]
    title = f"{seen.organisation.name} {today.isoformat()}"
    return answer(workbook(seen.organisation.name, headings, lines, total), f"{title}.xlsx")
