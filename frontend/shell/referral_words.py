"""News of referrals in words: sentences of the inbox and what stands below them."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.elders.queries import call_name
from frontend.shell.wording import date_text, place_text
from services.referrals.models import Referral

REFERRAL_SENTENCES: dict[str, Any] = {
    "services.referral.sent": gettext_lazy("%(elder)s was referred to %(office)s: %(what)s"),
    "services.referral.received": gettext_lazy("%(elder)s, %(what)s: %(office)s has received it"),
    "services.referral.taken": gettext_lazy("%(elder)s, %(what)s: %(office)s is working on it"),
    "services.referral.granted": gettext_lazy("%(elder)s, %(what)s: it is done"),
    "services.referral.refused": gettext_lazy("%(elder)s, %(what)s: %(office)s said no, read why"),
    "services.referral.passed_on": gettext_lazy("%(elder)s, %(what)s: passed on to %(office)s"),
    "services.referral.objected": gettext_lazy("%(elder)s, %(what)s: somebody objects, please look once more"),
    "services.referral.withdrawn": gettext_lazy("%(elder)s, %(what)s: withdrawn, no longer needed"),
    "services.referral.overdue": gettext_lazy("%(elder)s, %(what)s: %(office)s has not answered in time"),
}


def referral_line(subject: Referral) -> tuple[dict[str, str], str]:
    """The facts of its sentence and the note below."""
    facts = {
        "elder": call_name(subject.elder.person),
        "what": str(subject.get_kind_display()),
        "office": str(subject.get_department_display()),
    }
    return facts, f"{place_text(subject.elder.person.home.name)}{_(', ')}{date_text(subject.due_on)}"
