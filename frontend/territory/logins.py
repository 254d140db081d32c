"""People who sign in: handing out a login, a new password, volunteers; each on a slip of paper to take along."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may, territories
from accounts.logins.actions.close_login import close_login
from accounts.logins.actions.open_login import HandedOut, Newcomer, open_login
from accounts.logins.actions.renew_login import renew_login
from accounts.logins.actions.suspend_volunteer import suspend_volunteer
from accounts.logins.actions.take_in_volunteer import take_in_volunteer
from accounts.logins.queries import login_within, logins_within, roles_held
from accounts.people.enums import VolunteerStatus
from accounts.people.masks import mask_phone
from accounts.people.models import User
from accounts.refusals import Refusal
from frontend.shell.answers import SeeOther
from frontend.territory.dossier_person import CardForm

PAGE, LONGEST_WORD = 30, 20
SHOWS = {
    "": pgettext_lazy("logins", "All"),
    "waiting": pgettext_lazy("logins", "Volunteers to verify"),
    "volunteers": pgettext_lazy("logins", "Volunteers"),
    "closed": pgettext_lazy("logins", "Closed"),
}


class LoginForm(CardForm):
    """Whom the login is for. The phone is how people sign in who forget their user name."""

    id_number = None  # type: ignore[assignment] # nobody needs it to sign in
    registered_code = None  # type: ignore[assignment]
    username = forms.CharField(
        label=gettext_lazy("User name"),
        required=False,
        max_length=30,
        help_text=gettext_lazy("Empty: made of the name. The phone number signs in too."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    helps = forms.BooleanField(label=gettext_lazy("Wants to help as a volunteer"), required=False)

    def __init__(self, codes: list[str], data: Any = None, *, place: str = "", name: str = "") -> None:
        super().__init__(data, initial={"home_code": place, "name": name})
        self.fields["phone"].required = self.fields["gender"].required = True
        self.fields["phone"].error_messages["required"] = gettext_lazy("Enter the phone number.")
        self.fields["gender"].error_messages["required"] = gettext_lazy("Say whether it is a woman or a man.")
        self.fields["birth_on"].help_text = gettext_lazy("Needed of volunteers.")
        self.offer_homes(codes)


@login_required
@never_cache
@require_safe
def show_logins(request: HttpRequest) -> HttpResponse:
    """``?q=林&show=waiting&page=2``: who signs in here."""
    text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_WORD]
    show = request.GET.get("show", "")
    show = show if show in SHOWS else ""
    page = Paginator(logins_within(request.user, text=text, show=show), PAGE).get_page(request.GET.get("page"))
    held = roles_held(list(page.object_list))
    context = {
        "text": text,
        "show": show,
        "shows": SHOWS,
        "kept": urlencode({key: value for key, value in (("q", text), ("show", show)) if value}),
        "page": page,
        "waiting": logins_within(request.user, show="waiting").count(),
        "rows": [(login, held[login.pk], _volunteer(login)) for login in page.object_list],
    }
    return render(request, "territory/logins.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_new(request: HttpRequest) -> HttpResponse:
    """The form; what follows is the slip with the password, shown this once."""
    demand(request.user, Permission.LOGIN_GIVE)
    codes = territories(request.user, Permission.LOGIN_GIVE)
    if request.method != "POST":
        asked = {key: request.GET.get(key, "").replace("\x00", "")[:LONGEST_WORD] for key in ("place", "name")}
        return render(request, "territory/login_new.html", {"form": LoginForm(codes, **asked)})
    form = LoginForm(codes, request.POST)
    if not form.is_valid():
        return render(request, "territory/login_new.html", {"form": form}, status=422)
    data = form.cleaned_data
    who = Newcomer(**{key: data[key] for key in ("name", "gender", "phone", "home_code", "birth_on", "address")})
    now = timezone.now()
    try:
        done = open_login(by=request.user, at=now, who=who, username=data["username"])
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return render(request, "territory/login_new.html", {"form": form}, status=refusal.status)
    if data["helps"]:
        _take_in(request, done.user)
    return _slip(request, done)


@login_required
@never_cache
@require_safe
def show_login(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One login: whose it is, what it may do, and what can be done about it."""
    return _one(request, login_within(request.user, user_id))


@login_required
@never_cache
@require_POST
def renew(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """A new password on a slip; the old one and whoever is signed in with it are out."""
    return _slip(request, renew_login(by=request.user, at=timezone.now(), user_id=user_id))


@login_required
@never_cache
@require_POST
def close(request: HttpRequest, user_id: UUID) -> HttpResponse:
    login = close_login(by=request.user, at=timezone.now(), user_id=user_id, reason=request.POST.get("reason", ""))
    messages.success(request, _("Closed. Nobody signs in with it any more; a new password opens it again."))
    return SeeOther(reverse("territory:login", args=[login.pk]))


@login_required
@never_cache
@require_POST
def take_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """As a volunteer: verified, or put down for the township to verify."""
    _take_in(request, login_within(request.user, user_id))
    return SeeOther(reverse("territory:login", args=[user_id]))


@login_required
@never_cache
@require_POST
def suspend(request: HttpRequest, user_id: UUID) -> HttpResponse:
    login = login_within(request.user, user_id)
    try:
        assert login.person is not None
        words = request.POST.get("reason", "")
        suspend_volunteer(by=request.user, at=timezone.now(), person_id=login.person.id, reason=words)
        messages.success(request, _("Takes no more tasks until you verify them again."))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    return SeeOther(reverse("territory:login", args=[user_id]))


def _take_in(request: HttpRequest, login: User) -> None:
    try:
        row = take_in_volunteer(by=request.user, at=timezone.now(), user_id=login.pk)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return
    verified = row.status == VolunteerStatus.VERIFIED
    said = _("Verified: may take tasks now.") if verified else _("Written down. The township verifies volunteers.")
    messages.success(request, said)


def _one(request: HttpRequest, login: User) -> HttpResponse:
    person = login.person
    assert person is not None  # the query asks for it
    context = {
        "login": login,
        "person": person,
        "phone": mask_phone(person.phone) if person.phone else "",
        "roles": roles_held([login])[login.pk],
        "volunteer": _volunteer(login),
        "own": login.pk == request.user.pk,
        "may_verify": may(request.user, Permission.VOLUNTEER_VERIFY, region_code=person.home_id),
        "may_give": may(request.user, Permission.ACCESS_EDIT),
    }
    return render(request, "territory/login.html", context)


def _slip(request: HttpRequest, done: HandedOut) -> HttpResponse:
    """To be printed or read out: it is shown this once."""
    context = {
        "login": done.user,
        "person": done.user.person,
        "password": done.password,
        "address": request.build_absolute_uri(reverse("account_login")),
    }
    return render(request, "territory/login_slip.html", context, status=201)


def _volunteer(login: User) -> Any:
    return getattr(login.person, "volunteer", None)
