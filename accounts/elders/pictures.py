"""Portraits: what somebody sends is looked at before it is decoded, and kept only as this house drew it anew."""

import io
from typing import Any

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

from accounts.kept_files import keep_file
from accounts.keys import new_key
from accounts.refusals import Invalid

MOST_BYTES = 8 * 1024 * 1024
FORMATS = ("JPEG", "PNG", "WEBP")
WHOLE = 16_000_000  # pixels that may have to be held all at once
MOST_PIXELS = {"JPEG": 64_000_000, "PNG": WHOLE, "WEBP": WHOLE}  # JPEG decodes straight to a smaller size
SIDE = 960
QUALITY = 85
FOLDER = "elders"


class NotAPicture(Invalid):
    code = "not_a_picture"
    sentence: Any = _("This is not a picture we can read. Send a JPG or PNG.")
    status = 422


class TooLargePicture(NotAPicture):
    code = "picture_too_large"
    sentence = _("The picture is too large. Take it again with a smaller size, or send it from the phone's album.")
    status = 413


def redraw(sent: bytes, *, side: int = SIDE, field: str = "photo") -> bytes:
    """The picture as a JPEG of at most ``side`` pixels a side, upright, without what else came with it (EXIF, words).

    Format and size are read from the head of the file and checked before a pixel is decoded. Raises NotAPicture,
    TooLargePicture.
    """
    if len(sent) > MOST_BYTES:
        raise TooLargePicture(field=field)
    try:
        with Image.open(io.BytesIO(sent), formats=FORMATS) as picture:
            # A progressive JPEG comes in layers over the whole picture: 0.7 MB can unfold to 400 MB.
            most = WHOLE if picture.info.get("progressive") else MOST_PIXELS[str(picture.format)]
            if picture.width * picture.height > most:
                raise TooLargePicture(field=field)
            picture.draft("RGB", (side, side))
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((side, side))
            out = io.BytesIO()
            drawn = _on_white(upright)
            drawn.info.clear()  # Pillow would write the comment of a JPEG again
            drawn.save(out, "JPEG", quality=QUALITY, optimize=True)
    except NotAPicture:
        raise
    except Exception as error:  # a broken file makes Pillow raise almost anything
        raise NotAPicture(field=field) from error
    return out.getvalue()


def keep(drawn: bytes, *, folder: str = FOLDER) -> str:
    """Keep the file, sealed, under a name of ours and return that name."""
    name = f"{folder}/{new_key().hex}.jpg"
    keep_file(name, drawn)
    return name


def _on_white(picture: Image.Image) -> Image.Image:
    """Without transparency: JPEG has none."""
    if picture.mode in ("RGBA", "LA", "P", "PA"):
        layer = picture.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    return picture.convert("RGB")
