"""Everything of a county leaves, nothing of another, and whoever receives it can check all of it without us."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.enums import Level
from accounts.regions.models import Region
from services.windup.actions.export_county import PasswordWanted, TargetTaken, export_county
from services.windup.exporting import scope, tables, writing
from services.windup.exporting.cells import guarded, unguarded
from services.windup.exporting.meanings import column_meaning
from services.windup.exporting.sources import ZipSource, read_text
from services.windup.exporting.verifying import verify_export
from tests import personas
from tests.personas import COUNTY, NOW
from tests.security.ground import CANARIES, ID_NUMBER, NAME, world
from timebank.ledger.actions.seal_checkpoint import seal_checkpoint

pytestmark = pytest.mark.django_db
PASSWORD = "tea-hill-seven-terraces"
NEIGHBOUR = "350429"


@pytest.fixture
def here(transactional_publishing):
    """The county of the canary elder, with a checkpoint, and a county next door where somebody lives."""
    personas.regions()
    Region.objects.create(code=NEIGHBOUR, name="泰宁县", level=Level.COUNTY, parent_id="3504", pinyin="", initials="")
    Region.objects.create(
        code="350429100", name="杉城镇", level=Level.TOWNSHIP, parent_id=NEIGHBOUR, pinyin="", initials=""
    )
    Region.objects.create(
        code="350429100001", name="水南村", level=Level.VILLAGE, parent_id="350429100", pinyin="", initials=""
    )
    made = world()
    personas.elder("邻县江", village="350429100001", minutes=120)
    return made


@pytest.fixture
def transactional_publishing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        yield


def export(target: Path, code: str = COUNTY, **given):
    secret = PASSWORD if target.suffix == ".zip" else ""
    return export_county(**{"by": None, "at": NOW, "county_code": code, "target": target, "password": secret, **given})


def text_of(path: Path) -> str:
    source = ZipSource(path, PASSWORD.encode())
    return "\n".join(read_text(source, name) for name in sorted(source.paths()) if not name.startswith("pictures/"))


def test_every_model_of_the_house_goes_in_or_has_a_reason_to_stay():
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels - set(tables.TABLES) - set(tables.LEFT_OUT) == set()
    assert (set(tables.TABLES) | set(tables.LEFT_OUT)) - labels == set()
    assert not set(tables.TABLES) & set(tables.LEFT_OUT)
    for place in (*tables.LEFT_OUT_COLUMNS, *tables.FILE_COLUMNS):
        label, _dot, name = place.rpartition(".")
        scope.model_of(label)._meta.get_field(name)


def test_negative_control_a_new_model_is_noticed(monkeypatch):
    monkeypatch.delitem(tables.TABLES, "visits.Visit")
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    assert labels - set(tables.TABLES) - set(tables.LEFT_OUT) == {"visits.Visit"}


def test_every_column_that_leaves_has_a_meaning_in_both_languages():
    for label in tables.TABLES:
        for column in scope.columns_of(scope.model_of(label)):
            chinese, english = column_meaning(column.name)
            assert chinese, column
            assert english.isascii(), column
    with pytest.raises(LookupError):
        column_meaning("unheard_of")


def test_the_whole_county_leaves_and_verifies_itself(here, tmp_path):
    seal_checkpoint(at=NOW)
    written = export(tmp_path / "county.zip")
    report = verify_export(tmp_path / "county.zip", password=PASSWORD)
    assert report.findings == []
    assert (report.rows + written.counts["outside"], report.statements) == (written.rows, written.statements)
    assert report.entries > 0
    assert report.statements > 0
    assert report.region == COUNTY
    said = text_of(tmp_path / "county.zip")
    missing = [one for one in CANARIES if one not in said]
    assert missing == []
    begun = Event.objects.get(name="services.county.export_begun")
    assert begun.detail == {"sealed_in_clear": True}


def test_nothing_of_the_county_next_door_leaves(here, tmp_path):
    export(tmp_path / "next.zip", NEIGHBOUR)
    said = text_of(tmp_path / "next.zip")
    assert "邻县江" in said
    assert [one for one in CANARIES if one in said] == []
    assert verify_export(tmp_path / "next.zip", password=PASSWORD).findings == []
    export(tmp_path / "own.zip")
    assert "邻县江" not in text_of(tmp_path / "own.zip")


def test_negative_control_a_table_without_its_fence_leaks(here, tmp_path, monkeypatch):
    monkeypatch.setitem(tables.TABLES, "people.Person", replace(tables.TABLES["people.Person"], whole=True))
    export(tmp_path / "next.zip", NEIGHBOUR)
    assert NAME in text_of(tmp_path / "next.zip")


def test_without_a_password_what_is_sealed_stays(here, tmp_path):
    export(tmp_path / "open")
    said = "\n".join(path.read_text() for path in sorted((tmp_path / "open").rglob("*")) if path.is_file())
    assert ID_NUMBER not in said
    assert not (tmp_path / "open/statements").exists()
    assert verify_export(tmp_path / "open").findings == []
    assert (tmp_path / "open").stat().st_mode & 0o077 == 0


def test_a_wrong_password_opens_nothing(here, tmp_path):
    export(tmp_path / "county.zip")
    assert [one.code for one in verify_export(tmp_path / "county.zip", password="wrong").findings] == ["not_an_export"]
    assert NAME.encode() not in (tmp_path / "county.zip").read_bytes()


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        ("data/ledger_entry.csv", ",300,300,", ",300,301,", {"file_changed", "bad_balance"}),
        ("data/ledger_transfer.csv", ",300,", ",301,", {"file_changed", "bad_transfer", "bad_line"}),
        ("data/people_person.csv", NAME, "金丝鸟", {"file_changed"}),
        ("keys.json", '"since"', '"Since"', {"not_an_export"}),
        ("datapackage.json", '"unit": "fen"', '"unit": "yuan"', {"file_changed"}),
    ],
)
def test_a_changed_file_is_named(here, tmp_path, path, old, new, codes):
    export(tmp_path / "open")
    file = tmp_path / "open" / path
    before = file.read_text()
    assert old in before
    file.write_text(before.replace(old, new, 1))
    report = verify_export(tmp_path / "open")
    assert codes <= {one.code for one in report.findings}
    assert codes == {"not_an_export"} or path in {one.place for one in report.findings if one.code == "file_changed"}


def test_a_row_taken_out_or_put_in_is_named_even_with_the_list_of_hashes_made_anew(here, tmp_path):
    """Whoever changes an export and reckons the sums again lacks the signature; the references tell as well."""
    export(tmp_path / "open")
    folder = tmp_path / "open"
    people = folder / "data/people_person.csv"
    lines = people.read_text().splitlines(keepends=True)
    people.write_text("".join(line for line in lines if NAME not in line))
    (folder / "note.txt").write_text("more")
    codes = {one.code for one in verify_export(folder).findings}
    assert {"file_changed", "file_added", "reference_broken", "rows_differ"} <= codes
    sums = folder / "SHA256SUMS"
    sums.write_text(sums.read_text().replace("0", "1", 1))
    assert "bad_signature" in {one.code for one in verify_export(folder).findings}


def test_another_house_cannot_sign_for_ours(here, tmp_path, settings):
    export(tmp_path / "open")
    from timebank.ledger.keys import public_keys

    ours = public_keys()
    settings.LEDGER_KEYS = tmp_path / "other"
    other = public_keys()
    assert verify_export(tmp_path / "open", keys=ours).findings == []
    assert "bad_signature" in {one.code for one in verify_export(tmp_path / "open", keys=other).findings}


def test_an_export_that_dies_leaves_nothing_and_the_next_one_begins_anew(here, tmp_path, monkeypatch):
    target = tmp_path / "county.zip"

    def power_cut(done, of, what):
        if what == "orders.Order":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(target, progress=power_cut)
    assert not target.exists()
    assert (tmp_path / ".county.zip.part").exists()
    export(target)
    assert verify_export(target, password=PASSWORD).findings == []
    assert list(tmp_path.glob(".*")) == []


def test_nothing_is_written_before_the_journal(here, tmp_path, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the journal cannot be written")

    monkeypatch.setattr("services.windup.actions.export_county.emit", broken)
    with pytest.raises(RuntimeError):
        export(tmp_path / "county.zip")
    assert list(tmp_path.glob("*county*")) == []


def test_who_may_and_what_is_refused(here, tmp_path):
    chen = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    with pytest.raises(NotAllowed):
        export(tmp_path / "a", by=personas.user("苏文彬", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP))
    with pytest.raises(NotFound):
        export(tmp_path / "a", NEIGHBOUR, by=chen)
    with pytest.raises(NotFound):
        export(tmp_path / "a", personas.TOWNSHIP)
    with pytest.raises(PasswordWanted):
        export(tmp_path / "a.zip", password="short")
    with pytest.raises(PasswordWanted):
        export(tmp_path / "a", password=PASSWORD)
    (tmp_path / "there").mkdir()
    with pytest.raises(TargetTaken):
        export(tmp_path / "there")


@pytest.mark.verifies(27)
def test_texts_are_no_formulas_and_come_back_as_they_were(here, tmp_path):
    personas.person("=HYPERLINK(1)")
    export(tmp_path / "open")
    with (tmp_path / "open/data/people_person.csv").open(newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    assert "'=HYPERLINK(1)" in names
    for text in ("", "=1", "'=1", "''", "-", "＋86", "a", "\tb"):
        assert unguarded(guarded(text)) == text
        assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))


def test_the_descriptor_is_a_data_package(here, tmp_path):
    export(tmp_path / "open")
    package = json.loads((tmp_path / "open/datapackage.json").read_text())
    found = {one["name"]: one for one in package["resources"]}
    order = found["orders_order"]["schema"]
    assert {"fields": ["elder_id"], "reference": {"resource": "elders_elder", "fields": ["id"]}} in order["foreignKeys"]
    minutes = next(one for one in order["fields"] if one["name"] == "planned_minutes")
    assert (minutes["type"], minutes["unit"], minutes["title"]) == ("integer", "minute", "计划（分钟）")
    for resource in found.values():
        with (tmp_path / "open" / resource["path"]).open(newline="") as file:
            assert next(csv.reader(file)) == [one["name"] for one in resource["schema"]["fields"]]


@pytest.mark.verifies(28)
def test_the_number_of_queries_does_not_grow_with_the_rows(here, tmp_path, django_assert_max_num_queries):
    """A query for each table, some for each statement; none for each row."""
    with django_assert_max_num_queries(len(tables.TABLES) + 20):
        export(tmp_path / "open")
    assert connection.in_atomic_block
    assert writing.CHUNK > 1
