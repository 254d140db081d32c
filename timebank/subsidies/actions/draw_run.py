"""Draw up what a month of a programme pays, to look at: nothing is posted."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.policies.queries import applied
from accounts.policies.subsidy_rules import SUBSIDY_ARREARS, SUBSIDY_UNSEEN
from accounts.refusals import Invalid, NotFound
from timebank.subsidies.actions.events import tell
from timebank.subsidies.contact import LOOKS, last_seen
from timebank.subsidies.enums import HOLDS_BACK, SEALED_KINDS, ProgrammeKind, RunStatus
from timebank.subsidies.models import Edition, Enrolment, Programme, Run, RunRow
from timebank.subsidies.queries.eligible import lapses
from timebank.subsidies.queries.programmes import edition_on

# One row a person and month: this one, and missed ones before it as far back as %(horizon)s. The age is asked for as
# ``rules.asked_day`` does, the amount chosen as ``rules.tier_of`` does, and what conditions ask in the open
# as ``rules.holds``.
DRAW = """
    INSERT INTO subsidies_runrow (id, run_id, kind, programme_id, enrolment_id, elder_id, for_month, tier_id, fen,
                                  findings, included, by_hand, words, paid)
    SELECT gen_random_uuid(), %(run)s, %(kind)s::text, %(programme)s, id, elder_id, month, tier_id, coalesce(fen, 0),
           findings, fen IS NOT NULL AND NOT findings && %(holding)s::varchar[], false, '',
           CASE WHEN %(kind)s::text = 'CASH_ALLOWANCE' THEN 'WAITING' ELSE '' END
    FROM (
        SELECT e.id, e.elder_id, m.month, t.id AS tier_id, t.fen, array_remove(ARRAY[
            CASE WHEN p.died_on < m.month THEN 'DIED' END,
            CASE WHEN last.it AND NOT d.pays_last_month AND e.ended_because IN ('DIED', 'MOVED')
                 THEN e.ended_because END,
            CASE WHEN NOT last.it AND (l.left_on < m.month AND p.died_on IS NULL
                      OR NOT p.home_id LIKE %(region)s || '%%') THEN 'MOVED' END,
            CASE WHEN t.id IS NULL THEN 'NO_TIER' END,
            CASE WHEN lapsed.id IS NOT NULL OR unmet.it THEN 'NOT_ELIGIBLE' END,
            CASE WHEN %(group)s <> '' AND EXISTS (
                SELECT FROM subsidies_enrolment o JOIN subsidies_programme q ON q.id = o.programme_id
                WHERE o.elder_id = e.elder_id AND q."group" = %(group)s AND q.id <> %(programme)s
                  AND o.days && daterange(m.month, (m.month + interval '1 month')::date)) THEN 'DOUBLE' END,
            CASE WHEN unseen.id IS NOT NULL THEN 'UNSEEN' END,
            CASE WHEN %(kind)s::text = 'CASH_ALLOWANCE' AND NOT e.has_bank_account THEN 'NO_BANK' END,
            CASE WHEN m.month < %(month)s THEN 'ARREARS' END,
            CASE WHEN before.fen <> t.fen THEN 'NEWLY' END,
            CASE WHEN last.it THEN 'LAST_MONTH' END
        ]::varchar[], NULL) AS findings
        FROM subsidies_enrolment e
        JOIN elders_elder l ON l.id = e.elder_id
        JOIN people_person p ON p.id = l.person_id
        CROSS JOIN LATERAL (
            SELECT g::date AS month FROM generate_series(
                greatest(date_trunc('month', lower(e.days)::timestamp), %(horizon)s::timestamp),
                %(month)s::timestamp, interval '1 month') g) m
        CROSS JOIN LATERAL (
            SELECT coalesce(upper(e.days) <= (m.month + interval '1 month')::date, false) AS it) last
        LEFT JOIN LATERAL (
            SELECT d.* FROM subsidies_edition d WHERE d.programme_id = e.programme_id
              AND d.valid && daterange(m.month, (m.month + interval '1 month')::date)
            ORDER BY d.valid @> m.month DESC, lower(d.valid) LIMIT 1) d ON true
        LEFT JOIN LATERAL (
            SELECT extract(year FROM age(CASE d.age_day
                WHEN 'FIRST_DAY' THEN m.month WHEN 'MONTH_BEFORE' THEN m.month - 1
                ELSE (m.month + interval '1 month')::date - 1 END, p.birth_on))::int AS years) y ON true
        LEFT JOIN LATERAL (
            SELECT t.id, t.fen FROM subsidies_tier t
            WHERE t.edition_id = d.id AND t.valid && daterange(m.month, (m.month + interval '1 month')::date)
              AND t.category IN ('', e.category)
              AND CASE WHEN y.years IS NULL THEN lower_inf(t.ages) AND upper_inf(t.ages) ELSE t.ages @> y.years END
            ORDER BY t.valid @> m.month DESC, t.fen DESC LIMIT 1) t ON true
        LEFT JOIN subsidies_runrow before ON before.programme_id = e.programme_id AND before.elder_id = e.elder_id
            AND before.included AND before.for_month = (m.month - interval '1 month')::date
        LEFT JOIN unnest(%(lapsed)s::uuid[]) AS lapsed(id) ON lapsed.id = e.elder_id AND m.month = %(month)s
        LEFT JOIN unnest(%(unseen)s::uuid[]) AS unseen(id) ON unseen.id = e.elder_id
        LEFT JOIN LATERAL (
            SELECT true AS it FROM subsidies_eligibility c WHERE c.edition_id = %(edition)s AND m.month = %(month)s
              AND NOT CASE c.kind
                WHEN 'AGE' THEN coalesce(y.years BETWEEN coalesce(c.age_from, 0) AND coalesce(c.age_to, 999), false)
                WHEN 'LEFT_BEHIND' THEN l.left_behind IS TRUE
                WHEN 'LIVES_IN' THEN EXISTS (SELECT FROM unnest(c.values) v WHERE starts_with(p.home_id, v))
                WHEN 'REGISTERED_IN' THEN EXISTS (SELECT FROM unnest(c.values) v WHERE starts_with(p.registered_id, v))
                ELSE true END LIMIT 1) unmet ON true
        WHERE e.programme_id = %(programme)s AND NOT isempty(e.days)
          AND e.days && daterange(m.month, (m.month + interval '1 month')::date)
          AND (m.month = %(month)s OR t.id IS NOT NULL)
          AND NOT EXISTS (SELECT FROM subsidies_runrow r WHERE r.programme_id = e.programme_id
                          AND r.elder_id = e.elder_id AND r.for_month = m.month AND r.included)
    ) found
    ORDER BY elder_id, month"""


class BadMonth(Invalid):
    code = "bad_month"
    sentence = _("Choose a month, the next one at the latest.")


def draw_run(*, by: Any, at: datetime, programme_id: UUID, month: date) -> Run:
    """Draw the month anew, or for the first time; what was put in or left out by hand stays so.

    A month that is proposed or posted is given back as it stands: twice is once. Raises NotAllowed, NotFound, BadMonth.
    """
    demand(by, Permission.SUBSIDY_RUN)
    if not date(1990, 1, 1) <= month <= timezone.localdate(at).replace(day=1) + relativedelta(months=1):
        raise BadMonth(field="month")
    month = month.replace(day=1)
    with transaction.atomic():
        programme = Programme.objects.select_for_update(no_key=True).filter(id=programme_id).first()
        if programme is None:
            raise NotFound
        demand(by, Permission.SUBSIDY_RUN, region_code=programme.region_id)
        run = Run.objects.filter(programme=programme, month=month).exclude(status=RunStatus.CANCELLED).first()
        if run is not None and run.status != RunStatus.DRAFT:
            return run
        if run is None:
            run = Run(programme=programme, kind=programme.kind, month=month)
        run.drawn_at, run.drawn_by = at, by
        run.save()
        by_hand = _forget(run)
        _draw(run, programme, at)
        _again(run, by_hand)
        count(run)
        tell("run.drawn", at=at, by=by, subject_id=run.id, region_code=programme.region_id, month=f"{month:%Y-%m}")
    return run


def count(run: Run) -> None:
    """Keep how many rows are paid, and their sum."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT elder_id), coalesce(sum(fen), 0) FROM subsidies_runrow"
            " WHERE run_id = %s AND included",
            [run.id],
        )
        run.people, run.fen = cursor.fetchone()
    run.fen = int(run.fen)
    run.save(update_fields=["people", "fen"])


