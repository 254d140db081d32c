"""Thirty files that somebody might send instead of a picture, or as one. None is larger than a few megabytes."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

GPS = {1: "N", 2: (25.0, 41.0, 30.0), 3: "E", 4: (117.0, 51.0, 0.0)}
SECRET = "屏山乡良坪村 12 号"


def scene(size: tuple[int, int] = (1200, 900), seed: int = 1) -> Image.Image:
    """A drawing with something to see in it, another for each seed."""
    made = Image.new("RGB", size, (180, 200, 190))
    pen = ImageDraw.Draw(made)
    for number in range(14):
        turn = (seed * 7919 + number * 104729) % 1009
        left, top = turn % 17 / 17 * size[0], turn % 13 / 13 * size[1]
        shade = (turn * 3 % 256, turn * 5 % 256, turn * 11 % 256)
        pen.rectangle((left, top, left + size[0] / 4, top + size[1] / (3 + number % 4)), fill=shade)
    return made


def saved(picture: Image.Image, kind: str = "JPEG", **how: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def exif(*, at: str = "2026:11:18 15:20:00", gps: dict | None = None, **more: object) -> bytes:
    made = Image.Exif()
    made[0x010F], made[0x0110], made[0x9C9C] = "HUAWEI", "HUAWEI nova 9", SECRET.encode("utf-16le")
    made.get_ifd(0x8769)[0x9003] = at
    made[0x8825] = GPS if gps is None else gps
    for tag, value in more.items():
        made[int(tag[1:], 16)] = value
    return made.tobytes()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *, depth: int = 8, colour: int = 2, before: bytes = b"", data: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    body = data or zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + head + before + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def _texts(kind: bytes, count: int, each: int = 1_000_000) -> bytes:
    """A PNG that shows a small picture and unpacks into ``count`` megabytes of words before it."""
    body = zlib.compress(b"A" * each, 9)
    lead = b"k\0\0" if kind == b"zTXt" else b"k\0\x01\0\0\0"
    real = saved(scene((64, 64)), "PNG")
    return real[:33] + chunk(kind, lead + body) * count + real[33:]


def _in_passes(jpeg: bytes, times: int) -> bytes:
    """The last scan of a progressive JPEG, over and over: little to send, much to work through."""
    last = jpeg.rindex(b"\xff\xda")
    return jpeg[:last] + jpeg[last:-2] * times + jpeg[-2:]


def _strip(width: int, height: int) -> bytes:
    return saved(Image.new("L", (width, height), 90), "JPEG")


def _pixels(kind: str, size: tuple[int, int], mode: str = "RGB", **how: object) -> bytes:
    return saved(Image.new(mode, size), kind, **how)


def _animated(kind: str) -> bytes:
    frames = [scene((300, 200), seed) for seed in (1, 2, 3)]
    return saved(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


SVG = (
    b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><rect width='9' height='9'/></svg>"
)
ZIP = b"PK\x03\x04" + b"\0" * 22 + b"x.php" + b"<?php system($_GET[0]); ?>"
Made = Callable[[], bytes]

REFUSED: dict[str, Made] = {
    "png of 144 megapixels": lambda: _pixels("PNG", (12_000, 12_000), "1"),
    "png of 2 gigapixels, by its head": lambda: png(65_000, 32_000),
    "png of 17 megapixels": lambda: _pixels("PNG", (4200, 4100)),
    "zTXt bomb": lambda: _texts(b"zTXt", 60),
    "iTXt bomb": lambda: _texts(b"iTXt", 60),
    "one text of 50 megabytes": lambda: _texts(b"zTXt", 1, 50_000_000),
    "svg": lambda: SVG,
    "svg that calls itself a jpeg": lambda: b"\xff\xd8\xff" + SVG,
    "html": lambda: b"<html><script>alert(1)</script>",
    "gif": lambda: saved(scene((80, 80)), "GIF"),
    "animated webp": lambda: _animated("WEBP"),
    "animated png": lambda: _animated("PNG"),
    "tiff": lambda: saved(scene((80, 80)), "TIFF"),
    "nine megabytes": lambda: saved(scene((400, 300))) + b"\0" * 9_000_000,
    "cut in half": lambda: (whole := saved(scene()))[: len(whole) // 2],
    "png cut in half": lambda: (whole := saved(scene(), "PNG"))[: len(whole) // 2],
    "nothing": lambda: b"",
    "progressive of 17 megapixels": lambda: _pixels("JPEG", (4200, 4100), progressive=True),
    "progressive of 64 megapixels": lambda: _pixels("JPEG", (8000, 8000), "L", progressive=True),
    "a thousand passes": lambda: _in_passes(saved(scene((2000, 2000)), progressive=True), 1000),
    "webp of 12 megapixels": lambda: _pixels("WEBP", (4000, 3000)),
    "webp of 268 megapixels, by its head": lambda: _webp_head(16_383, 16_383),
}
KEPT: dict[str, Made] = {
    "polyglot with an archive behind it": lambda: saved(scene()) + ZIP,
    "polyglot with a script in its comment": lambda: saved(scene(), comment=b"<?php system($_GET[0]); ?>"),
    "exif with a place": lambda: saved(scene(), exif=exif(), comment=SECRET.encode(), xmp=SECRET.encode()),
    "png with a place and words": lambda: saved(scene(), "PNG", exif=exif(), pnginfo=_words()),
    "cmyk": lambda: saved(scene().convert("CMYK")),
    "16 bits": lambda: saved(Image.linear_gradient("L").convert("I").point(lambda v: v * 257).convert("I;16"), "PNG"),
    "jpeg of 60 megapixels": lambda: _pixels("JPEG", (7700, 7700)),
    "a strip of 64 megapixels": lambda: _strip(65_000, 980),
    "progressive of 12 megapixels": lambda: _pixels("JPEG", (4000, 3000), progressive=True),
    "progressive of 12 megapixels in four inks": lambda: _pixels("JPEG", (4000, 3000), "CMYK", progressive=True),
    "png of 12 megapixels with alpha": lambda: _pixels("PNG", (4000, 3000), "RGBA"),
    "webp of 6 megapixels": lambda: _pixels("WEBP", (3000, 2000), "RGBA"),
    "palette with transparency": lambda: saved(scene().quantize(16), "PNG", transparency=0),
}


def _words() -> PngInfo:
    words = PngInfo()
    words.add_text("Comment", SECRET, zip=True)
    words.add_itxt("XML:com.adobe.xmp", SECRET)
    return words


def _webp_head(width: int, height: int) -> bytes:
    """A small lossless WebP whose head claims another size."""
    real = bytearray(_pixels("WEBP", (16, 16), lossless=True))
    at = real.index(b"VP8L") + 9
    real[at : at + 4] = struct.pack("<I", (width - 1) | (height - 1) << 14)
    return bytes(real)


def files() -> Iterator[tuple[str, bool, bytes]]:
    """Name, whether it is to be kept, and the bytes."""
    for name, make in REFUSED.items():
        yield name, False, make()
    for name, make in KEPT.items():
        yield name, True, make()
