"""Who is told of an event, by what it speaks of."""

from uuid import UUID

from accounts.elders.queries import book_readers
from accounts.journal.models import Event
from accounts.people.models import User
from accounts.policies.queries import policy_audience
from services.orders.queries.audience import audience, correction_audience
from services.orders.queries.corrections import correction_behind
from timebank.certificates.queries import certificate_audience
from timebank.ledger.queries.audience import account_audience, reversal_audience


def readers(event: Event) -> list[User]:
    """Logins whose inbox gets the event; nobody for events that are only written down."""
    if event.name.startswith("services.order."):
        return audience(event)
    if event.name.startswith("services.correction."):
        return correction_audience(event)
    if event.name.startswith("timebank.certificate."):
        return certificate_audience(event)
    if event.name.startswith("accounts.policy."):
        return policy_audience(event)
    if event.name.startswith("timebank.reversal."):
        return _told_of_reversal(event)
    if event.name.startswith("timebank.account."):
        return account_audience(event)
    if event.name == "timebank.minutes.given":
        return [user for user in book_readers(UUID(event.detail["person"]), on=event.at) if user.id != event.by_id]
    return []


def _told_of_reversal(event: Event) -> list[User]:
    """Where a record is put right with it, its own events tell whoever decides and the volunteer."""
    ticket = correction_behind(event.subject_id)
    if ticket is None:
        return reversal_audience(event)
    if not event.name.endswith(".approved"):
        return []
    told = (ticket.record.person_id, ticket.verified_by and ticket.verified_by.person_id)
    return [user for user in reversal_audience(event) if user.person_id not in told]
