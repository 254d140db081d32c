"""Papers of the members: what runs out when, and what that will block."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.organisations.models import Member
from accounts.people.enums import CredentialKind
from accounts.people.models import Person
from accounts.people.queries import credentials
from services.orders.queries.organisation_side import blocked_by_expiry

SOON_DAYS = 60
URGENT_DAYS = 14


@dataclass(frozen=True)
class Paper:
    """One person's paper of one kind. ``days`` left are negative once it has run out."""

    person: Person
    kind: CredentialKind
    until: date
    days: int
    member_id: UUID
    blocked: int = 0  # seats they hold on days when it will have run out

    @property
    def over(self) -> bool:
        return self.days < 0

    @property
    def urgent(self) -> bool:
        return 0 <= self.days <= URGENT_DAYS

    @property
    def soon(self) -> bool:
        return 0 <= self.days <= SOON_DAYS

    @property
    def left(self) -> str:
        """``还 6 天``, ``过了 17 天``."""
        if self.over:
            return ngettext("%(days)s day over", "%(days)s days over", -self.days) % {"days": -self.days}
        if self.days == 0:
            return _("The last day")
        return ngettext("%(days)s day left", "%(days)s days left", self.days) % {"days": self.days}


def papers_of(members: Iterable[Member], *, at: datetime) -> list[Paper]:
    """Every paper of these members, the first to run out first. Two queries."""
    rows = {member.person_id: member for member in members}
    persons = {key: member.person for key, member in rows.items()}
    found = credentials(persons, on=timezone.localdate())
    blocked = blocked_by_expiry({key: dict(found[key]) for key in persons}, at=at)
    today = timezone.localdate(at)
    papers = [
        Paper(persons[key], CredentialKind(kind), until, (until - today).days, rows[key].id, blocked[key, kind])
        for key in persons
        for kind, until in found[key].items()
    ]
    return sorted(papers, key=lambda paper: (paper.days, paper.person.name))


def running_out(papers: Iterable[Paper]) -> list[Paper]:
    """Those that ran out or will within sixty days."""
    return [paper for paper in papers if paper.over or paper.soon]
