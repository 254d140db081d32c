"""From an empty database to the first bulletin: the page that founds, and the page that says what comes next."""

import secrets
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, password_validation
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, territories
from accounts.people.enums import Gender
from accounts.refusals import NotFound, Refusal
from accounts.regions.models import Region
from frontend.founding.words import WORDS, Way
from frontend.shell.account_adapter import LocalPhoneField
from services.founding.actions.found_county import FoundedAlready, found_county
from services.founding.queries import is_founded, steps

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
LARGEST_FILE = 20_000_000  # bytes: all of China's villages are less than forty
COUNTY_DIGITS = 6


class FoundingForm(forms.Form):
    """The county, and who is there first."""

    divisions = forms.FileField(
        label=gettext_lazy("Townships and villages (CSV)"),
        help_text=gettext_lazy("Columns code,name,level,parent_code, as the statistics bureau numbers them."),
        error_messages={"required": gettext_lazy("Choose the file.")},
    )
    county_code = forms.CharField(
        label=gettext_lazy("Code of your county"),
        required=False,
        max_length=6,
        help_text=gettext_lazy("Six digits. May stay empty if the file has one county."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=60, error_messages={"required": gettext_lazy("Enter the name.")}
    )
    gender = forms.ChoiceField(label=gettext_lazy("Gender"), choices=Gender.choices, widget=forms.RadioSelect)
    phone = LocalPhoneField(label=gettext_lazy("Your mobile number"))
    username = forms.CharField(
        label=gettext_lazy("User name"),
        max_length=30,
        help_text=gettext_lazy("Small letters and digits, for signing in."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("At least eight characters, and not only digits."),
    )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        password_validation.validate_password(password)
        return password

    def clean_divisions(self) -> Any:
        file = self.cleaned_data["divisions"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is too large."))
        return file


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest, key: str) -> HttpResponse:
    """Open to whoever holds the key that the server prints while nobody can sign in; gone afterwards."""
    if is_founded() or not secrets.compare_digest(key.encode(), settings.FOUNDING_KEY.encode()):
        raise NotFound
    form = FoundingForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "founding/found.html", {"form": FoundingForm()})
    if not form.is_valid():
        return render(request, "founding/found.html", {"form": form}, status=422)
    data = dict(form.cleaned_data)
    file = data.pop("divisions")
    with NamedTemporaryFile(suffix=".csv") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
        kept.flush()
        try:
            user = found_county(at=timezone.now(), divisions=Path(kept.name), **data)
        except FoundedAlready:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else "divisions", str(refusal))
            return render(request, "founding/found.html", {"form": form}, status=refusal.status)
    login(request, user, backend=BACKEND)
    messages.success(request, _("Your county stands. This page says what comes next."))
    return redirect("founding:way")


@login_required
@never_cache
@require_safe
def show_way(request: HttpRequest) -> HttpResponse:
    """What stands and what comes next, for whoever gives roles in a county."""
    demand(request.user, Permission.ACCESS_EDIT)
    codes = territories(request.user, Permission.ACCESS_EDIT)
    county = Region.objects.filter(code__in=[code[:COUNTY_DIGITS] for code in codes]).order_by("code").first()
    if county is None:
        raise NotFound
    found_steps = steps(county.code, on=timezone.localdate())
    to_do = [one for one in found_steps if not one.is_done and not one.optional]
    ways = [Way(one, WORDS[one.code], one is (to_do[0] if to_do else None)) for one in found_steps]
    request.session["setting_up"] = bool(to_do)  # the menu leads back here until all of it stands
    context = {"county": county, "ways": ways, "done": sum(one.is_done for one in found_steps), "all": len(ways)}
    return render(request, "founding/way.html", context)
