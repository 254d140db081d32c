"""Who may take a task, and why not; what time counts. Pure: rows in, reasons out; no database, no clock."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.organisations.rota import Rota
from services.orders.ranking import is_newcomer

# Whom the rule earn.kin keeps from earning, by the degree of kinship.
KIN_BARRED: dict[str, frozenset[str]] = {
    "NONE": frozenset({"SELF"}),
    "DIRECT": frozenset({"SELF", "DIRECT"}),
    "ALL": frozenset({"SELF", "DIRECT", "OTHER"}),
}


CHINA = timedelta(hours=8)  # ahead of the clock that rows are kept by; there is no summer time


class Reason(models.TextChoices):
    """Why somebody cannot take a task; the label is the sentence shown."""

    SUSPENDED = "suspended", _("Your volunteering is suspended. Ask your village.")
    NOT_VERIFIED = "not_verified", _("Your village checks your papers first. Then you can take tasks.")
    TOO_YOUNG = "too_young", _("The rules here ask for more years than you have.")
    MINOR_WITHOUT_CONSENT = "minor_without_consent", _("At your age you need your guardian's consent.")
    CONSENT_OVER = "consent_over", _("Your guardian's consent does not hold on that day.")
    NEEDS_ADULT = "needs_adult", _("At your age a grown-up of the same order goes with you.")
    MINOR_HOURS = "minor_hours", _("At your age this would be too long for one day or week.")
    ORGANISATIONS_ONLY = "organisations_only", _("Only an organisation with trained staff does this.")
    CREDENTIAL_MISSING = "credential_missing", _("This takes a certificate that we do not have from you.")
    CREDENTIAL_EXPIRED = "credential_expired", _("Your certificate will have run out by that day.")
    WRONG_GENDER_MALE = "wrong_gender_male", _("This task asks for a man.")
    WRONG_GENDER_FEMALE = "wrong_gender_female", _("This task asks for a woman.")
    DIRECT_KIN = "direct_kin", _("Caring for one's own parents is not recorded.")
    RELATIVE = "relative", _("Caring for one's own family is not recorded here.")
    OVERLAP = "overlap", _("You are with somebody else at that time.")
    ALREADY_YOURS = "already_yours", _("You have taken this one already.")
    ABSENT = "absent", _("You are on leave on that day.")
    OUTSIDE_HOURS = "outside_hours", _("This is outside the hours you gave your organisation.")
    NEWCOMERS_FIRST = "newcomers_first", _("New helpers may choose first here. In a while it is open to all.")


UNPAID = frozenset({Reason.DIRECT_KIN, Reason.RELATIVE})  # no minutes, whoever does it


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
    relatives: frozenset[UUID] = frozenset()  # kin further away
    busy: tuple[tuple[datetime, datetime], ...] = ()
    orders: frozenset[UUID] = frozenset()  # orders in which they have a seat
    rota: Rota | None = None  # in the organisation that asks
    served: dict[UUID, int] = field(default_factory=dict)  # elder → services done there
    asked_at: datetime | None = None  # now, for whoever asks
    consents: tuple[tuple[date, date], ...] = ()  # days on which a guardian's consent holds, both included
    done: tuple[tuple[datetime, datetime], ...] = ()  # what somebody under age has done in the days before


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
    earn_age: int = 0  # rules of the place and day: years, years, and who of the family
    guardian_age: int = 18
    earn_kin: str = "DIRECT"
    elder_id: UUID | None = None
    newcomers_until: datetime | None = None  # until then newcomers and familiar faces only
    adult_age: int = 0  # whoever is younger goes with somebody grown up, when an organisation sends them
    adults: frozenset[UUID] | None = None  # grown-ups with a seat of the order; None: not looked up
    minor_day: int | None = None  # minutes a day and a week for somebody under age; None: no limit
    minor_week: int | None = None


def reasons_against(candidate: Candidate, task: Task, *, for_organisation: bool = False) -> list[Reason]:
    """Every reason why the candidate cannot take the task, gravest first; an empty list means they can."""
    years = years_on(candidate.birth_on, task.served_on)
    kinship, barred = kinship_of(candidate, task.elder_person_id), KIN_BARRED[task.earn_kin]
    checks = (
        (candidate.suspended, Reason.SUSPENDED),
        (not candidate.verified and not for_organisation, Reason.NOT_VERIFIED),
        (under_age(years, task.earn_age), Reason.TOO_YOUNG),
        (under_age(years, task.guardian_age) and _consent(candidate, task) is None, Reason.MINOR_WITHOUT_CONSENT),
        (under_age(years, task.guardian_age) and _consent(candidate, task) is False, Reason.CONSENT_OVER),
        (for_organisation and _alone(candidate, task, years), Reason.NEEDS_ADULT),
        (under_age(years, task.guardian_age) and _too_long(candidate, task), Reason.MINOR_HOURS),
        (not task.volunteers_may and not for_organisation, Reason.ORGANISATIONS_ONLY),
        (kinship in barred and kinship != "OTHER", Reason.DIRECT_KIN),
        (kinship in barred and kinship == "OTHER", Reason.RELATIVE),
        (task.order_id in candidate.orders, Reason.ALREADY_YOURS),
        (not for_organisation and waits_for_newcomers(candidate, task), Reason.NEWCOMERS_FIRST),
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
    if for_organisation and candidate.rota and (why := candidate.rota.against(task.starts_at, task.ends_at)):
        found.append(Reason(why))
    return list(dict.fromkeys(found))


def waits_for_newcomers(candidate: Candidate, task: Task) -> bool:
    """True while the task is kept for newcomers and for those who have been to this elder, and they are neither."""
    if task.newcomers_until is None or candidate.asked_at is None or candidate.asked_at >= task.newcomers_until:
        return False
    return not is_newcomer(sum(candidate.served.values())) and task.elder_id not in candidate.served


def _consent(candidate: Candidate, task: Task) -> bool | None:
    """True when a guardian's consent holds on the day, False when there is one for other days, None without any."""
    if candidate.guardian_consent:
        return True
    if not candidate.consents:
        return None
    return any(first <= task.served_on <= last for first, last in candidate.consents)


