"""What the inbox says of a county that is taken along or ends."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from accounts.access.models import ExportRequest
from accounts.regions.models import Ending
from frontend.shell.wording import date_text, place_text
from services.windup.models import StatementRun

WINDUP_SENTENCES: dict[str, Any] = {
    "services.county.ending_proposed": gettext_lazy("%(who)s proposed that the county's time bank ends: please look"),
    "services.county.ending_announced": gettext_lazy("The time bank of the county will end: read from when on"),
    "services.county.ending_stopped": gettext_lazy("From today nothing new begins in the county; finish what is open"),
    "services.county.ending_withdrawn": gettext_lazy("The county's time bank goes on: its end was taken back"),
    "services.county.closed": gettext_lazy("The time bank of the county is closed"),
    "services.county.export_ready": gettext_lazy("Everything of the county is ready to be fetched"),
    "services.county.export_failed": gettext_lazy("The file of the county could not be written: please look"),
    "services.county.statements_made": gettext_lazy("Everybody's signed statement is made"),
}
WINDUP_SUBJECTS = (Ending, ExportRequest, StatementRun)


def windup_subjects(wanted: dict[str, list[Any]]) -> list[Any]:
    """The rows that notices speak of, one query for each kind that occurs."""
    found: list[Any] = []
    if "ending" in wanted:
        found += Ending.objects.filter(id__in=wanted["ending"]).select_related("region")
    if "county_export" in wanted:
        found += ExportRequest.objects.filter(id__in=wanted["county_export"]).select_related("region")
    if "statement_run" in wanted:
        found += StatementRun.objects.filter(id__in=wanted["statement_run"]).select_related("region")
    return found


def windup_line(subject: Ending | ExportRequest | StatementRun) -> tuple[str, str, str]:
    """Note, address and icon. What everybody hears leads to the first page, which says it."""
    place = place_text(subject.region.name)
    if isinstance(subject, Ending):
        return f"{place} {date_text(subject.stops_on)}", reverse("public:landing"), "book"
    if isinstance(subject, ExportRequest):
        return place, reverse("windup:takeout", args=[subject.id]), "book"
    return place, reverse("windup:statements", args=[subject.id]), "book"
