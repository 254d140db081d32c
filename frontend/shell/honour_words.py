"""What the inbox says of rounds of honours and of candidates."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from frontend.shell.wording import name_text, place_text
from services.honours.models import Candidacy, HonourRound
from services.honours.queries.candidacies import is_own

HONOUR_SENTENCES: dict[str, Any] = {
    "services.honours.opened": gettext_lazy("A round of honours is open: name those who deserve it"),
    "services.honours.drawn": gettext_lazy("The list for the honours is drawn from the record: see whom it names"),
    "services.honours.on_notice": gettext_lazy("The names for the honours are on public notice: anybody may object"),
    "services.honours.decided": gettext_lazy("The honours are decided: see who it is"),
    "services.honours.called_off": gettext_lazy("The round of honours was called off"),
    "services.honours.suggested": gettext_lazy("The village suggests %(name)s for an honour"),
    "services.honours.nominated": gettext_lazy("%(name)s was nominated for an honour"),
    "services.honours.shortlisted": gettext_lazy(
        "%(name)s is on the shortlist for an honour: is it agreed to be named?"
    ),
    "services.honours.put_back": gettext_lazy("%(name)s is no longer on the shortlist for an honour"),
    "services.honours.taken_off": gettext_lazy("%(name)s was taken off the honours: read why"),
    "services.honours.withdrawn": gettext_lazy("%(name)s does not want to be named for an honour"),
    "services.honours.consented": gettext_lazy("%(name)s agreed to be named for an honour"),
    "services.honours.published": gettext_lazy("%(name)s is on public notice for an honour"),
    "services.honours.objected": gettext_lazy("Somebody objects to %(name)s being honoured: answer it"),
    "services.honours.answered": gettext_lazy("An objection to %(name)s was answered"),
    "services.honours.honoured": gettext_lazy("%(name)s is honoured. Congratulations"),
    "services.honours.revoked": gettext_lazy("The honour of %(name)s was revoked: read why"),
}


def honour_subjects(wanted: dict[str, list[Any]]) -> list[Any]:
    """The rows that notices speak of, one query for each kind that occurs."""
    found: list[Any] = []
    if "honour_round" in wanted:
        found += HonourRound.objects.filter(id__in=wanted["honour_round"]).select_related("county")
    if "candidacy" in wanted:
        found += Candidacy.objects.filter(id__in=wanted["candidacy"]).select_related("round", "region", "supporter")
    return found


def honour_line(subject: HonourRound | Candidacy, user: Any) -> tuple[dict[str, str], str, str, str]:
    """Facts, note, address and icon. Candidates are led to their own page."""
    if isinstance(subject, HonourRound):
        note = f"{place_text(subject.county.name)}{_(', ')}{subject.years}"
        return {}, note, reverse("honours:round", args=[subject.id]), "shield"
    note = f"{place_text(subject.region.name)}{_(', ')}{subject.get_kind_display()}"
    own = is_own(user, subject)
    href = reverse("honours:mine") if own else reverse("honours:candidate", args=[subject.id])
    return {"name": name_text(subject.called)}, note, href, "shield"