def _alone(candidate: Candidate, task: Task, years: int | None) -> bool:
    """True for somebody under age with no grown-up on the same order."""
    return task.adults is not None and under_age(years, task.adult_age) and not task.adults - {candidate.person_id}


def _too_long(candidate: Candidate, task: Task) -> bool:
    """True when the day, or the week from Monday on, would become longer than somebody under age may be sent."""
    if task.minor_day is None or task.minor_week is None:
        return False
    monday = task.served_on - timedelta(days=task.served_on.weekday())
    own = [(task.starts_at, task.ends_at)] if task.order_id not in candidate.orders else []
    day = week = timedelta()
    for starts, ends in (*candidate.busy, *candidate.done, *own):
        on = (starts + CHINA).date()
        day += ends - starts if on == task.served_on else timedelta()
        week += ends - starts if timedelta() <= on - monday < timedelta(days=7) else timedelta()
    return day > timedelta(minutes=task.minor_day) or week > timedelta(minutes=task.minor_week)


def years_on(birth_on: date | None, day: date) -> int | None:
    """Full years on a day; None when the birthday is not known."""
    if birth_on is None:
        return None
    return day.year - birth_on.year - ((day.month, day.day) < (birth_on.month, birth_on.day))


def under_age(years: int | None, limit: int) -> bool:
    """True when younger than the limit; whose age nobody knows is taken for grown up."""
    return years is not None and years < limit


def kinship_of(candidate: Candidate, elder_person_id: UUID) -> str:
    """SELF, DIRECT, OTHER or empty: what the records know between the two."""
    if candidate.person_id == elder_person_id:
        return "SELF"
    if elder_person_id in candidate.kin:
        return "DIRECT"
    return "OTHER" if elder_person_id in candidate.relatives else ""


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
