"""Is this statement true? Reckoned from the file and the public keys alone: no line is read from the database."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.bank.verdicts import check, words_for_browsers
from timebank.ledger.keys import public_keys

MOST_BYTES = 8 * 1024 * 1024


class StatementForm(forms.Form):
    """A file, or its text."""

    file = forms.FileField(label=gettext_lazy("The statement as a file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        sent = data.get("file")
        if isinstance(sent, UploadedFile):
            if (sent.size or 0) > MOST_BYTES:
                self.add_error("file", _("This file is too large to be a statement."))
                return data
            data["statement"] = sent.read().decode("utf-8", "replace")
        else:
            data["statement"] = (data.get("text") or "").strip()
        if not data["statement"] and not self.errors:
            self.add_error("file", _("Choose the file, or paste its text."))
        return data


@require_http_methods(["GET", "HEAD", "POST"])
def check_statement(request: HttpRequest) -> HttpResponse:
    """The form; after sending, the verdict in plain words. Open to everybody; nothing sent is kept."""
    form = StatementForm(request.POST or None, request.FILES or None)
    checked = None
    if request.method == "POST" and form.is_valid():
        checked = check(form.cleaned_data["statement"], public_keys())
    status = 422 if request.method == "POST" and checked is None else 200
    context = {
        "form": form if checked is None else StatementForm(),
        "checked": checked,
        "keys": public_keys(),
        "words": words_for_browsers(),
    }
    response = render(request, "bank/check_statement.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
