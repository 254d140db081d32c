"""A dossier that changes while the rules look at it is looked at again within the minute, not the next night."""

import threading
from collections.abc import Callable

import pytest
from django.db import transaction

from accounts.elders.actions import judge_elders as judging
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.enums import Source, Tier
from accounts.elders.models import Elder
from tests import personas
from tests.agreements.test_race import until_somebody_waits
from tests.elder_rules.test_judging import TODAY
from tests.orders.test_races import at_once
from tests.personas import NOW


def beside(work: Callable[[], object]) -> tuple[threading.Thread, list[str]]:
    trouble: list[str] = []
    racer = threading.Thread(target=lambda: trouble.extend(at_once(work)))
    racer.start()
    return racer, trouble


@pytest.mark.parametrize("only_changed", [False, True])
def test_a_change_while_the_rules_look_keeps_its_mark(committed_db, monkeypatch, only_changed):
    lin = personas.elder(minutes=0)
    values = {"self_care": "UNABLE"}
    racers = []

    def slow(elders, *, on):
        found = pictures(elders, on=on)
        if not racers:
            racers.append(
                beside(
                    lambda: record_facts(by=None, at=NOW, elder=lin, values=values, source=Source.VISIT, as_of=TODAY)
                )
            )
            racers[0][0].join(2)
        return found

    pictures = judging.pictures
    monkeypatch.setattr(judging, "pictures", slow)
    judge_elders(at=NOW, only_changed=only_changed)
    racers[0][0].join(20)
    assert racers[0][1] == []
    lin.refresh_from_db()
    assert lin.judged_on is None
    assert judge_elders(at=NOW, only_changed=True) == 1
    lin.refresh_from_db()
    assert (lin.judged_on, lin.tier) == (TODAY, Tier.MIDDLE)


def test_the_minute_passes_by_what_is_being_written_and_the_night_waits_for_it(committed_db):
    lin, other = personas.elder(minutes=0), personas.elder("范阿婆", minutes=0)
    with transaction.atomic():
        Elder.objects.select_for_update(no_key=True).get(id=lin.id)
        racer, trouble = beside(lambda: judge_elders(at=NOW, only_changed=True))
        racer.join(20)
        assert not racer.is_alive()
        racer, more = beside(lambda: judge_elders(at=NOW))
        until_somebody_waits()
        other.refresh_from_db()
        assert other.judged_on == TODAY
    racer.join(20)
    lin.refresh_from_db()
    assert (lin.judged_on, trouble, more) == (TODAY, [], [])
