"""A certificate as a picture to send to family and friends: 1080 × 1440, with the code that lets anybody check it."""

import math
from io import BytesIO
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override
from PIL import Image, ImageDraw, ImageFont

from frontend.paper.fonts import SANS, SERIF
from frontend.shell.wording import digit_cells, full_date_text, in_chinese, name_text, place_text
from frontend.volunteer.certificate_paper import number_text, time_words
from timebank.certificates.models import Certificate

WIDTH, HEIGHT = 1080, 1440
MARGIN = 84
GREEN, INK, SOFT, LINE, RED, PAPER = "#1e5b3b", "#17221b", "#435047", "#bfd0c2", "#c2371f", "#f7f9f4"
HILLS = "#d5e3d4"
MOST_ROWS = 4
QR_SIDE = 232


class _Sheet:
    """A canvas that sets text in the house's two fonts; the wheel has no bold, so bold is drawn with a stroke."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self,
        at: tuple[float, float],
        words: str,
        size: int,
        *,
        colour: str = INK,
        bold: bool = False,
        serif: bool = False,
        anchor: str = "la",
        widest: float = WIDTH - 2 * MARGIN,
    ) -> None:
        """One line, set smaller if it is wider than ``widest``."""
        path = str(SERIF if serif else SANS)
        font = ImageFont.truetype(path, size)
        while size > 18 and self.draw.textlength(words, font=font) > widest:
            size -= 2
            font = ImageFont.truetype(path, size)
        stroke = max(1, round(size * 0.026)) if bold else 0
        self.draw.text(at, words, font=font, fill=colour, anchor=anchor, stroke_width=stroke, stroke_fill=colour)

    def png(self) -> bytes:
        out = BytesIO()
        self.image.save(out, "PNG", optimize=True)
        return out.getvalue()


def certificate_picture(certificate: Certificate, *, language: str, address: str) -> bytes:
    """The picture as PNG. It says no more than the paper does, and less of where somebody lives."""
    facts = certificate.details()
    sheet = _Sheet()
    with override(language):
        _frame(sheet)
        middle = WIDTH / 2
        county = place_text(certificate.county.name)
        sheet.text((middle, 128), _("%(county)s time bank") % {"county": county}, 34, colour=GREEN, anchor="ma")
        sheet.text((middle, 186), _("Time given to elders"), 66, bold=True, serif=True, anchor="ma")
        sheet.text((middle, 318), name_text(facts["name"]), 58, bold=True, anchor="ma")
        period = f"{full_date_text(certificate.since_on)} – {full_date_text(certificate.until_on)}"
        sheet.text((middle, 398), period, 30, colour=SOFT, anchor="ma")
        _boxes(sheet, facts["minutes"], top=476)
        times = _("%(times)s times") % {"times": f"{facts['services']:,}"}
        sheet.text((middle, 704), times, 36, colour=SOFT, anchor="ma")
        _rows(sheet, facts["rows"], top=780)
        _foot(sheet, certificate, address)
    return sheet.png()


def _frame(sheet: _Sheet) -> None:
    """Terraced fields at the foot, and the double frame of the paper."""
    for step in range(3):
        line = [
            (x, 1352 + 13 * step + 6 * math.sin(x / 170 + step * 1.3) + 3 * math.sin(x / 63 + step))
            for x in range(58, WIDTH - 57, 6)
        ]
        sheet.draw.line(line, fill=HILLS, width=3)
    sheet.draw.rectangle((36, 36, WIDTH - 37, HEIGHT - 37), outline=GREEN, width=9)
    sheet.draw.rectangle((52, 52, WIDTH - 53, HEIGHT - 53), outline=GREEN, width=2)


def _boxes(sheet: _Sheet, minutes: int, *, top: int) -> None:
    """Figures in boxes, a red line after the hours, as in the passbook."""
    cells = digit_cells(minutes)
    width, head, height = 118, 46, 190
    left = (WIDTH - width * len(cells)) / 2
    right = left + width * len(cells)
    sheet.draw.rounded_rectangle((left, top, right, top + height), 12, fill="#ffffff", outline=GREEN, width=4)
    sheet.draw.line((left + 4, top + head, right - 4, top + head), fill=LINE, width=2)
    for number, cell in enumerate(cells):
        x = left + width * number
        if number:
            colour, thick = (RED, 6) if cell["cut"] else (LINE, 2)
            sheet.draw.line((x, top + 4, x, top + height - 4), fill=colour, width=thick)
        sheet.text((x + width / 2, top + 8), str(cell["label"]), 26, colour=SOFT, anchor="ma")
        sheet.text((x + width / 2, top + head + 72), str(cell["digit"]), 96, bold=True, anchor="mm")


def _rows(sheet: _Sheet, rows: list[dict[str, Any]], *, top: int) -> None:
    """What was done most, one line each."""
    for number, row in enumerate(rows[:MOST_ROWS]):
        y = top + 66 * number
        sheet.text((150, y), row["zh"] if in_chinese() else row["en"], 34, widest=500)
        sheet.text((WIDTH - 150, y), time_words(row["minutes"]), 34, anchor="ra")
        sheet.draw.line((150, y + 54, WIDTH - 150, y + 54), fill=LINE, width=2)


def _foot(sheet: _Sheet, certificate: Certificate, address: str) -> None:
    """The QR code on white, the code in letters, who keeps the record."""
    left, top = 110, 1090
    sheet.draw.rectangle((left - 18, top - 18, left + QR_SIDE + 18, top + QR_SIDE + 18), fill="#ffffff")
    code = segno.make(address, error="m", micro=False)
    side = int(code.symbol_size(border=0)[0])
    scale = max(1, QR_SIDE // side)  # whole pixels, or a camera stumbles
    out = BytesIO()
    code.save(out, kind="png", border=0, scale=scale)
    edge = (QR_SIDE - side * scale) // 2
    sheet.image.paste(Image.open(out).convert("RGB"), (left + edge, top + edge))
    x, widest = left + QR_SIDE + 48, WIDTH - (left + QR_SIDE + 48) - 92
    sheet.text((x, top - 4), _("Scan to check that this is genuine"), 28, colour=SOFT, widest=widest)
    sheet.text((x, top + 40), certificate.code_spaced, 46, bold=True, widest=widest)
    sheet.text((x, top + 112), number_text(certificate), 26, colour=SOFT, widest=widest)
    sheet.text((x, top + 154), _("A platform record of the time bank,"), 24, colour=SOFT, widest=widest)
    sheet.text((x, top + 188), _("not of the national volunteer system."), 24, colour=SOFT, widest=widest)
