"""Who may take a task, and why not. Pure: rows in, reasons out; no database, no clock."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

ADULT_YEARS = 18


class Reason(models.TextChoices):
    """Why somebody cannot take a task; the label is the sentence shown."""

    SUSPENDED = "suspended", _("Your volunteering is suspended. Ask your village.")
    NOT_VERIFIED = "not_verified", _("Your village checks your papers first. Then you can take tasks.")
    MINOR_WITHOUT_CONSENT = "minor_without_consent", _("Under 18 you need your guardian's consent.")
    ORGANISATIONS_ONLY = "organisations_only", _("Only an organisation with trained staff does this.")
    CREDENTIAL_MISSING = "credential_missing", _("This takes a certificate that we do not have from you.")
    CREDENTIAL_EXPIRED = "credential_expired", _("Your certificate will have run out by that day.")
    WRONG_GENDER_MALE = "wrong_gender_male", _("This task asks for a man.")
    WRONG_GENDER_FEMALE = "wrong_gender_female", _("This task asks for a woman.")
    DIRECT_KIN = "direct_kin", _("Caring for one's own parents is not recorded.")
    OVERLAP = "overlap", _("You are with somebody else at that time.")
    ALREADY_YOURS = "already_yours", _("You have taken this one already.")


@dataclass(frozen=True)
class Candidate:
    """What matching knows of a person."""

    person_id: UUID
    verified: bool
    suspended: bool
    birth_on: date | None
    gender: str
    guardian_consent: bool
    credentials: dict[str, date] = field(default_factory=dict)  # kind → last valid day
    kin: frozenset[UUID] = frozenset()
    busy: tuple[tuple[datetime, datetime], ...] = ()
    orders: frozenset[UUID] = frozenset()  # orders in which they have a seat


@dataclass(frozen=True)
class Task:
    """What matching knows of an order."""

    order_id: UUID
    elder_person_id: UUID
    starts_at: datetime
    ends_at: datetime
    served_on: date
    credential_wanted: str
    gender_wanted: str
    volunteers_may: bool


def reasons_against(candidate: Candidate, task: Task, *, for_organisation: bool = False) -> list[Reason]:
    """Every reason why the candidate cannot take the task, gravest first; an empty list means they can."""
    checks = (
        (candidate.suspended, Reason.SUSPENDED),
        (not candidate.verified and not for_organisation, Reason.NOT_VERIFIED),
        (_minor_without_consent(candidate, task), Reason.MINOR_WITHOUT_CONSENT),
        (not task.volunteers_may and not for_organisation, Reason.ORGANISATIONS_ONLY),
        (candidate.person_id == task.elder_person_id, Reason.DIRECT_KIN),
        (task.elder_person_id in candidate.kin, Reason.DIRECT_KIN),
        (task.order_id in candidate.orders, Reason.ALREADY_YOURS),
    )
    found = [reason for fails, reason in checks if fails]
    if task.credential_wanted:
        until = candidate.credentials.get(task.credential_wanted)
        if until is None:
            found.append(Reason.CREDENTIAL_MISSING)
        elif until < task.served_on:
            found.append(Reason.CREDENTIAL_EXPIRED)
    if task.gender_wanted and task.gender_wanted != candidate.gender:
        found.append(Reason.WRONG_GENDER_MALE if task.gender_wanted == "MALE" else Reason.WRONG_GENDER_FEMALE)
    if task.order_id not in candidate.orders and any(
        start < task.ends_at and task.starts_at < end for start, end in candidate.busy
    ):
        found.append(Reason.OVERLAP)
    return list(dict.fromkeys(found))


def _minor_without_consent(candidate: Candidate, task: Task) -> bool:
    if candidate.birth_on is None or candidate.guardian_consent:
        return False
    birthday = candidate.birth_on
    years = task.served_on.year - birthday.year
    years -= (task.served_on.month, task.served_on.day) < (birthday.month, birthday.day)
    return years < ADULT_YEARS


def round_minutes(worked: timedelta, *, step: int) -> int:
    """Whole minutes, rounded half up to a multiple of ``step`` minutes; never negative."""
    seconds = max(0, round(worked.total_seconds()))
    return (seconds + step * 30) // (step * 60) * step


def credited_minutes(*, worked: int, planned: int, overrun_percent: int, earning: int, total: int) -> int:
    """Minutes to credit for ``worked`` ones.

    Capped at ``overrun_percent`` of the ``planned`` time; then the share ``earning``/``total`` that the lines which
    earn have in the whole, their coefficients applied, rounded half up.
    """
    capped = min(worked, planned * overrun_percent // 100)
    return (2 * capped * earning + total) // (2 * total) if total else 0
