"""Who by the dossier probably qualifies and goes without: counted, listed, referred one by one or together."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access.enums import Permission
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.referrals.forms import CHOOSE, words_field
from frontend.shell.answers import SeeOther
from frontend.shell.ground import Ground, ground
from frontend.shell.sheets import answer, workbook
from frontend.shell.wording import mask_name, place_text
from services.referrals.actions.refer_many import refer_many
from services.referrals.enums import Agreed
from services.referrals.kinds import ABSENT, MATTERS, Absent
from services.referrals.queries.absent import absent, absent_counts, by_village, waiting

PAGE = 50
MOST_ROWS = 20_000


class TogetherForm(forms.Form):
    """One reason for all who are ticked."""

    reason = words_field(pgettext_lazy("referral", "Why?"), rows=2)
    agreed = forms.ChoiceField(
        label=gettext_lazy("Do they know?"),
        choices=[("", gettext_lazy("Choose")), *(one for one in Agreed.choices if one[0] != Agreed.SIGNED)],
        error_messages=CHOOSE,
    )


@login_required
@never_cache
@require_safe
def show_lists(request: HttpRequest) -> HttpResponse:
    """Every list with how many stand on it and why; ``?place=350425100`` narrows."""
    land = ground(request, permission=Permission.REFERRAL_SEND)
    found = absent_counts(land.codes, on=timezone.localdate())
    rows = [
        {"listed": one, "count": found[name], "matter": MATTERS[one.kind], "waiting": waiting(land.codes, name)}
        for name, one in ABSENT.items()
    ]
    context = {"land": land, "rows": rows, "kept": _kept(land, "?"), "total": sum(found.values())}
    return render(request, "referrals/absent.html", context)


@login_required
@never_cache
@require_safe
def show_list(request: HttpRequest, name: str) -> HttpResponse:
    """The elders of one list, masked, with ticks; how many in each village."""
    land = ground(request, permission=Permission.REFERRAL_SEND)
    listed = _listed(name)
    return _page(request, land, listed, TogetherForm(initial={"reason": listed.sentence}))


@login_required
@never_cache
@require_POST
def refer_chosen(request: HttpRequest, name: str) -> HttpResponse:
    """``elder=ID&elder=ID&reason=…&agreed=…``: one referral for each. Sent twice it is still one each."""
    land = ground(request, permission=Permission.REFERRAL_SEND)
    listed = _listed(name)
    form = TogetherForm(request.POST)
    try:
        chosen = [UUID(one) for one in request.POST.getlist("elder")]
    except ValueError as error:
        raise NotFound from error
    if not chosen:
        form.add_error(None, _("Tick at least one elder."))
    if not form.is_valid():
        return _page(request, land, listed, form, chosen=chosen, status=422)
    data = form.cleaned_data
    try:
        sent = refer_many(
            by=request.user,
            at=timezone.now(),
            elder_ids=chosen,
            kind=listed.kind,
            reason=data["reason"],
            agreed=Agreed(data["agreed"]),
        )
    except (NotFound, NotAllowed):
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _page(request, land, listed, form, chosen=chosen, status=refusal.status)
    said = [ngettext("%(n)s elder referred.", "%(n)s elders referred.", len(sent.made)) % {"n": len(sent.made)}]
    if sent.already:
        n = len(sent.already)
        said.append(ngettext("%(n)s was referred already.", "%(n)s were referred already.", n) % {"n": n})
    if sent.refused:
        n = len(sent.refused)
        said.append(ngettext("%(n)s could not be referred.", "%(n)s could not be referred.", n) % {"n": n})
    messages.success(request, " ".join(said))
    return SeeOther(reverse("referrals:absent_list", args=[name]) + _kept(land, "?"))


@login_required
@never_cache
@require_safe
def take_list(request: HttpRequest, name: str) -> HttpResponse:
    """The list to take along, names masked: village, who, why, since which rule."""
    land = ground(request, permission=Permission.REFERRAL_SEND)
    listed = _listed(name)
    today = timezone.localdate()
    headings = [
        pgettext("referral list", "Township"),
        pgettext("referral list", "Village"),
        pgettext("referral list", "Who"),
        pgettext("referral list", "Age"),
        pgettext("referral list", "Why"),
    ]
    rows = [
        [
            place_text(elder.person.home.parent.name) if elder.person.home.parent else "",
            place_text(elder.person.home.name),
            mask_name(elder.person.name),
            elder.person.age_on(today) or "",
            str(listed.sentence),
        ]
        for elder in absent(land.codes, name, on=today)[:MOST_ROWS]
    ]
    title = str(listed.title)
    return answer(workbook(title, headings, rows, [str(len(rows))]), f"{title}.xlsx")


def _listed(name: str) -> Absent:
    if name not in ABSENT:
        raise NotFound
    return ABSENT[name]


def _page(
    request: HttpRequest,
    land: Ground,
    listed: Absent,
    form: TogetherForm,
    *,
    chosen: list[UUID] | None = None,
    status: int = 200,
) -> HttpResponse:
    today = timezone.localdate()
    page = Paginator(absent(land.codes, listed.code, on=today), PAGE).get_page(request.GET.get("page"))
    context = {
        "land": land,
        "listed": listed,
        "matter": MATTERS[listed.kind],
        "page": page,
        "villages": by_village(land.codes, listed.code, on=today)[:12] if not _is_village(land) else [],
        "waiting": waiting(land.codes, listed.code),
        "form": form,
        "chosen": {str(one) for one in chosen or ()},
        "kept": _kept(land, "&"),
        "back": _kept(land, "?"),
    }
    return render(request, "referrals/absent_list.html", context, status=status)


def _is_village(land: Ground) -> bool:
    return len(land.codes) == 1 and len(land.codes[0]) == 12


def _kept(land: Ground, mark: str) -> str:
    return f"{mark}place={land.place.code}" if land.place else ""
