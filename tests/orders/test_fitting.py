"""Who may take a task, reason by reason, each at its edge: pure, so that every condition is tried alone and turned."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest

from accounts.organisations.rota import Rota
from services.orders.matching import (
    Candidate,
    Reason,
    Task,
    kinship_of,
    reasons_against,
    under_age,
    waits_for_newcomers,
    years_on,
)

GUO, LIN, OTHER, ORDER, DOSSIER = (UUID(int=number) for number in range(1, 6))
DAY = date(2026, 11, 19)  # a Thursday
START = datetime(2026, 11, 19, 2, 0, tzinfo=UTC)  # ten in the morning
END = START + timedelta(hours=1)
HOUR = timedelta(hours=1)

guo = Candidate(GUO, verified=True, suspended=False, birth_on=date(1970, 5, 1), gender="MALE", guardian_consent=False)
task = Task(ORDER, LIN, START, END, DAY, "", "", True, elder_id=DOSSIER)
child = replace(guo, birth_on=date(2010, 11, 20), guardian_consent=True)  # turns 16 on the day after
sent = replace(task, adult_age=18, adults=frozenset({OTHER}), minor_day=120, minor_week=300)
newcomers = replace(task, newcomers_until=START)
old_hand = replace(guo, asked_at=START - HOUR, served={OTHER: 1000})
skilled = replace(task, credential_wanted="NURSE")

CASES = [
    (guo, task, False, []),
    (replace(guo, suspended=True), task, False, [Reason.SUSPENDED]),
    (replace(guo, suspended=True), task, True, [Reason.SUSPENDED]),
    (replace(guo, verified=False), task, False, [Reason.NOT_VERIFIED]),
    (replace(guo, verified=False), task, True, []),
    (child, replace(task, earn_age=16), False, [Reason.TOO_YOUNG]),
    (child, replace(task, earn_age=15), False, []),
    (replace(child, birth_on=None), replace(task, earn_age=99), False, []),
    # consent of a guardian: none, for other days, for this one; a grown-up needs none
    (replace(child, guardian_consent=False), task, False, [Reason.MINOR_WITHOUT_CONSENT]),
    (replace(child, guardian_consent=False, consents=((DAY, DAY),)), task, False, []),
    (
        replace(child, guardian_consent=False, consents=((DAY + timedelta(1), DAY + timedelta(9)),)),
        task,
        False,
        [Reason.CONSENT_OVER],
    ),
    (
        replace(child, guardian_consent=False, consents=((DAY - timedelta(9), DAY - timedelta(1)),)),
        task,
        False,
        [Reason.CONSENT_OVER],
    ),
    (replace(guo, consents=((DAY - timedelta(9), DAY - timedelta(1)),)), task, False, []),
    (replace(child, guardian_consent=False), replace(task, guardian_age=15), False, []),
    # a grown-up goes along, and it is not oneself; only where an organisation sends
    (child, sent, True, []),
    (child, replace(sent, adults=frozenset()), True, [Reason.NEEDS_ADULT]),
    (child, replace(sent, adults=frozenset({GUO})), True, [Reason.NEEDS_ADULT]),
    (child, replace(sent, adults=None), True, []),
    (child, replace(sent, adults=frozenset()), False, []),
    (child, replace(sent, adults=frozenset(), adult_age=15), True, []),
    (guo, replace(sent, adults=frozenset()), True, []),
    # who may
    (guo, replace(task, volunteers_may=False), False, [Reason.ORGANISATIONS_ONLY]),
    (guo, replace(task, volunteers_may=False), True, []),
    # kin
    (replace(guo, kin=frozenset({LIN})), task, False, [Reason.DIRECT_KIN]),
    (replace(guo, kin=frozenset({LIN})), replace(task, earn_kin="NONE"), False, []),
    (replace(guo, person_id=LIN), replace(task, earn_kin="NONE"), False, [Reason.DIRECT_KIN]),
    (replace(guo, relatives=frozenset({LIN})), task, False, []),
    (replace(guo, relatives=frozenset({LIN})), replace(task, earn_kin="ALL"), False, [Reason.RELATIVE]),
    (replace(guo, kin=frozenset({LIN})), replace(task, earn_kin="ALL"), False, [Reason.DIRECT_KIN]),
    # once only; an own seat is no overlap with itself
    (replace(guo, orders=frozenset({ORDER}), busy=((START, END),)), task, False, [Reason.ALREADY_YOURS]),
    (replace(guo, orders=frozenset({OTHER})), task, False, []),
    (replace(guo, busy=((START - HOUR, START),)), task, False, []),
    (replace(guo, busy=((END, END + HOUR),)), task, False, []),
    (replace(guo, busy=((START - HOUR, START + timedelta(minutes=1)),)), task, False, [Reason.OVERLAP]),
    (replace(guo, busy=((END - timedelta(minutes=1), END + HOUR),)), task, False, [Reason.OVERLAP]),
    (replace(guo, busy=((END, END + HOUR), (START, END))), task, False, [Reason.OVERLAP]),
    # newcomers first
    (old_hand, newcomers, False, [Reason.NEWCOMERS_FIRST]),
    (old_hand, newcomers, True, []),
    (replace(old_hand, asked_at=START), newcomers, False, []),
    (replace(old_hand, asked_at=None), newcomers, False, []),
    (old_hand, task, False, []),
    (replace(old_hand, served={OTHER: 1000, DOSSIER: 1}), newcomers, False, []),
    (replace(old_hand, served={}), newcomers, False, []),
    # papers
    (guo, skilled, False, [Reason.CREDENTIAL_MISSING]),
    (replace(guo, credentials={"NURSE": DAY - timedelta(1)}), skilled, False, [Reason.CREDENTIAL_EXPIRED]),
    (replace(guo, credentials={"NURSE": DAY}), skilled, False, []),
    # a man, a woman
    (guo, replace(task, gender_wanted="MALE"), False, []),
    (guo, replace(task, gender_wanted="FEMALE"), False, [Reason.WRONG_GENDER_FEMALE]),
    (replace(guo, gender="FEMALE"), replace(task, gender_wanted="MALE"), False, [Reason.WRONG_GENDER_MALE]),
    # hours given to the organisation bind nobody who comes by themselves
    (replace(guo, rota=Rota(away=((DAY, DAY),))), task, True, [Reason.ABSENT]),
    (replace(guo, rota=Rota(away=((DAY, DAY),))), task, False, []),
    (replace(guo, rota=Rota(hours={3: (time(8), time(10, 30))})), task, True, [Reason.OUTSIDE_HOURS]),
    (replace(guo, rota=Rota(hours={3: (time(8), time(11))})), task, True, []),
]


@pytest.mark.parametrize(("candidate", "wanted", "sent_by_organisation", "reasons"), CASES)
def test_every_reason_alone_and_at_its_edge(candidate, wanted, sent_by_organisation, reasons):
    assert reasons_against(candidate, wanted, for_organisation=sent_by_organisation) == reasons


def test_all_reasons_together_the_gravest_first():
    nobody = replace(child, suspended=True, verified=False, guardian_consent=False, kin=frozenset({LIN}))
    strict = replace(skilled, earn_age=16, volunteers_may=False, gender_wanted="FEMALE")
    assert reasons_against(nobody, strict) == [
        Reason.SUSPENDED,
        Reason.NOT_VERIFIED,
        Reason.TOO_YOUNG,
        Reason.MINOR_WITHOUT_CONSENT,
        Reason.ORGANISATIONS_ONLY,
        Reason.DIRECT_KIN,
        Reason.CREDENTIAL_MISSING,
        Reason.WRONG_GENDER_FEMALE,
    ]


@pytest.mark.parametrize(
    ("minor", "busy", "limits", "too_long"),
    [
        (True, [(-2, 1)], (120, 300), False),  # an hour before and this one: exactly two
        (True, [(-2, 1)], (119, 300), True),
        (False, [(-2, 1)], (119, 300), False),  # grown up
        (True, [(-2, 1)], (None, 300), False),
        (True, [(-2, 1)], (119, None), False),
        (True, [(-24, 1)], (119, 300), False),  # yesterday is another day …
        (True, [(-24, 1), (-48, 1), (-72, 1)], (119, 240), False),  # … of the same week: Monday counts
        (True, [(-24, 1), (-48, 1), (-72, 1)], (119, 239), True),
        (True, [(-24 * 4, 9)], (119, 61), False),  # Sunday is the week before
        (True, [(24 * 3, 3)], (119, 240), False),  # Sunday coming
        (True, [(24 * 3, 3)], (119, 239), True),
        (True, [(24 * 4, 9)], (119, 61), False),  # Monday next
        (True, [(-11, 1)], (119, 240), False),  # 23:00 in China is still the day before …
        (True, [(-10, 1)], (119, 240), True),  # … and midnight is this day
    ],
)
def test_the_day_and_the_week_of_somebody_under_age(minor, busy, limits, too_long):
    spans = tuple((START + HOUR * first, START + HOUR * (first + length)) for first, length in busy)
    who = replace(child if minor else guo, done=spans)
    wanted = replace(task, minor_day=limits[0], minor_week=limits[1])
    assert reasons_against(who, wanted) == ([Reason.MINOR_HOURS] if too_long else [])
    assert reasons_against(replace(who, done=(), busy=spans), wanted) == ([Reason.MINOR_HOURS] if too_long else [])


def test_the_order_itself_is_counted_once():
    seated = replace(child, orders=frozenset({ORDER}), busy=((START, END),))
    limited = replace(task, minor_day=60, minor_week=60)
    assert reasons_against(seated, limited) == [Reason.ALREADY_YOURS]
    assert reasons_against(child, limited) == []
    assert reasons_against(child, replace(limited, minor_day=59)) == [Reason.MINOR_HOURS]
    assert reasons_against(child, replace(limited, minor_week=59)) == [Reason.MINOR_HOURS]


@pytest.mark.parametrize(
    ("born", "years"),
    [
        (date(2010, 11, 20), 15),
        (date(2010, 11, 19), 16),
        (date(2010, 12, 1), 15),
        (date(2010, 10, 30), 16),
        (None, None),
    ],
)
def test_years_are_full_on_the_birthday(born, years):
    assert years_on(born, DAY) == years


def test_age_and_kin():
    assert [under_age(years, 18) for years in (17, 18, 19, None, 0)] == [True, False, False, False, True]
    family = replace(guo, kin=frozenset({LIN}), relatives=frozenset({LIN, OTHER}))
    assert [kinship_of(family, one) for one in (GUO, LIN, OTHER, ORDER)] == ["SELF", "DIRECT", "OTHER", ""]


def test_waiting_for_newcomers_is_a_plain_yes_or_no():
    assert waits_for_newcomers(old_hand, newcomers) is True
    assert waits_for_newcomers(old_hand, task) is False
