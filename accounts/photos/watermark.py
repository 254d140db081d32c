"""Time and place, in a band below the picture: what it shows is not covered, and the words are always legible."""

from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont
from pylopdf_fonts_zh_cn import sans_path

GROUND, INK = (32, 38, 34), (255, 255, 255)
LEAST_PX, MOST_PX = 13, 40
SHARE = 30  # of the picture's width, for one line of text
MORE = "…"


def with_band(picture: Image.Image, lines: list[str]) -> Image.Image:
    """The picture with the lines below it; too long a line gets smaller, then ends in “…”."""
    lines = [line for line in lines if line]
    if not lines:
        return picture
    size = min(MOST_PX, max(LEAST_PX, picture.width // SHARE))
    margin, step = size // 2, int(size * 1.45)
    band = Image.new("RGB", (picture.width, step * len(lines) + 2 * (margin // 2)), GROUND)
    pen = ImageDraw.Draw(band)
    for number, line in enumerate(lines):
        text, font = _fitted(line, size, band.width - 2 * margin)
        pen.text((margin, margin // 2 + number * step + step // 2), text, font=font, fill=INK, anchor="lm")
    whole = Image.new("RGB", (picture.width, picture.height + band.height))
    whole.paste(picture, (0, 0))
    whole.paste(band, (0, picture.height))
    return whole


def _fitted(line: str, size: int, room: int) -> tuple[str, ImageFont.FreeTypeFont]:
    while size > LEAST_PX and _font(size).getlength(line) > room:
        size -= 1
    font = _font(size)
    if font.getlength(line) <= room:
        return line, font
    while line and font.getlength(line + MORE) > room:
        line = line[:-1]
    return line + MORE, font


@lru_cache(maxsize=8)
def _font(size: int) -> ImageFont.FreeTypeFont:
    # The wheel that sheets are set with; nothing to install, and the same on every machine.
    return ImageFont.truetype(sans_path(), size)
