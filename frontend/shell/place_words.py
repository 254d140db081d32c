"""News of places and activities in words: sentences of the inbox, what stands below them, and where they lead."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.elders.queries import call_name
from frontend.shell.wording import date_text, moment_text
from services.activities.models import Activity
from services.places.models import Stay

PlaceNews = Activity | Stay
PLACE_SENTENCES: dict[str, Any] = {
    "services.activity.called_off": gettext_lazy("“%(what)s” is not held: read why"),
    "services.activity.moved": gettext_lazy("“%(what)s” is held at another time or place"),
    "services.stay.called_off": gettext_lazy("%(elder)s need not come: %(what)s is closed then"),
}


def place_subjects(wanted: dict[str, list[UUID]]) -> Iterable[PlaceNews]:
    """What notices speak of, by the kinds of their subjects. At most two queries."""
    if "activity" in wanted:
        yield from Activity.objects.filter(id__in=wanted["activity"])
    if "stay" in wanted:
        yield from Stay.objects.filter(id__in=wanted["stay"]).select_related("elder__person", "place")


def place_line(subject: PlaceNews) -> tuple[dict[str, str], str, str]:
    """The facts of its sentence, the note below, and the address."""
    if isinstance(subject, Activity):
        note = f"{moment_text(subject.starts_at)}{_(', ')}{subject.because or subject.where}"
        return {"what": subject.title}, note, reverse("activities:activity", args=[subject.id])
    facts = {"elder": call_name(subject.elder.person), "what": subject.place.name}
    note = f"{date_text(subject.on)}{_(', ')}{subject.get_kind_display()}"
    return facts, note, reverse("places:stays", args=[subject.elder_id])
