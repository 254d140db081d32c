"""What happens to organisations, their people and papers, in words."""

from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from accounts.access.enums import Permission
from accounts.access.queries import may
from accounts.journal.models import Event
from accounts.organisations.enums import MemberRole, PaperKind
from accounts.organisations.models import Organisation
from accounts.people.enums import CredentialKind
from accounts.people.models import Person
from frontend.shell.wording import date_text, name_text

# %(what)s is the organisation, %(who)s did it, %(whom)s it is about, %(paper)s runs out in %(left)s.
ORGANISATION_SENTENCES: dict[str, Any] = {
    "accounts.organisation.applied": gettext_lazy("%(what)s would like to serve here: please look at its papers"),
    "accounts.organisation.application_withdrawn": gettext_lazy("%(what)s took its application back"),
    "accounts.organisation.verified": gettext_lazy("%(what)s is verified: you can begin"),
    "accounts.organisation.refused": gettext_lazy("%(what)s was not let in: read why"),
    "accounts.organisation.suspended": gettext_lazy("%(what)s takes no new orders for now: read why"),
    "accounts.organisation.readmitted": gettext_lazy("%(what)s may take orders again"),
    "accounts.organisation.role_changed": gettext_lazy("%(what)s: you are now %(role)s"),
    "accounts.organisation.left": gettext_lazy("%(whom)s does not belong to %(what)s any more"),
    "accounts.organisation.leave_entered": gettext_lazy("%(whom)s will be away: %(days)s"),
    "accounts.organisation.leave_cancelled": gettext_lazy("%(whom)s is there after all"),
    "accounts.organisation.member_reminded": gettext_lazy("%(what)s asks you to renew a paper: %(paper)s"),
    "accounts.organisation.credential_renewed": gettext_lazy("Your paper was written down: %(paper)s, until %(until)s"),
    "accounts.organisation.paper_expiring": gettext_lazy("%(paper)s of %(what)s: %(left)s"),
    "accounts.credential.expiring": gettext_lazy("%(paper)s of %(whom)s: %(left)s"),
    "accounts.joining.asked": gettext_lazy("%(whom)s would like to join %(what)s"),
    "accounts.joining.accepted": gettext_lazy("%(what)s has taken you in"),
    "accounts.joining.declined": gettext_lazy("%(what)s did not take you in: read why"),
    "services.hours.queried": gettext_lazy("%(what)s asks about hours of yours: please say how it was"),
    "services.hours.answered": gettext_lazy("%(whom)s has said how it was with the hours you asked about"),
    "services.handover.offered": gettext_lazy("%(other)s offers you orders: please say yes or no"),
    "services.handover.accepted": gettext_lazy("%(other)s has taken your orders over"),
    "services.handover.refused": gettext_lazy("%(other)s does not take your orders: they stay with you"),
    "services.handover.withdrawn": gettext_lazy("%(other)s keeps the orders that were offered to you"),
    "services.handover.objected": gettext_lazy("An elder would rather keep whoever was to come: %(other)s"),
    "accounts.contract.signed": gettext_lazy("A contract with %(what)s stands: %(number)s"),
    "accounts.contract.ended": gettext_lazy("A contract with %(what)s ends: %(number)s"),
}
TO_MINE = ("role_changed", "member_reminded", "accepted", "declined", "credential_renewed", "refused", "queried")


def organisation_facts(event: Event, subject: Organisation | Person, people: dict[UUID, Person]) -> dict[str, str]:
    """What the sentences above ask for."""
    detail = event.detail
    key = _key(detail.get("person"))
    whom = subject if isinstance(subject, Person) else people.get(key) if key else None
    return {
        "what": subject.name if isinstance(subject, Organisation) else "",
        "whom": name_text(whom.name) if whom else "",
        "role": str(MemberRole(detail["role"]).label) if detail.get("role") else "",
        "paper": _paper(detail.get("kind", "")),
        "until": date_text(_day(detail["until"])) if detail.get("until") else "",
        "left": left_text(int(detail["days"])) if "days" in detail else "",
        "days": _days(detail),
        "number": str(detail.get("number", "")),
        "other": str(detail.get("other", "")),
    }


def organisation_address(event: Event, subject: Organisation | Person, user: Any) -> str:
    """Where this reader looks further."""
    happened = event.name.rpartition(".")[2]
    if isinstance(subject, Person):
        own = subject.id == user.person_id
        return reverse("organisation:mine") if own else reverse("organisation:members")
    if may(user, Permission.ORGANISATION_VERIFY, region_code=subject.region_id):
        return reverse("territory:organisation", args=[subject.id])
    if event.name.startswith("services.handover."):
        return reverse("organisation:handover", args=[event.detail["handover"]])
    if event.name == "services.hours.answered":
        return reverse("organisation:approving")
    if happened in TO_MINE:
        return reverse("organisation:mine")
    if may(user, Permission.ORDER_DISPATCH, organisation_id=subject.id):
        page = "organisation:house" if happened in ("signed", "ended", "paper_expiring") else "organisation:members"
        return f"{reverse(page)}?organisation={subject.id}"
    return reverse("organisation:mine")


def people_of(events: list[Event]) -> dict[UUID, Person]:
    """Whom the events speak of beside their subject, by id. One query."""
    keys = {_key(event.detail.get("person")) for event in events if event.subject_kind == "organisation"}
    return Person.objects.in_bulk([key for key in keys if key is not None])


def left_text(days: int) -> str:
    """``today is the last day``, ``30 days left``."""
    if days == 0:
        return _("today is the last day")
    return ngettext("%(days)s day left", "%(days)s days left", days) % {"days": days}


def _paper(kind: str) -> str:
    labels = {**dict(CredentialKind.choices), **dict(PaperKind.choices)}
    return str(labels.get(kind, ""))


def _days(detail: dict[str, Any]) -> str:
    if not detail.get("first_on"):
        return ""
    first, last = _day(detail["first_on"]), _day(detail["last_on"])
    if first == last:
        return date_text(first)
    return pgettext("days", "%(first)s to %(last)s") % {"first": date_text(first), "last": date_text(last)}


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _key(text: str | None) -> UUID | None:
    return UUID(text) if text else None
