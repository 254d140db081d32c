"""The month's run of a county as large as a city: drawn, proposed and posted; and once more, which changes nothing."""

import time
from datetime import date, timedelta
from typing import Any

from tests.bench.say import say

ELDERS = 100_000
PEOPLE = """
    INSERT INTO people_person (id, name, pinyin, initials, given, gender, birth_on, id_number, id_index, phone,
                               phone_index, home_id, address)
    SELECT gen_random_uuid(), '林细妹', 'linximei', 'lxm', '细妹', 'FEMALE', date '1932-01-01' + n %% 5000,
           '', '', '', '', %(village)s, ''
    FROM generate_series(1, %(number)s) n"""
REGISTERED = """
    INSERT INTO elders_elder (id, person_id, lives_alone, spoken_code, card_token, registered_at, left_because, tier,
                              flags, complete_percent)
    SELECT gen_random_uuid(), id, false, '0000', replace(id::text, '-', ''), now(), '', '', '{}', 0 FROM people_person
    WHERE NOT EXISTS (SELECT FROM elders_elder WHERE person_id = people_person.id) AND name = '林细妹'"""
ENROLLED = """
    INSERT INTO subsidies_enrolment (id, programme_id, elder_id, days, category, bank, bank_account, has_bank_account,
                                     enrolled_at, ended_because, ended_words)
    SELECT gen_random_uuid(), %(programme)s, id, daterange(%(month)s, NULL), '', '', '', true, now(), '', ''
    FROM elders_elder"""
FLOOR = """
    CREATE TEMP TABLE floor_row (LIKE subsidies_runrow INCLUDING DEFAULTS INCLUDING INDEXES) ON COMMIT DROP;
    INSERT INTO floor_row SELECT * FROM subsidies_runrow"""


def pay_a_month() -> None:
    """Seconds for everybody's allowance, beside one INSERT … SELECT of the same rows."""
    from django.db import connection, transaction
    from django.utils import timezone

    from tests.personas import VILLAGE
    from tests.subsidies.ground import official, old_age
    from timebank.subsidies.models import Run

    first, second = official(), official("陈建国")
    programme = old_age(first, fen=10**10, code="bench", name_zh="津贴")
    month = timezone.localdate().replace(day=1)
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"village": VILLAGE, "number": ELDERS})
        cursor.execute(REGISTERED)
        cursor.execute(ENROLLED, {"programme": programme.id, "month": month})
        cursor.execute("ANALYZE")
    taken = _run(first, second, programme, month)
    run = Run.objects.get(programme=programme)
    assert run.people >= ELDERS, run.people
    with transaction.atomic(), connection.cursor() as cursor:
        started = time.perf_counter()
        cursor.execute(FLOOR)
        floor = time.perf_counter() - started
    say("monthly_run", f"{run.people:,} people drawn, looked at and posted", taken, "s", floor=round(floor, 3))
    again = _run(first, second, programme, month)
    assert Run.objects.get(programme=programme).fen == run.fen
    say("monthly_run", "the same month once more: nothing changes", again, "s", floor=round(floor, 3))


def _run(first: Any, second: Any, programme: Any, month: date) -> float:
    from django.utils import timezone

    from timebank.subsidies.actions.decide_run import decide_run
    from timebank.subsidies.actions.draw_run import draw_run
    from timebank.subsidies.actions.propose_run import propose_run

    at = timezone.now() + timedelta(seconds=1)
    started = time.perf_counter()
    run = draw_run(by=first, at=at, programme_id=programme.id, month=month)
    drawn = time.perf_counter() - started
    if run.status == "DRAFT":
        propose_run(by=first, at=at, run_id=run.id)
        say("monthly_run", "of it: drawn and looked at", drawn, "s")
    decide_run(by=second, at=at, run_id=run.id, approve=True)
    return time.perf_counter() - started
