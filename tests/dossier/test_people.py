"""Entering an elder, and correcting what stands on the card."""

from datetime import date

import pytest

from accounts.elders.actions.change_person import NothingToChange, change_person
from accounts.elders.actions.checking import NoName, NoSuchPlace, NotAPhone
from accounts.elders.actions.enter_elder import DuplicateElder, IdDisagrees, NumberOfSomebodyElse, enter_elder
from accounts.elders.actions.register_elder import NotAnElder
from accounts.elders.models import Change, Elder
from accounts.elders.queries.dossier import history_of
from accounts.people.enums import Gender
from accounts.people.id_numbers import BadIdNumber
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.dossier.stories import id_number, stranger, worker
from tests.personas import NOW, OTHER_VILLAGE, VILLAGE

pytestmark = pytest.mark.django_db


def enter(by, **given):
    values = {"name": "范细妹", "gender": "", "birth_on": None, "home_code": VILLAGE, **given}
    return enter_elder(by=by, at=NOW, **values)


def test_the_number_says_birthday_and_gender():
    made = enter(worker(), id_number=id_number().lower(), phone="138 0000 0219", registered_code="350425")
    person = Person.objects.get(elder=made)
    assert (person.birth_on, person.gender) == (date(1943, 3, 1), Gender.FEMALE)
    assert (person.phone, person.registered_id, person.pinyin) == ("13800000219", "350425", "fanximei")
    assert made.complete_percent > 0


def test_a_number_that_disagrees_is_refused():
    mei = worker()
    with pytest.raises(IdDisagrees) as refusal:
        enter(mei, id_number=id_number(), birth_on=date(1944, 3, 1))
    assert refusal.value.field == "birth_on"
    with pytest.raises(IdDisagrees):
        enter(mei, id_number=id_number(), gender=Gender.MALE)
    with pytest.raises(BadIdNumber):
        enter(mei, id_number="350425194303010221")
    assert not Elder.objects.exists()


def test_the_same_number_twice_is_one_elder_and_only_the_own_village_hears_who():
    mei = worker()
    first = enter(mei, id_number=id_number())
    with pytest.raises(DuplicateElder) as refusal:
        enter(mei, id_number=id_number(), name="范细妹")
    assert refusal.value.facts == {"elder": first.id, "name": "范细妹", "village": "白岩村"}
    with pytest.raises(DuplicateElder) as refusal:
        enter(stranger(), id_number=id_number(), home_code=OTHER_VILLAGE)
    assert refusal.value.facts == {}
    assert Elder.objects.count() == 1


def test_a_volunteer_who_grows_old_stays_one_person():
    mei, guo = worker(), personas.person("郑国忠", born=date(1950, 1, 1))
    guo.id_number = id_number("19500101", "022")
    guo.save()
    with pytest.raises(NumberOfSomebodyElse):
        enter(mei, id_number=guo.id_number, name="别的人")
    made = enter(mei, id_number=guo.id_number, name="郑国忠")
    assert made.person_id == guo.id


def test_what_makes_no_sense_is_refused():
    mei = worker()
    for given, refusal in (
        ({"name": " "}, NoName),
        ({"phone": "12"}, NotAPhone),
        ({"home_code": "350425100"}, NoSuchPlace),
        ({"home_code": "9"}, NoSuchPlace),
        ({"birth_on": date(1990, 1, 1)}, NotAnElder),
    ):
        with pytest.raises(refusal):
            enter(mei, **{"gender": Gender.FEMALE, **given})
    assert not Elder.objects.exists()


def test_only_the_own_territory_may_be_entered():
    with pytest.raises(NotFound):
        enter(stranger(), gender=Gender.FEMALE)
    with pytest.raises(NotAllowed):
        enter(personas.volunteer(), gender=Gender.FEMALE)


def test_a_correction_keeps_what_was_and_why():
    lin, mei = personas.elder(), worker()
    change_person(by=mei, at=NOW, elder=lin, phone="13900000000", name="林细妹", reason="换了号码")
    assert Person.objects.get(elder=lin).phone == "13900000000"
    change = Change.objects.get()
    assert (change.field, change.was, change.became, change.reason) == (
        "phone",
        "13800000000",
        "13900000000",
        "换了号码",
    )
    assert (history_of(lin)[0], change.changed_by) == (change, mei)
    with pytest.raises(NothingToChange):
        change_person(by=mei, at=NOW, elder=lin, died_on=date(2026, 1, 1))


def test_a_number_found_later_must_fit_and_belong_to_nobody_else():
    lin, mei = personas.elder(), worker()
    other = enter(mei, id_number=id_number("19430302"))
    with pytest.raises(IdDisagrees):
        change_person(by=mei, at=NOW, elder=lin, id_number=id_number("19430401"))
    with pytest.raises(DuplicateElder):
        change_person(by=mei, at=NOW, elder=lin, id_number=other.person.id_number, birth_on=date(1943, 3, 2))
    change_person(by=mei, at=NOW, elder=lin, id_number=id_number(), registered_code=VILLAGE)
    assert Person.objects.get(elder=lin).id_number == id_number()


def test_moving_needs_both_villages():
    lin, mei = personas.elder(), worker()
    with pytest.raises(NotFound):
        change_person(by=mei, at=NOW, elder=lin, home_code=OTHER_VILLAGE)
    with pytest.raises(NotFound):
        change_person(by=stranger(), at=NOW, elder=lin, address="1 组")
    assert Person.objects.get(elder=lin).home_id == VILLAGE
