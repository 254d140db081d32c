"""Links to the navigation apps people have. Nothing is sent until one is tapped, and then a place without a name.

Places are WGS 84, as GPS gives them; both Chinese maps are told so and shift it themselves.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from accounts.people.models import Person
from accounts.people.queries import place_of

DECIMALS = 6  # a tenth of a metre


@dataclass(frozen=True)
class Way:
    """One app."""

    words: str
    href: str


def ways_to(person: Person) -> dict[str, Any]:
    """``ways`` to the person's house, or to the middle of the village (``village``); none when neither is known.

    Needs ``home``. Addresses as Amap's URI API, Baidu's URI API and RFC 5870 describe them.
    """
    return ways_to_point(*place_of(person), village=person.latitude is None)


def ways_to_point(latitude: float | None, longitude: float | None, *, village: bool = False) -> dict[str, Any]:
    """The same to any point, degrees WGS 84; ``village``: it is only the middle of one."""
    if latitude is None or longitude is None:
        return {"ways": []}
    north, east = round(latitude, DECIMALS), round(longitude, DECIMALS)
    there = _("Where to go")  # never a name: the apps keep what was looked for
    amap = {"to": f"{east},{north},{there}", "mode": "walk", "coordinate": "wgs84", "callnative": 1}
    baidu = {"location": f"{north},{east}", "title": there, "content": there, "output": "html", "coord_type": "wgs84"}
    return {
        "village": village,
        "ways": [
            Way(pgettext("map", "Amap"), f"https://uri.amap.com/navigation?{urlencode(amap)}"),
            Way(pgettext("map", "Baidu Maps"), f"https://api.map.baidu.com/marker?{urlencode(baidu)}"),
            Way(pgettext("map", "another map"), f"geo:{north},{east}?q={north},{east}"),
        ],
    }
