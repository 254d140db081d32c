"""Values sealed at rest: what opens them, what does not, and what the columns refuse."""

import pytest
from django.core.exceptions import FieldError
from django.db import connection, transaction

from accounts.elders.models import Fact
from accounts.people.models import Person
from accounts.sealed_fields import BlindIndexField, SealedQuerySet, SealedTextField, sealed_columns
from accounts.sealing import SealBroken, add_key, blind_index, drop_keys, key_names, seal, sealed_with_current, unseal
from tests import personas

PLACE, NUMBER = "people.Person.phone", "13877776666"


@pytest.fixture(autouse=True)
def own_keys(tmp_path, settings):
    settings.DATA_KEYS = tmp_path / "keys" / "data.json"
    return settings.DATA_KEYS


def raw(column: str, person: Person) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM people_person WHERE id = %s", [person.id])
        return cursor.fetchone()[0]


def test_what_is_sealed_opens_at_its_place_only():
    stored = seal(NUMBER, place=PLACE)
    assert NUMBER not in stored
    assert unseal(stored, place=PLACE) == NUMBER
    with pytest.raises(SealBroken):
        unseal(stored, place="people.Person.address")


def test_the_same_value_is_never_sealed_the_same_way():
    assert len({seal(NUMBER, place=PLACE) for _ in range(50)}) == 50


@pytest.mark.parametrize(
    "spoil", [lambda s: s[:-5], lambda s: "9" + s, lambda s: s[1:], lambda s: "1.", lambda s: NUMBER]
)
def test_a_changed_value_does_not_open(spoil):
    with pytest.raises(SealBroken):
        unseal(spoil(seal(NUMBER, place=PLACE)), place=PLACE)


def test_every_changed_character_is_noticed():
    stored = seal("ab", place=PLACE)  # thirty bytes: no bit of the last character is idle
    for at in range(2, len(stored.rstrip("="))):
        spoilt = f"{stored[:at]}{'A' if stored[at] != 'A' else 'B'}{stored[at + 1 :]}"
        with pytest.raises(SealBroken):
            unseal(spoilt, place=PLACE)


def test_another_house_cannot_open_it(own_keys, tmp_path, settings):
    stored = seal(NUMBER, place=PLACE)
    index = blind_index(NUMBER, place=PLACE)
    settings.DATA_KEYS = tmp_path / "elsewhere" / "data.json"
    with pytest.raises(SealBroken):
        unseal(stored, place=PLACE)
    assert blind_index(NUMBER, place=PLACE) != index


def test_nothing_stays_nothing():
    assert seal("", place=PLACE) == unseal("", place=PLACE) == blind_index("", place=PLACE) == ""
    assert sealed_with_current("")


def test_the_key_file_is_for_the_house_alone(own_keys):
    seal(NUMBER, place=PLACE)
    assert own_keys.stat().st_mode & 0o777 == 0o600
    add_key()
    assert own_keys.stat().st_mode & 0o777 == 0o600


def test_an_old_key_goes_on_opening_until_it_is_dropped():
    stored = seal(NUMBER, place=PLACE)
    index = blind_index(NUMBER, place=PLACE)
    assert add_key() == "2"
    assert not sealed_with_current(stored)
    assert unseal(stored, place=PLACE) == NUMBER
    assert blind_index(NUMBER, place=PLACE) == index  # what is searched for does not move
    drop_keys({"1", "2"})
    assert key_names() == ("2",)
    with pytest.raises(SealBroken):
        unseal(stored, place=PLACE)
    assert add_key() == "3"


@pytest.mark.django_db
def test_a_row_is_sealed_on_its_way_in_and_open_on_its_way_out():
    lin = personas.person("林细妹")
    assert raw("phone", lin).startswith("1.")
    assert "13800000000" not in raw("phone", lin)
    assert Person.objects.get(id=lin.id).phone == "13800000000"
    assert Person.objects.values_list("address", flat=True).get(id=lin.id) == "3 组 27 号"


@pytest.mark.django_db
def test_a_value_carried_to_another_column_or_row_is_found_out():
    lin = personas.person("林细妹")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET address = phone WHERE id = %s", [lin.id])
    with pytest.raises(SealBroken):
        Person.objects.get(id=lin.id)


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["phone", "phone__contains", "phone__in", "phone__gt", "phone__exact"])
def test_a_sealed_column_is_not_searched(lookup):
    with pytest.raises(FieldError):
        Person.objects.filter(**{lookup: "138"}).exists()


@pytest.mark.django_db
def test_many_rows_at_once_are_indexed_too():
    personas.regions()
    Person.objects.bulk_create(
        [
            Person(name="甲", gender="FEMALE", home_id=personas.VILLAGE, phone=phone)
            for phone in ("+86 138 0000 0001", "")
        ]
    )
    wanted = Person._meta.get_field("phone_index").index_of("１３８００００00０1")
    assert Person.objects.get(phone_index=wanted).pinyin == "jia"
    assert Person.objects.filter(phone_index="").count() == 1


@pytest.mark.django_db
def test_an_update_that_would_leave_the_index_behind_is_refused():
    lin = personas.person("林细妹")
    with pytest.raises(FieldError):
        Person.objects.filter(id=lin.id).update(phone="13900000000")
    with pytest.raises(FieldError), transaction.atomic():
        Person.objects.bulk_update([lin], ["name"])  # its pinyin
    Person.objects.filter(id=lin.id).update(address="别处")
    lin.refresh_from_db()
    assert (lin.phone, lin.address) == ("13800000000", "别处")


def test_every_model_with_a_filled_column_guards_its_updates():
    with_index = {model for model, _field in sealed_columns() if any(hasattr(f, "of") for f in model._meta.fields)}
    assert Person in with_index
    assert all(issubclass(model._default_manager._queryset_class, SealedQuerySet) for model in with_index)


def test_sealed_columns_are_all_known():
    places = {field.place for _model, field in sealed_columns()}
    assert {"people.Person.id_number", "people.Person.phone", "people.Person.address", "elders.Fact.value"} <= places
    assert isinstance(Fact._meta.get_field("value"), SealedTextField)
    assert isinstance(Person._meta.get_field("id_index"), BlindIndexField)
