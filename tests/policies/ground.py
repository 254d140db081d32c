"""People and moments of the policy stories: the county writes, another person decides."""

from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.access.enums import Role
from accounts.people.models import User
from accounts.policies.actions.decide_policy import decide_policy
from accounts.policies.actions.draft_policy import draft_policy
from accounts.policies.actions.submit_policy import submit_policy
from accounts.policies.models import PolicyDraft
from accounts.regions.models import Region
from services.orders.actions.check_in import check_in
from services.orders.actions.check_out import check_out
from services.orders.actions.claim_order import claim_order
from services.orders.enums import EvidenceKind
from services.orders.models import Order
from tests import personas
from tests.personas import NOW

TODAY = timezone.localdate(NOW)
TOMORROW = TODAY + timedelta(days=1)


def official(name: str = "章文清") -> User:
    return personas.user(name, Role.COUNTY_OFFICIAL, region=personas.COUNTY)


def region(code: str = personas.COUNTY) -> Region:
    personas.regions()
    return Region.objects.get(code=code)


def draft(by: User, changes: dict[str, Any] | None = None, **fields: Any) -> PolicyDraft:
    """A draft of the county from tomorrow on."""
    return draft_policy(
        **{
            "by": by,
            "at": NOW,
            "region": region(),
            "changes": changes or {"earn.rounding": 15},
            "valid_from": TOMORROW,
            "citation": "县民政局 2026 年第 11 次会议纪要，第 3 条",
            **fields,
        }
    )


def in_force(changes: dict[str, Any], *, at: datetime = NOW, **fields: Any) -> PolicyDraft:
    """Written, submitted and approved by two people the day before, so that it holds ``at``."""
    author, other = official(), official("连国栋")
    before = at - timedelta(days=1)
    made = draft(author, changes, at=before, valid_from=timezone.localdate(at), **fields)
    submit_policy(by=author, at=before, draft_id=made.id)
    return decide_policy(by=other, at=before, draft_id=made.id, approve=True)


def served(order: Order, by: User, *, minutes: float, late: float = 0) -> Order:
    """Claimed, checked in ``late`` minutes after the start, checked out ``minutes`` later."""
    claim_order(by=by, at=NOW, order_id=order.id)
    seat = order.assignments.get(person=by.person_id, status="CLAIMED")
    start = order.starts_at + timedelta(minutes=late)
    check_in(by=by, at=start, assignment_id=seat.id, method=EvidenceKind.CODE, code=order.elder.spoken_code)
    check_out(by=by, at=start + timedelta(minutes=minutes), assignment_id=seat.id)
    order.refresh_from_db()
    return order


def day(text: str) -> date:
    return date.fromisoformat(text)