def _forget(run: Run) -> list[RunRow]:
    """Delete the rows of the last drawing; those decided by hand are given back."""
    kept = list(run.rows.filter(by_hand=True))
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM subsidies_runrow WHERE run_id = %s", [run.id])
    return kept


def _draw(run: Run, programme: Programme, at: datetime) -> None:
    horizon = run.month
    if programme.kind == ProgrammeKind.CASH_ALLOWANCE:  # a month of services cannot be served afterwards
        back = applied(SUBSIDY_ARREARS, region_code=programme.region_id, on=run.month).value
        horizon = run.month - relativedelta(months=back)
    enrolled = Enrolment.objects.filter(
        programme=programme, days__overlap=DateRange(horizon, run.month + relativedelta(months=1))
    )
    edition = edition_on(programme, run.month)
    with connection.cursor() as cursor:
        cursor.execute(
            DRAW,
            {
                "run": run.id,
                "kind": programme.kind,
                "programme": programme.id,
                "region": programme.region_id,
                "group": programme.group,
                "month": run.month,
                "horizon": horizon,
                "holding": list(HOLDS_BACK),
                "edition": edition.id if edition else None,
                "lapsed": _lapsed(run, edition, enrolled),
                "unseen": _unseen(programme, enrolled, at),
            },
        )


def _lapsed(run: Run, edition: Edition | None, enrolled: QuerySet[Enrolment]) -> list[UUID]:
    """Elders for whom a condition of the month over sealed answers no longer holds; the others are asked in DRAW."""
    if edition is None or not any(rule.kind in SEALED_KINDS for rule in edition.conditions):
        return []
    return [elder_id for elder_id, rules in lapses(edition, run.month, enrolled) if rules]


def _unseen(programme: Programme, enrolled: QuerySet[Enrolment], at: datetime) -> list[UUID]:
    """Elders whom nobody has seen or spoken to for as long as the rule of the programme's place says."""
    if not LOOKS:
        return []
    today = timezone.localdate(at)
    days = applied(SUBSIDY_UNSEEN, region_code=programme.region_id, on=today).value
    mine = set(enrolled.values_list("elder_id", flat=True))
    seen = last_seen(mine)
    return [key for key in mine if key not in seen or (today - seen[key]).days > days]


def _again(run: Run, by_hand: list[RunRow]) -> None:
    for row in by_hand:
        same = run.rows.filter(enrolment=row.enrolment_id, for_month=row.for_month)
        if row.included:
            same = same.filter(fen__gt=0)
        same.update(included=row.included, by_hand=True, words=row.words)
