"""Who might be entered twice: found by an index each, told apart once and for good."""

from datetime import date

import pytest
from django.db import connection

from accounts.elders.actions.find_pairs import MOST_ON_A_PHONE, common_place, find_pairs
from accounts.elders.actions.judge_elders import judge_elders
from accounts.elders.actions.leave_registry import ReasonMissing
from accounts.elders.actions.tell_apart import tell_apart
from accounts.elders.enums import Alike, SameBecause
from accounts.elders.models import Elder, Pair
from accounts.elders.queries.merging import compare, keep_first, standing_pairs
from accounts.elders.rules.alike import Look, likeness
from accounts.refusals import NotFound
from services.merging.queries import heavy
from tests import personas
from tests.merging.stories import NUMBER, OTHER_NUMBER, clerk, township, twice
from tests.personas import NOW

pytestmark = pytest.mark.django_db
BORN = date(1943, 3, 1)
LIN = Look("林细妹", "linximei", "FEMALE", BORN, personas.VILLAGE, False)


def look(**change: object) -> Look:
    return Look(**{**LIN.__dict__, **change})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "same_phone", "alike"),
    [
        (look(), False, Alike.ALMOST),
        (look(village=personas.OTHER_VILLAGE), False, Alike.ALMOST),
        (look(name="林西妹"), False, Alike.ALMOST),
        (look(birth_on=None), False, Alike.LIKELY),
        (look(birth_on=date(1943, 4, 5)), False, Alike.LIKELY),
        (look(birth_on=None), True, Alike.ALMOST),
        (look(name="林西妹", birth_on=None), False, Alike.POSSIBLE),
        (look(name="黄阿婆", pinyin="huangapo"), True, Alike.POSSIBLE),
        (look(name="黄阿公", pinyin="huangagong", gender="MALE"), True, None),  # a couple
        (look(birth_on=date(1950, 3, 1)), False, None),  # namesakes of one village
        (look(village=personas.OTHER_VILLAGE, birth_on=None), False, None),
        (look(name="黄阿婆", pinyin="huangapo"), False, None),
    ],
)
def test_likeness(other, same_phone, alike):
    for one, two in ((LIN, other), (other, LIN)):
        found = likeness(one, two, same_phone=same_phone)
        assert (found and found[0]) == alike


def test_two_numbers_are_hardly_one_person():
    one = look(numbered=True)
    assert likeness(one, look(numbered=True), same_phone=False)[0] == Alike.POSSIBLE
    assert likeness(one, look(numbered=True, birth_on=None), same_phone=True) is None
    assert likeness(one, LIN, same_phone=False)[0] == Alike.ALMOST


def test_a_pair_is_found_within_the_minute_and_goes_when_it_no_longer_looks_alike():
    kept, absorbed = twice()
    judge_elders(at=NOW, only_changed=True)
    pair = Pair.objects.get()
    assert {pair.first_id, pair.second_id} == {kept.id, absorbed.id}
    assert (pair.alike, pair.common) == (Alike.ALMOST, personas.VILLAGE)
    assert {SameBecause.NAME, SameBecause.BIRTHDAY, SameBecause.VILLAGE, SameBecause.PHONE} == set(pair.reasons)
    person = absorbed.person
    person.name, person.phone = "黄阿婆", ""
    person.save()
    find_pairs(at=NOW, elder_ids=[absorbed.id])
    assert not Pair.objects.exists()


def test_told_apart_is_told_for_good():
    kept, absorbed = twice()
    find_pairs(at=NOW, elder_ids=[kept.id])
    with pytest.raises(ReasonMissing):
        tell_apart(by=clerk(), at=NOW, elder_ids=(kept.id, absorbed.id), reason=" ")
    with pytest.raises(NotFound):
        far = clerk(personas.OTHER_VILLAGE)
        tell_apart(by=far, at=NOW, elder_ids=(kept.id, absorbed.id), reason="两姐妹")
    one = clerk()
    tell_apart(by=one, at=NOW, elder_ids=(absorbed.id, kept.id), reason="两姐妹，都上门见过")
    find_pairs(at=NOW, elder_ids=[kept.id, absorbed.id])
    pair = Pair.objects.get()
    assert (pair.different_by, pair.different_because) == (one, "两姐妹，都上门见过")
    assert not standing_pairs([personas.COUNTY]).exists()


def test_only_who_answers_for_both_homes_sees_the_pair():
    one = personas.elder()
    other = personas.elder(village=personas.OTHER_VILLAGE)
    find_pairs(at=NOW, elder_ids=[one.id, other.id])
    assert Pair.objects.get().common == personas.COUNTY
    assert not standing_pairs([personas.VILLAGE]).exists()
    assert not standing_pairs([personas.TOWNSHIP]).exists()
    assert standing_pairs([personas.COUNTY]).count() == 1


def test_the_office_phone_makes_no_pairs():
    elders = [personas.elder(name, minutes=0) for name in "甲乙丙丁戊己庚辛"]
    assert len(elders) > MOST_ON_A_PHONE
    assert find_pairs(at=NOW, elder_ids=[elder.id for elder in elders]) == 0


def test_common_place():
    assert common_place("350425100201", "350425100201") == "350425100201"
    assert common_place("350425100201", "350425100202") == "350425100"
    assert common_place("350425100201", "350429100201") == "3504"
    assert common_place("350425100201", "110101001001") == ""


def test_which_to_keep_and_which_value_is_better():
    kept, absorbed = twice()
    part = next(part for part in compare(kept, absorbed) if part.code == "diet")
    assert part.ask
    assert part.take, "seen on a visit, a year after the roster"
    absorbed.person.id_number = NUMBER
    absorbed.person.save()
    assert keep_first(kept, absorbed) == (absorbed, kept)
    personas.User.objects.create_user("lin", "Tea-hill-7", person=kept.person)
    assert heavy([kept, absorbed]) == {kept.id}
    assert keep_first(kept, absorbed, heavy=heavy([kept, absorbed])) == (kept, absorbed)
    assert NUMBER != OTHER_NUMBER
    assert township().person_id


def test_fifty_thousand_are_compared_by_index_alone():
    """What the plan says with many rows: no sequential scan of persons or elders, whoever is looked at."""
    personas.regions()
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO people_person (id, name, pinyin, initials, given, gender, birth_on, id_number, id_index,
                   phone, phone_index, home_id, address)
               SELECT gen_random_uuid(), 'n' || n %% 20000, 'n' || n %% 20000, 'n', 'n', 'FEMALE',
                   date '1930-01-01' + n %% 9000, '', '', '', 'p' || n %% 40000, %s, '' FROM generate_series(1, 50000) n
            """,
            [personas.VILLAGE],
        )
        cursor.execute(
            """INSERT INTO elders_elder (id, person_id, lives_alone, spoken_code, card_token, registered_at,
                   left_because, tier, flags, complete_percent)
               SELECT gen_random_uuid(), id, false, '0000', left(id::text, 32), now(), '', '', '{}', 0
               FROM people_person WHERE name LIKE 'n%'"""
        )
        cursor.execute("ANALYZE people_person, elders_elder")
        from accounts.elders.actions.find_pairs import ALIKE

        ids = list(Elder.objects.order_by("id").values_list("id", flat=True)[:50])
        facts = {"ids": ids, "namesakes": 50, "shared": 6}
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS OFF) " + ALIKE, facts)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan" not in plan, plan
    find_pairs(at=NOW, elder_ids=ids)
    assert Pair.objects.exists()
