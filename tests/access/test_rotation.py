"""``rotate_data_key``: everything sealed anew, from wherever it stopped; old keys go when nothing needs them."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.management import call_command
from django.db import connection

from accounts.access import resealing
from accounts.access.resealing import forget_unused_keys, reseal, uses
from accounts.elders.enums import Source
from accounts.elders.models import Fact
from accounts.kept_files import keep_file, read_file
from accounts.people.models import Person
from accounts.sealing import SealBroken, add_key, key_names, unseal
from tests import personas

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_keys(tmp_path, settings):
    settings.DATA_KEYS = tmp_path / "data.json"
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def people():
    lin = personas.elder()
    Fact.objects.create(
        elder=lin, field="note", value='"怕冷"', source=Source.VISIT, as_of=personas.NOW, recorded_at=personas.NOW
    )
    return [lin.person, *(personas.person(f"甲{number}") for number in range(6))]


def test_a_rotation_seals_everything_with_the_new_key(people, capsys):
    before = uses()
    call_command("rotate_data_key")
    assert key_names() == ("1", "2")
    assert uses() == {"2": before["1"]}
    assert f"{before['1']} of {before['1']}" in capsys.readouterr().out
    assert {person.phone for person in Person.objects.all()} == {"13800000000"}
    assert Fact.objects.get().value == '"怕冷"'
    assert Person.objects.filter(phone_index=Person._meta.get_field("phone_index").index_of("13800000000")).count() == 7


def test_a_rotation_that_was_stopped_goes_on_without_another_key(people, monkeypatch, capsys):
    monkeypatch.setattr(resealing, "BATCH", 3)
    total = uses()["1"]
    add_key()
    batches = reseal()
    assert next(batches) + next(batches) == uses()["2"]
    batches.close()
    assert 0 < uses()["2"] < total
    call_command("rotate_data_key")
    assert key_names() == ("1", "2")
    assert uses() == {"2": total}
    assert "going on" in capsys.readouterr().out


def test_a_key_is_forgotten_only_when_nothing_needs_it(people):
    call_command("rotate_data_key")
    assert forget_unused_keys() == ("1",)
    assert key_names() == ("2",)
    call_command("rotate_data_key")
    assert key_names() == ("2", "3")
    with connection.cursor() as cursor:  # one value comes back from an old dump
        cursor.execute("UPDATE people_person SET phone = '2.AAAA' WHERE id = %s", [people[2].id])
    assert forget_unused_keys() == ()
    assert key_names() == ("2", "3")


def test_a_value_nobody_can_open_stops_the_rotation_and_stays(people):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = '9.AAAA' WHERE id = %s", [people[1].id])
    with pytest.raises(SealBroken):
        call_command("rotate_data_key")
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM people_person WHERE id = %s", [people[1].id])
        assert cursor.fetchone() == ("9.AAAA",)


def test_what_no_key_needs_is_nothing_to_rotate(capsys):
    call_command("rotate_data_key")
    call_command("rotate_data_key", "--forget")
    assert key_names() == ("2",)
    assert "deleted: 1" in capsys.readouterr().out


def test_second_keys_open_after_a_rotation_and_hold_their_key_until_then():
    official = personas.user("陈丽")
    TOTP.activate(official, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(official)
    codes = RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes()
    add_key()
    assert forget_unused_keys() == ()  # the second keys still need it
    call_command("rotate_data_key")
    assert forget_unused_keys() == ("1",)
    app = Authenticator.objects.get(type="totp")
    assert unseal(app.data["secret"], place="mfa.Authenticator.data") == "JBSWY3DPEHPK3PXP"
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).generate_codes() == codes


def test_files_are_sealed_anew_and_none_passes_for_another(tmp_path):
    keep_file("elders/a.jpg", b"a face")
    keep_file("evidence/b.m4a", b"a voice")
    (tmp_path / "media/elders/old.jpg").write_bytes(b"from earlier days")
    assert b"face" not in (tmp_path / "media/elders/a.jpg").read_bytes()
    add_key()
    assert forget_unused_keys() == ()
    call_command("rotate_data_key")
    assert forget_unused_keys() == ("1",)
    assert uses() == {"2": 3}
    assert [read_file(name) for name in ("elders/a.jpg", "evidence/b.m4a", "elders/old.jpg", "elders/none.jpg")] == [
        b"a face",
        b"a voice",
        b"from earlier days",
        None,
    ]
    (tmp_path / "media/elders/a.jpg").replace(tmp_path / "media/evidence/b.m4a")
    with pytest.raises(SealBroken):
        read_file("evidence/b.m4a")
