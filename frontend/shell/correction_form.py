"""Deciding a correction: the form, and the page's words for organisations and territories alike."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.refusals import NotFound, Refusal
from services.orders.actions.approve_correction import approve_correction
from services.orders.actions.refuse_correction import refuse_correction
from services.orders.actions.verify_correction import Right, verify_correction
from services.orders.enums import CorrectionStatus
from services.orders.models import CorrectionTicket
from services.orders.queries.corrections import say_of
from services.orders.queries.records import versions_of

VERIFY, APPROVE, REFUSE = "verify", "approve", "refuse"


class DecideForm(forms.Form):
    """The first person: how the record should read, or why it stays."""

    decision = forms.ChoiceField(
        label=gettext_lazy("What did you find?"),
        choices=(
            (VERIFY, gettext_lazy("The volunteer is right: put it right as written below")),
            (REFUSE, gettext_lazy("The record is right: leave it as it is")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes actually served"),
        min_value=0,
        max_value=1440,
        help_text=gettext_lazy("0 when this person did not serve at all."),
    )
    served_on = forms.DateField(
        label=gettext_lazy("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    place = forms.CharField(label=pgettext_lazy("record", "Place"), max_length=120)
    content = forms.CharField(label=gettext_lazy("What was done"), max_length=300)
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The volunteer reads this."),
        error_messages={"required": gettext_lazy("Say in a few words what you found.")},
    )

    def right(self) -> Right:
        """How the record should read."""
        given = self.cleaned_data
        return Right(given["minutes"], given["served_on"], given["place"], given["content"])


class AgreeForm(forms.Form):
    """The second person: yes, or no with words."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"),
        choices=(
            (APPROVE, gettext_lazy("Yes: the old line is reversed and the right one written")),
            (REFUSE, gettext_lazy("No: everything stays as it is")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the two.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Your answer"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Needed for a no. The volunteer reads this."),
    )


def form_for(user: Any, ticket: CorrectionTicket, data: Any = None) -> forms.Form | None:
    """The form that is due and that the reader may fill in; None when there is nothing for them to decide."""
    say = say_of(user, ticket)
    if say.verify:
        record = ticket.record
        first = {
            "minutes": record.minutes if ticket.minutes_said is None else ticket.minutes_said,
            "served_on": record.served_on,
            "place": record.place,
            "content": record.content,
        }
        return DecideForm(data, initial=first)
    return AgreeForm(data) if say.approve else None


def decide(request: HttpRequest, ticket: CorrectionTicket) -> forms.Form | None:
    """Do what was sent; None when it is done, else the form with its faults."""
    form = form_for(request.user, ticket, request.POST)
    if form is None:
        raise NotFound
    if request.POST.get("decision") == REFUSE:  # then the rest of the form does not matter
        for name in ("minutes", "served_on", "place", "content"):
            if name in form.fields:
                form.fields[name].required = False
    if not form.is_valid():
        return form
    given, now = form.cleaned_data, timezone.now()
    try:
        if given["decision"] == REFUSE:
            refuse_correction(by=request.user, at=now, ticket_id=ticket.id, answer=given["answer"])
            messages.success(request, _("The record stays as it is. The volunteer reads your answer."))
        elif isinstance(form, DecideForm):
            done = verify_correction(
                by=request.user, at=now, ticket_id=ticket.id, right=form.right(), answer=given["answer"]
            )
            messages.success(request, _done(done))
        else:
            approve_correction(by=request.user, at=now, ticket_id=ticket.id)
            messages.success(request, _("Put right. The passbooks show both lines, the old one and the new one."))
    except Refusal as refusal:
        if refusal.status == NotFound.status:
            raise
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return form
    return None


def _done(ticket: CorrectionTicket) -> str:
    if ticket.status == CorrectionStatus.CORRECTED:
        return _("The record is put right. The old version is kept beside it.")
    return _("Noted. Minutes move here, so a second person of the township or the county must agree.")


def page(ticket: CorrectionTicket, form: forms.Form | None) -> dict[str, Any]:
    """What the page about a ticket shows."""
    record = ticket.record
    changes = [
        ("minutes", record.minutes, ticket.minutes),
        ("served_on", record.served_on, ticket.served_on),
        ("place", record.place, ticket.place or None),
        ("content", record.content, ticket.content or None),
    ]
    return {
        "ticket": ticket,
        "record": record,
        "form": form,
        "is_first": isinstance(form, DecideForm),
        "found": {name: (old, new) for name, old, new in changes if new is not None},
        "versions": versions_of(ticket.assignment_id),
    }
