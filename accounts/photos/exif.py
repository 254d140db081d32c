"""What a camera wrote into the picture: when, where and with what. Read for evidence, then it is stripped."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from django.utils import timezone as zone
from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

LONGEST_CAMERA = 60
YEARS = range(1995, 2100)
WRITTEN = "%Y:%m:%d %H:%M:%S"


@dataclass(frozen=True)
class Taken:
    """``at`` aware, ``point`` latitude and longitude in degrees WGS 84; empty: not said, or it makes no sense."""

    at: datetime | None = None
    point: tuple[float, float] | None = None
    camera: str = ""


def read_exif(exif: Image.Exif) -> Taken:
    """Never raises: anybody can write anything there, and a broken line must not cost the picture."""
    return Taken(at=_quietly(_moment, exif), point=_quietly(_point, exif), camera=_quietly(_camera, exif) or "")


def _quietly(read: Any, exif: Image.Exif) -> Any:
    try:
        return read(exif)
    except Exception:  # Pillow hands out whatever the file says: other types, zero denominators, wrong lengths
        return None


def _moment(exif: Image.Exif) -> datetime | None:
    inner = exif.get_ifd(IFD.Exif)
    for said, offset in (
        (inner.get(Base.DateTimeOriginal), inner.get(Base.OffsetTimeOriginal)),
        (inner.get(Base.DateTimeDigitized), inner.get(Base.OffsetTimeDigitized)),
        (exif.get(Base.DateTime), inner.get(Base.OffsetTime)),
    ):
        if said:
            naive = datetime.strptime(str(said).strip("\0 ")[:19], WRITTEN)  # noqa: DTZ007 – the zone follows
            if naive.year in YEARS:
                return naive.replace(tzinfo=_zone(offset) or zone.get_current_timezone())
    return None


def _zone(offset: Any) -> timezone | None:
    """``+08:00`` → its zone."""
    text = str(offset or "").strip("\0 ")
    if len(text) != len("+08:00") or text[0] not in "+-":
        return None
    span = timedelta(hours=int(text[1:3]), minutes=int(text[4:]))
    return timezone(-span if text[0] == "-" else span)


def _point(exif: Image.Exif) -> tuple[float, float] | None:
    gps = exif.get_ifd(IFD.GPSInfo)
    latitude = _degrees(gps[GPS.GPSLatitude], gps[GPS.GPSLatitudeRef], "S")
    longitude = _degrees(gps[GPS.GPSLongitude], gps[GPS.GPSLongitudeRef], "W")
    if (
        abs(latitude) > 90 or abs(longitude) > 180 or (latitude, longitude) == (0, 0)
    ):  # 0, 0: “not known” of many phones
        return None
    return latitude, longitude


def _degrees(parts: Any, side: Any, negative: str) -> float:
    whole, minutes, seconds = (float(part) for part in parts)
    value = whole + minutes / 60 + seconds / 3600
    if value != value:  # 0/0
        raise ValueError("not a number")
    return round(-value if str(side).startswith(negative) else value, 6)


def _camera(exif: Image.Exif) -> str:
    make, model = (_plain(exif.get(tag)) for tag in (Base.Make, Base.Model))
    return (model if model.lower().startswith(make.lower()) else f"{make} {model}").strip()[:LONGEST_CAMERA]


def _plain(value: Any) -> str:
    return "".join(sign for sign in str(value or "") if unicodedata.category(sign)[0] != "C").strip()
