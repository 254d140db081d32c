"""Changing a dossier: one form for each group, one tap for “all as it was”, the person's own data, the picture."""

from datetime import datetime
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
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.elders.actions.add_photo import add_photo, remove_photo
from accounts.elders.actions.change_person import change_person
from accounts.elders.actions.check_dossier import check_dossier
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.elders.models import Elder, Photo
from accounts.elders.queries.dossier import values_of
from accounts.kept_files import read_file
from accounts.photos.drawing import MOST_BYTES, TooLargePicture
from accounts.refusals import NotFound, Refusal
from frontend.shell.answers import SeeOther
from frontend.shell.photographs import picture_response
from frontend.territory.dossier import dossier_elder, editable_elder
from frontend.territory.dossier_forms import GroupForm
from frontend.territory.dossier_person import PersonForm
from frontend.territory.dossier_sheets import FACT_GROUPS


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_group(request: HttpRequest, elder_id: UUID, group: str) -> HttpResponse:
    """The form of one group. The button “nothing changed” checks it without writing its values again."""
    elder = editable_elder(request, elder_id)
    wanted = next((one for one in FACT_GROUPS if one.value.lower() == group), None)
    if wanted is None:
        raise NotFound
    known = values_of(elder)
    if request.method != "POST":
        return _show_group(request, elder, GroupForm(wanted, known))
    form = GroupForm(wanted, known, request.POST)
    if not form.is_valid():
        return _show_group(request, elder, form, status=422)
    unchanged = "unchanged" in request.POST
    if not unchanged and not form.values():
        form.add_error(None, _nothing_new(form))
        return _show_group(request, elder, form, status=422)
    try:
        _write(request.user, timezone.now(), elder, form, unchanged=unchanged)
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _show_group(request, elder, form, status=refusal.status)
    messages.success(request, _("Written down: %(group)s.") % {"group": wanted.label})
    return SeeOther(f"{reverse('territory:elder', args=[elder.id])}#{group}")


def _nothing_new(form: GroupForm) -> str:
    """An untouched form says nothing: it must not count as a check."""
    if form.known:
        return _("Nothing is different. If you asked and all is still so, tap “Asked, nothing has changed”.")
    return _("Nothing is filled in yet.")


def _write(by: Any, at: datetime, elder: Elder, form: GroupForm, *, unchanged: bool) -> None:
    said = {"source": Source(form.cleaned_data["source"]), "as_of": form.cleaned_data["as_of"]}
    if unchanged:
        check_dossier(by=by, at=at, elder=elder, groups=[form.group], **said)
    else:
        record_facts(
            by=by, at=at, elder=elder, values=form.values(), reason=form.cleaned_data["reason"].strip(), **said
        )


@login_required
@never_cache
@require_POST
def check_all(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """One tap after a visit: everything is as it stands."""
    elder = editable_elder(request, elder_id)
    now = timezone.now()
    check_dossier(
        by=request.user,
        at=now,
        elder=elder,
        groups=FACT_GROUPS,
        source=Source.VISIT,
        as_of=timezone.localdate(now),
    )
    messages.success(request, _("Written down: checked today, nothing has changed."))
    return SeeOther(reverse("territory:elder", args=[elder.id]))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_person(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Name, number, phone, where they live and where they are registered; why, for the history."""
    elder = editable_elder(request, elder_id)
    form = PersonForm(request.user, elder, request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                change_person(
                    by=request.user,
                    at=timezone.now(),
                    elder=elder,
                    reason=form.cleaned_data["reason"].strip(),
                    **form.changes(),
                )
            except Refusal as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("Changed. What it was before stands in the history."))
                return SeeOther(reverse("territory:elder", args=[elder.id]))
    context = {"elder": elder, "person": elder.person, "form": form}
    return render(request, "territory/dossier_person.html", context, status=status)


class PhotoForm(forms.Form):
    photo = forms.FileField(
        label=gettext_lazy("The picture"),
        help_text=gettext_lazy("JPG or PNG, at most 8 MB. Where it was taken is not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": gettext_lazy("Choose a picture.")},
    )

    def clean_photo(self) -> bytes:
        """The bytes; a file that is too large is not even read."""
        sent = self.cleaned_data["photo"]
        if sent.size > MOST_BYTES:
            raise forms.ValidationError(str(TooLargePicture()))
        return bytes(sent.read())


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_photo(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """Send a picture, or take it away."""
    elder = editable_elder(request, elder_id)
    back = reverse("territory:elder", args=[elder.id])
    if request.method == "POST" and "remove" in request.POST:
        remove_photo(by=request.user, at=timezone.now(), elder=elder)
        messages.success(request, _("The picture is gone."))
        return SeeOther(back)
    form = PhotoForm(request.POST, request.FILES) if request.method == "POST" else PhotoForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                add_photo(by=request.user, at=timezone.now(), elder=elder, sent=form.cleaned_data["photo"])
            except Refusal as refusal:
                form.add_error("photo", str(refusal))
                status = refusal.status
            else:
                messages.success(request, _("The picture is in the dossier."))
                return SeeOther(back)
    there = Photo.objects.filter(elder=elder).exists()
    context = {"elder": elder, "person": elder.person, "form": form, "photo": there}
    return render(request, "territory/dossier_photo.html", context, status=status)


@login_required
@never_cache
@require_safe
def show_photo(request: HttpRequest, elder_id: UUID) -> HttpResponse:
    """The picture itself, for those who may see the dossier."""
    elder = dossier_elder(request, elder_id)
    photo = Photo.objects.filter(elder=elder).first()
    return picture_response(read_file(photo.file) if photo is not None else None)


def _show_group(request: HttpRequest, elder: Elder, form: GroupForm, *, status: int = 200) -> HttpResponse:
    context = {"elder": elder, "person": elder.person, "form": form, "group": Group(form.group)}
    return render(request, "territory/dossier_group.html", context, status=status)
