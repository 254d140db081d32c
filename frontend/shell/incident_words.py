"""Emergencies in words, wherever they are spoken of."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from accounts.elders.queries import call_name
from frontend.shell.wording import place_text
from services.incidents.models import Incident

# %(who)s did it, %(what)s is what happened and to whom.
INCIDENT_SENTENCES: dict[str, Any] = {
    "services.incident.reported": gettext_lazy("%(what)s: somebody must go, please answer now"),
    "services.incident.acknowledged": gettext_lazy("%(what)s: %(who)s is on it"),
    "services.incident.escalated": gettext_lazy("%(what)s: nobody took it over in time, it was passed on upwards"),
    "services.incident.repeated": gettext_lazy("%(what)s: still nobody has taken it over"),
    "services.incident.taken_over": gettext_lazy("%(what)s: %(who)s has taken it over and sees it through"),
    "services.incident.offered": gettext_lazy("%(what)s: %(who)s asks you to go on with it"),
    "services.incident.handed_over": gettext_lazy("%(what)s: %(who)s goes on with it"),
    "services.incident.written": gettext_lazy("%(what)s: the closing report waits for you to read"),
    "services.incident.sent_back": gettext_lazy("%(what)s: the closing report came back, read why"),
    "services.incident.closed": gettext_lazy("%(what)s: it is over, and closed"),
    "services.incident.false_alarm": gettext_lazy("%(what)s: it was a false alarm"),
    "services.incident.merged": gettext_lazy("%(what)s: somebody had reported it before"),
    "services.incident.taken_back": gettext_lazy("%(what)s: taken back, it was pressed by mistake"),
    "services.incident.burst": gettext_lazy("%(what)s: several reports within a short time, please look"),
}


def whom_text(incident: Incident) -> str:
    """How the person is called: 范奶奶, or that nobody knows yet who it is."""
    if incident.elder is not None:
        return call_name(incident.elder.person)
    return pgettext("incident", "somebody unknown")


def incident_note(incident: Incident) -> tuple[str, str]:
    """``A fall, Grandma Fan`` and where."""
    what = f"{incident.get_kind_display()}{_(', ')}{whom_text(incident)}"
    return what, place_text(incident.region.name)
