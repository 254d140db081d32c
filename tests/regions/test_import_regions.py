"""Official division files: all of one or nothing of it."""

import pytest
from django.core.management import CommandError, call_command

from accounts.regions.actions.import_regions import BadRegionFile, import_regions
from accounts.regions.enums import Level
from accounts.regions.models import Region
from timebank.config.demo.build import REGIONS as DATIAN

pytestmark = pytest.mark.django_db
NINGXIA = DATIAN.with_name("regions-ningxia-64.csv")
HEAD = "code,name,level,parent_code\n35,福建省,province,\n3504,三明市,prefecture,35\n350425,大田县,county,3504\n"


@pytest.fixture
def write(tmp_path):
    def write(text, encoding="utf-8"):
        path = tmp_path / "regions.csv"
        path.write_bytes(text.encode(encoding))
        return path

    return write


def test_import_regions_loads_all_of_datian():
    assert import_regions(file=DATIAN) == (301, 0)
    assert Region.objects.filter(parent="350425", level=Level.TOWNSHIP).count() == 19
    assert Region.objects.filter(code__startswith="350425", level=Level.VILLAGE).count() == 279
    baiyan = Region.objects.get(code="350425100001")
    assert (baiyan.name, baiyan.parent.name, baiyan.initials) == ("白岩居委会", "均溪镇", "byjwh")


def test_import_regions_twice_changes_nothing():
    import_regions(file=DATIAN)
    before = list(Region.objects.values_list())
    assert import_regions(file=DATIAN) == (0, 301)
    assert list(Region.objects.values_list()) == before


def test_import_regions_loads_all_of_ningxia():
    assert import_regions(file=NINGXIA) == (3199, 0)


def test_import_regions_keeps_places_and_takes_new_names(write):
    import_regions(file=write(HEAD))
    Region.objects.filter(code="350425").update(latitude=25.69, longitude=117.85)
    assert import_regions(file=write(HEAD.replace("大田县", "大田"))) == (0, 3)
    county = Region.objects.get(code="350425")
    assert (county.name, county.initials, county.latitude) == ("大田", "dt", 25.69)


def test_import_regions_finds_parents_loaded_before(write):
    import_regions(file=write(HEAD))
    more = write("code,name,level,parent_code\n350425100,均溪镇,township,350425\n")
    assert import_regions(file=more) == (1, 0)


def test_import_regions_reads_the_mark_that_excel_puts_first(write):
    assert import_regions(file=write(HEAD, encoding="utf-8-sig")) == (3, 0)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("350425100,均溪镇,street,350425", "level"),
        ("35042510,均溪镇,township,350425", "length"),
        ("３５０４２５１００,均溪镇,township,350425", "length"),
        ("350425100,,township,350425", "name"),
        (f"350425100,{'镇' * 61},township,350425", "name"),
        ("350426100,均溪镇,township,350425", "parent's code"),
        ("350425100,均溪镇,township,350425,more", "level"),
        ("350426100,别处镇,township,350426", "neither"),
        ("350425,大田县,county,3504", "line 4 already"),
    ],
)
def test_import_regions_names_the_bad_line_and_loads_nothing(write, settings, line, why):
    settings.LANGUAGE_CODE = "en"
    with pytest.raises(BadRegionFile) as refused:
        import_regions(file=write(HEAD + line + "\n"))
    sentence = refused.value.in_language("en")
    assert sentence.startswith("Line 5: ")
    assert why in sentence
    assert not Region.objects.exists()


@pytest.mark.parametrize(
    ("content", "encoding"),
    [("kode,name\n35,福建省\n", "utf-8"), ("", "utf-8"), (HEAD, "gb18030")],
)
def test_import_regions_refuses_what_is_no_region_file(write, content, encoding):
    with pytest.raises(BadRegionFile):
        import_regions(file=write(content, encoding))
    assert not Region.objects.exists()


def test_import_regions_command_says_what_it_did(write, capsys):
    call_command("import_regions", write(HEAD))
    assert capsys.readouterr().out == "3 regions new, 0 already there\n"


def test_import_regions_command_fails_on_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError):
        call_command("import_regions", tmp_path / "nothing.csv")
