"""Pictures are looked at before they are decoded, and kept only as this house drew them anew."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, PngImagePlugin

from accounts.kept_files import keep_file
from accounts.keys import new_key
from accounts.refusals import Invalid

MOST_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
JPEGS = ("JPEG", "MPO")  # MPO: what many phones write, a JPEG with a second picture behind it
# Pixels that may have to be held all at once. WebP holds four copies of them while it decodes.
WHOLE = {"JPEG": 12_000_000, "MPO": 12_000_000, "PNG": 12_000_000, "WEBP": 6_000_000}
MOST_JPEG_PIXELS = 64_000_000  # a plain JPEG decodes straight to a smaller size
MOST_SCANS = 64  # each goes over the whole picture again, and takes ten bytes to ask for
QUALITY = 85
WIDE_BITS = 8  # PNG has samples of 16 bits

# What a PNG says in words is thrown away: Pillow need not unpack 64 MB of it first.
PngImagePlugin.MAX_TEXT_MEMORY = 2 * 1024 * 1024


class NotAPicture(Invalid):
    code = "not_a_picture"
    sentence: Any = _("This is not a picture we can read. Send a JPG or PNG.")
    status = 422


class TooLargePicture(NotAPicture):
    code = "picture_too_large"
    sentence = _("The picture is too large. Take it again with a smaller size, or send it from the phone's album.")
    status = 413


def redraw(sent: bytes, *, side: int, field: str = "photo") -> bytes:
    """The picture as a JPEG of at most ``side`` pixels a side, upright, without what else came with it (EXIF, words).

    Format and size are read from the head of the file and checked before a pixel is decoded. Raises NotAPicture,
    TooLargePicture.
    """
    with opened(sent, side=side, field=field) as (picture, _exif):
        return encoded(picture)


@contextmanager
def opened(sent: bytes, *, side: int, field: str = "photo") -> Iterator[tuple[Image.Image, Image.Exif]]:
    """The picture upright in RGB, at most ``side`` pixels a side, and its EXIF. Raises NotAPicture, TooLargePicture."""
    if len(sent) > MOST_BYTES:
        raise TooLargePicture(field=field)
    try:
        with Image.open(io.BytesIO(sent), formats=FORMATS) as picture:
            if getattr(picture, "is_animated", False) and picture.format != "MPO":
                raise NotAPicture(field=field)
            _demand_bounded(picture, sent, side=side, field=field)
            smaller = _evenly(picture)
            smaller.thumbnail((side, side))  # before anything makes a copy of it
            exif = picture.getexif()
            drawn = _on_white(ImageOps.exif_transpose(_eight_bits(smaller)))
            drawn.info.clear()  # Pillow would write the comment of a JPEG again
    except NotAPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise TooLargePicture(field=field) from error
    except Exception as error:  # a broken file makes Pillow raise almost anything
        raise NotAPicture(field=field) from error
    yield drawn, exif


def encoded(picture: Image.Image, *, quality: int = QUALITY) -> bytes:
    """As a JPEG with nothing in it but the picture."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True)
    return out.getvalue()


def keep(drawn: bytes, *, folder: str) -> str:
    """Keep the file, sealed, under a name of ours and return that name."""
    name = f"{folder}/{new_key().hex}.jpg"
    keep_file(name, drawn)
    return name


def _demand_bounded(picture: Image.Image, sent: bytes, *, side: int, field: str) -> None:
    """Refuse what would unfold to too much; a JPEG is told to come out small. Raises TooLargePicture."""
    kind = str(picture.format)
    whole = WHOLE[kind]
    plain_jpeg = kind in JPEGS and not _in_layers(sent)
    if picture.width * picture.height > (MOST_JPEG_PIXELS if plain_jpeg else whole):
        raise TooLargePicture(field=field)
    if kind in JPEGS and sent.count(b"\xff\xda") > MOST_SCANS:
        raise TooLargePicture(field=field)
    # A box in the picture's own proportions: a long strip would otherwise be decoded at its full length.
    share = side / max(picture.width, picture.height)
    if share < 1:
        picture.draft("RGB", (max(1, int(picture.width * share)), max(1, int(picture.height * share))))
    if picture.width * picture.height > whole:
        raise TooLargePicture(field=field)


def _in_layers(jpeg: bytes) -> bool:
    """Whether a JPEG comes in several passes over the whole picture: progressive, or its colours one after another.

    All of it is then unfolded at its full size: 0.7 MB can become 400 MB. Told from the head of the frame and of the
    first scan, as libjpeg does. True when they cannot be found.
    """
    at, parts = 2, 0
    while at + 10 < len(jpeg) and jpeg[at] == 0xFF:
        mark, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if mark == 0xFF:  # fill bytes may stand before a marker
            at += 1
        elif mark == 0xDA:
            return jpeg[at + 4] < parts
        elif mark in (0xC0, 0xC1):
            parts, at = jpeg[at + 9], at + 2 + length
        elif 0xC2 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            return True
        else:
            at += 2 + length
    return True


def _evenly(picture: Image.Image) -> Image.Image:
    """Pictures of few colours get them all: scaled as they are, they would lose every second line."""
    if picture.mode == "1":
        return picture.convert("L")
    if picture.mode in ("P", "PA"):
        return picture.convert("RGBA" if "transparency" in picture.info or picture.mode == "PA" else "RGB")
    return picture


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Samples of 16 bits would be cut off at 255: nearly all white."""
    if picture.mode.startswith("I"):
        wide = picture.convert("I")
        narrow = wide.point(lambda value: value / (1 << WIDE_BITS)).convert("L")
        narrow.info.pop("transparency", None)
        return narrow
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: JPEG has none."""
    if picture.mode in ("RGBA", "LA", "P", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")
