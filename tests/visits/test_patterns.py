"""Signs of visits that were not made: each with its negative control."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from services.visits.enums import Mode, Pattern
from services.visits.patterns import Limits, Made, distance_km, sample, signs

NOON = datetime(2026, 11, 19, 4, 3, 27, tzinfo=UTC)
WHO, MINUTE = uuid4(), timedelta(minutes=1)
BAIYAN, JIYANG = (25.70, 117.85), (25.93, 117.98)  # about 29 km


def made(number: int, *, at=NOON, **more) -> Made:
    values = {"by": WHO, "elder": uuid4(), "mode": Mode.HOME, "met": True, "recorded_at": at, **more}
    return Made(id=UUID(int=number + 1), happened_at=at, **values)


def found(visits):
    return {sign.pattern: sign for sign in signs(visits)}


def test_twenty_visits_in_ten_minutes():
    quick = [made(number, at=NOON + number * MINUTE / 2) for number in range(20)]
    assert found(quick)[Pattern.BURST].number == 20
    slow = [made(number, at=NOON + number * 12 * MINUTE) for number in range(20)]
    assert Pattern.BURST not in found(slow)
    rung = [replace(one, mode=Mode.PHONE) for one in quick]
    assert Pattern.BURST not in found(rung)
    assert Pattern.BURST not in found([replace(one, mode=Mode.ROUND) for one in quick])


def test_impossible_travel():
    here, there = made(1, point=BAIYAN), made(2, at=NOON + 5 * MINUTE, point=JIYANG)
    assert 25 < distance_km(BAIYAN, JIYANG) < 33
    assert found([here, there])[Pattern.TRAVEL].visits == (here.id, there.id)
    later = replace(there, happened_at=NOON + 60 * MINUTE)
    assert Pattern.TRAVEL not in found([here, later])
    assert Pattern.TRAVEL not in {one.pattern for one in signs([here, there], Limits(speed=500))}
    near = replace(there, point=(25.705, 117.85))
    assert Pattern.TRAVEL not in found([here, near])


def test_back_filled_bursts_and_sheets_of_paper():
    days = timedelta(days=1)
    late = [made(number, at=NOON - number * days, recorded_at=NOON + days + number * MINUTE) for number in range(9)]
    assert found(late)[Pattern.BACKFILLED].number == 9
    assert Pattern.BACKFILLED not in found([replace(one, on_paper=True) for one in late])
    assert Pattern.BACKFILLED not in found(late[:4])


def test_all_times_on_the_quarter_hour():
    full = NOON.replace(minute=30, second=0)
    made_up = [made(number, at=full + number * timedelta(hours=1)) for number in range(12)]
    assert found(made_up)[Pattern.ROUND_TIMES].number == 12
    looked_up = [replace(one, happened_at=one.happened_at + 7 * MINUTE) for one in made_up]
    assert Pattern.ROUND_TIMES not in found(looked_up)


def test_the_same_words_for_everybody():
    same = [made(number, at=NOON + number * timedelta(hours=1), said="一切都好") for number in range(8)]
    assert found(same)[Pattern.ALIKE].number == 8
    own = [replace(one, said=f"{number}") for number, one in enumerate(same)]
    assert Pattern.ALIKE not in found(own)


def test_one_device_signs_for_many():
    many = [made(number, by=uuid4(), device="a1") for number in range(3)]
    assert found(many)[Pattern.ONE_DEVICE].number == 3
    assert Pattern.ONE_DEVICE not in found(many[:2])
    assert Pattern.ONE_DEVICE not in found([replace(one, device=one.by.hex) for one in many])


def test_the_same_picture():
    assert found([made(1, repeats_photo=True)])[Pattern.SAME_PHOTO].number == 1
    assert not found([made(1)])


def test_the_sample_takes_from_every_stratum_and_is_the_same_for_the_same_week():
    big, small = [uuid4() for _ in range(50)], [uuid4()]
    drawn = sample([("big", big), ("small", small)], each=2, seed="2026-47")
    assert len(drawn) == 3
    assert set(drawn) & set(small)
    assert drawn == sample([("big", big[::-1]), ("small", small)], each=2, seed="2026-47")
    assert drawn != sample([("big", big), ("small", small)], each=2, seed="2026-48")
