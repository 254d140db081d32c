"""Who is told of an event, by what it speaks of."""

from collections.abc import Callable
from uuid import UUID

from accounts.access.enums import Permission
from accounts.access.queries import nearest_staff
from accounts.connections.queries import webhook_audience
from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.messaging.news import SAID_ALOUD
from accounts.organisations.queries.audience import credential_audience, organisation_audience
from accounts.people.models import Person, User
from accounts.policies.queries import policy_audience
from accounts.surveys.queries import round_audience
from services.activities.queries.audience import activity_audience
from services.associations.queries.audience import association_audience
from services.catalogue.queries.audience import list_audience, outreach_audience
from services.honours.queries.audience import honours_audience
from services.houses.queries.audience import houses_audience
from services.incidents.queries.audience import incident_audience
from services.meals.queries.audience import meal_audience
from services.orders.queries.audience import audience, correction_audience, voice_audience
from services.orders.queries.corrections import correction_behind
from services.orders.queries.organisation_side import organisations_in
from services.places.queries.audience import stay_audience
from services.publications.queries.readers import publication_audience
from services.referrals.queries.audience import referral_audience
from services.standing.queries.audience import standing_audience
from services.supervision.queries.audience import supervision_audience
from services.visits.queries.audience import urging_audience, visit_audience
from services.windup.queries.audience import windup_audience
from timebank.certificates.queries import certificate_audience
from timebank.ledger.queries.audience import account_audience, reversal_audience
from timebank.subsidies.queries.audience import run_audience


def readers(event: Event) -> list[User]:
    """Logins whose inbox gets the event; nobody for events that are only written down."""
    if event.name in GIVEN_MINUTES:
        return [user for user in book_readers(UUID(event.detail["person"]), on=event.at) if user.id != event.by_id]
    audience_of = next((found for begin, found in AUDIENCES.items() if event.name.startswith(begin)), None)
    return audience_of(event) if audience_of else []


def voices(event: Event) -> list[Person]:
    """People without a login who must be told by voice."""
    return voice_audience(event) if event.name in SAID_ALOUD else []


def organisations_of(event: Event) -> set[UUID]:
    """Organisations whose own programs may hear of it: those that hold, or held, a seat of the order."""
    if event.name.startswith("services.order."):
        return organisations_in(event.subject_id)
    ticket = correction_behind(event.subject_id) if event.name.startswith("services.correction.") else None
    return {ticket.organisation_id} if ticket is not None and ticket.organisation_id is not None else set()


def _told_of_move(event: Event) -> list[User]:
    """Who keeps the registry nearest to either village, but not whoever wrote it down."""
    codes = [str(event.detail[name]) for name in ("origin", "target")]
    ids = {user for code in codes for user in nearest_staff(Permission.ELDER_REGISTER, code)} - {event.by_id}
    return list(User.objects.filter(id__in=ids, is_active=True).order_by("id"))


def _told_of_reversal(event: Event) -> list[User]:
    """Where a record is put right with it, its own events tell whoever decides and the volunteer."""
    ticket = correction_behind(event.subject_id)
    if ticket is None:
        return reversal_audience(event)
    if not event.name.endswith(".approved"):
        return []
    told = (ticket.record.person_id, ticket.verified_by and ticket.verified_by.person_id)
    return [user for user in reversal_audience(event) if user.person_id not in told]


GIVEN_MINUTES = ("timebank.minutes.given", "timebank.minutes.returned", "timebank.pool.granted")
# What an event's name begins with → who reads it.
AUDIENCES: dict[str, Callable[[Event], list[User]]] = {
    "services.order.": audience,
    "services.list.published": list_audience,
    "services.outreach.": outreach_audience,
    "services.standing.": standing_audience,
    "services.visit.": visit_audience,
    "services.urging.": urging_audience,
    "services.correction.": correction_audience,
    "timebank.certificate.": certificate_audience,
    "accounts.policy.": policy_audience,
    "accounts.webhook.": webhook_audience,
    "accounts.round.": round_audience,
    "services.hours.": houses_audience,
    "services.handover.": houses_audience,
    "services.publication.": publication_audience,
    "services.referral.": referral_audience,
    "services.incident.": incident_audience,
    "services.honours.": honours_audience,
    "services.task.": supervision_audience,
    "services.bulletin.": supervision_audience,
    "services.matter.": supervision_audience,
    "services.meal.": meal_audience,
    "services.menu.": meal_audience,
    "services.meals_round.": meal_audience,
    "services.activity.": activity_audience,
    "services.association.": association_audience,
    "services.stay.": stay_audience,
    "services.county.": windup_audience,
    "timebank.run.": run_audience,
    "timebank.reversal.": _told_of_reversal,
    "timebank.account.": account_audience,
    "accounts.organisation.": organisation_audience,
    "accounts.joining.": organisation_audience,
    "accounts.contract.": organisation_audience,
    "accounts.credential.expiring": credential_audience,
    "accounts.elder.moved": _told_of_move,
}
