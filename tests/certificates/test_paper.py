"""Sheets: what cannot be printed right is not printed, and data is never read as markup."""

import re
import zlib
from io import BytesIO

import pytest
import typst
from PIL import Image

from frontend.paper import MissingGlyph, SheetFailed, picture, qr_svg, setting, typeset
from frontend.paper.fonts import drawable, fonts

PROBE = '#import "house.typ": *\n#show: house.with(data.title)\n*#data.name* #data.name'
SHEETS = sorted(path.stem for path in setting.SHEETS.glob("*.typ"))


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """A sheet of our own, beside the house's."""

    def write(text: str = PROBE) -> str:
        for path in setting.SHEETS.iterdir():
            (tmp_path / path.name).write_bytes(path.read_bytes())
        (tmp_path / "probe.typ").write_text(text)
        monkeypatch.setattr(setting, "SHEETS", tmp_path)
        return "probe"

    return write


def test_only_the_wheels_fonts_are_there():
    assert fonts().families() == ["Noto Sans SC", "Noto Serif SC"]


def test_rare_characters_of_names_are_there():
    assert all(ord(sign) in drawable() for sign in "堃喆镕㛃䶮涂焱〔〕＊→")


@pytest.mark.parametrize("sign", ["😀", "ก", "\ue000"])
def test_a_character_without_a_glyph_fails(probe, sign):
    with pytest.raises(MissingGlyph) as found:
        typeset(probe(), {"title": "证明", "name": f"林{sign}妹"})
    assert found.value.characters == sign


def test_without_the_check_typst_would_print_a_box_and_say_nothing(probe):
    """The negative control: why the check is ours."""
    probe()
    compiler = typst.Compiler(
        input=setting.SHEETS / "probe.typ",
        root=setting.SHEETS,
        font_paths=fonts(),
        sys_inputs={"data": '{"title": "证明", "name": "林😀妹"}'},
    )
    _made, warnings = compiler.compile_with_warnings(format="pdf")
    assert warnings == []


def test_a_missing_font_is_a_failure(probe):
    with pytest.raises(SheetFailed, match="unknown font"):
        typeset(probe(PROBE + '\n#text(font: "No Such Font")[x]'), {"title": "证明", "name": "林"})


def test_data_is_shown_and_never_read_as_markup(probe):
    nasty = '*粗* #panic("x") $x$ \\ ] #read("/etc/passwd")'
    made = picture(
        probe('#import "house.typ": *\n#show: house.with(data.title)\n#data.name'), {"title": "x", "name": nasty}
    )
    plain = picture("probe", {"title": "x", "name": "*粗*"})
    assert made[0] != plain[0]  # drawn letter by letter, and nothing ran


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_sheets_own_words_can_be_drawn(sheet):
    text = (setting.SHEETS / f"{sheet}.typ").read_text()
    assert [sign for sign in text if ord(sign) not in drawable() and sign not in "\n"] == []


def test_the_same_sheet_gives_the_same_bytes(probe):
    from tests.personas import NOW

    data = {"title": "证明", "name": "林细妹"}
    assert typeset(probe(), data, at=NOW) == typeset("probe", data, at=NOW)


def test_a_qr_code_is_drawn_as_it_is(probe):
    svg = qr_svg("https://example.org/verify/QX7M-4K2P-9DTH/")
    assert svg.startswith("<svg")
    made = picture(
        probe('#import "house.typ": *\n#show: house.with(data.title)\n#qr(data.qr)'), {"title": "x", "qr": svg}
    )
    image = Image.open(BytesIO(made[0])).convert("L")
    assert image.getextrema()[0] < 30


def pdf_text(pdf: bytes) -> str:
    """Every character that can be copied out of a PDF, by its fonts' ToUnicode maps; in no order."""
    found = []
    for packed in re.findall(rb"stream\r?\n(.*?)\nendstream", pdf, re.S):
        # a stream that ends in a carriage return keeps it: what unpacks it stops by itself where it ends
        stream = zlib.decompressobj().decompress(packed) if packed[:1] == b"\x78" else packed
        for block in re.findall(rb"beginbfchar(.*?)endbfchar", stream, re.S):
            found += re.findall(rb"<[0-9A-Fa-f]{4}>\s*<([0-9A-Fa-f]{4,})>", block)
    return "".join(bytes.fromhex(code.decode()).decode("utf-16-be") for code in found)


def test_the_text_of_a_pdf_can_be_copied(probe):
    """Every character of a name is in the PDF as text, so that a reader program can say it."""
    text = pdf_text(typeset(probe(), {"title": "证明", "name": "堃喆镕"}))
    assert {"堃", "喆", "镕"} <= set(text)
