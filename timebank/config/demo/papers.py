"""The volunteer's papers in the demo: consent, a record put right by two people, one that waits, certificates."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.utils import timezone

from accounts.people.models import User
from accounts.policies.actions.decide_policy import decide_policy
from accounts.policies.actions.draft_policy import draft_policy
from accounts.policies.actions.submit_policy import submit_policy
from accounts.regions.models import Region
from services.orders.actions.approve_correction import approve_correction
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.confirm_overdue import confirm_overdue
from services.orders.actions.issue_certificate import issue_certificate
from services.orders.actions.report_error import report_error
from services.orders.actions.verify_correction import Right, verify_correction
from services.orders.enums import CorrectionStatus, CorrectionSubject
from services.orders.models import CorrectionTicket, ServiceRecord
from services.orders.queries.certified import Scope
from timebank.config.demo.orders import CORRECTED, CORRECTED_DAYS_AGO, REPORTED_DAYS_AGO
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

DAY = timedelta(days=1)
VOLUNTEER = "volunteer"
CONSENTED_DAYS_AGO = 80
FIRST_PAPER_DAYS_AGO = 45  # before the correction, which ends it
AUTO_CONFIRM_HOURS = 72
CITATION = "县民政局关于时间储蓄服务确认时限的通知（演示）"


def confirm_in_time(cast: Cast, county: Region) -> None:
    """The county lets well proven services confirm themselves after three days."""
    draft = draft_policy(
        by=cast.users["county"],
        at=cast.since,
        region=county,
        changes={"order.auto_confirm": AUTO_CONFIRM_HOURS},
        valid_from=timezone.localdate(cast.since + DAY),
        citation=CITATION,
    )
    submit_policy(by=cast.users["county"], at=cast.since, draft_id=draft.id)
    decide_policy(by=cast.users["admin"], at=cast.since, draft_id=draft.id, approve=True)


def papers(cast: Cast) -> Iterator[Step]:
    """Everything about records and certificates that has happened, in no order."""
    volunteer = cast.users[VOLUNTEER]
    consented, first = cast.now - CONSENTED_DAYS_AGO * DAY, cast.now - FIRST_PAPER_DAYS_AGO * DAY
    yield Step(consented, partial(_consent, volunteer, consented))
    yield Step(first, partial(_certificate, volunteer, first))
    told = cast.now - (CORRECTED_DAYS_AGO - 2) * DAY
    minutes = next(minutes for days, minutes in CORRECTED.items() if days == CORRECTED_DAYS_AGO)
    yield Step(told, partial(_report, cast, CORRECTED_DAYS_AGO, told, minutes, "还给老人洗了头，一共 40 分钟。"))
    yield Step(told + DAY, partial(_verify, cast, told + DAY, minutes))
    yield Step(told + 2 * DAY, partial(_approve, cast, told + 2 * DAY))
    yield Step(
        cast.now - 2 * DAY,
        partial(_report, cast, REPORTED_DAYS_AGO, cast.now - 2 * DAY, 48, "饭盒洗好才走的，多了 5 分钟。"),
    )
    yield Step(cast.now - DAY, partial(_certificate, volunteer, cast.now - DAY))
    yield Step(cast.now, partial(_overdue, cast.now))


def _consent(volunteer: User, at: datetime) -> None:
    change_record_consent(by=volunteer, at=at, given=True)


def _certificate(volunteer: User, at: datetime) -> None:
    issue_certificate(by=volunteer, at=at, scope=Scope())


def _report(cast: Cast, days_ago: int, at: datetime, minutes: int, words: str) -> None:
    volunteer = cast.users[VOLUNTEER]
    day = timezone.localdate(cast.now) - days_ago * DAY
    record = ServiceRecord.objects.get(person=volunteer.person_id, served_on=day, superseded_by=None)
    report_error(
        by=volunteer,
        at=at,
        assignment_id=record.assignment_id,
        subject=CorrectionSubject.TIME,
        words=words,
        minutes_said=minutes,
    )


def _verify(cast: Cast, at: datetime, minutes: int) -> None:
    ticket = CorrectionTicket.objects.get(status=CorrectionStatus.REPORTED)
    verify_correction(
        by=cast.users["village"],
        at=at,
        ticket_id=ticket.id,
        right=Right(minutes=minutes),
        answer="问过老人，是洗了头，走的时候快十点了。",
    )


def _approve(cast: Cast, at: datetime) -> None:
    ticket = CorrectionTicket.objects.get(status=CorrectionStatus.VERIFIED)
    approve_correction(by=cast.users["township"], at=at, ticket_id=ticket.id)


def _overdue(at: datetime) -> None:
    confirm_overdue(at=at)
