"""Is this statement true? Reckoned from the file and the public keys alone: no line is read from the database."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from frontend.bank.sent_paper import SentPaperForm
from frontend.bank.verdicts import check, words_for_browsers
from timebank.ledger.keys import public_keys


class StatementForm(SentPaperForm):
    """A file, or its text."""

    most_bytes = 8 * 1024 * 1024
    too_large = gettext_lazy("This file is too large to be a statement.")

    file = forms.FileField(label=gettext_lazy("The statement as a file"), required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def check_statement(request: HttpRequest) -> HttpResponse:
    """The form; after sending, the verdict in plain words. Open to everybody; nothing sent is kept."""
    form = StatementForm(request.POST or None, request.FILES or None)
    checked = None
    if request.method == "POST" and form.is_valid():
        checked = check(form.cleaned_data["paper"], public_keys())
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
