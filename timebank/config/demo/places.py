"""Where the demo's villages lie: APPROXIMATE values, good for distances on a demo board and nothing else.

The official division files carry no coordinates. The middles of the townships below were set down by hand, to
about ten kilometres; villages are spread evenly around them by a formula, not surveyed. Degrees WGS 84.
"""

import math

from accounts.regions.enums import Level
from accounts.regions.models import Region

COUNTY_SEAT = (25.69, 117.85)
TOWNSHIPS = {
    "350425100": COUNTY_SEAT,  # 均溪镇
    "350425101": (25.76, 117.96),  # 石牌镇
    "350425102": (25.77, 117.77),  # 上京镇
    "350425103": (25.87, 117.68),  # 广平镇
    "350425104": (25.72, 117.58),  # 桃源镇
    "350425105": (25.80, 118.02),  # 太华镇
    "350425106": (25.92, 117.73),  # 建设镇
    "350425107": (25.98, 117.78),  # 奇韬镇
    "350425108": (25.75, 117.88),  # 华兴镇
    "350425109": (25.61, 117.70),  # 吴山镇
    "350425110": (25.86, 117.86),  # 文江镇
    "350425111": (25.90, 117.95),  # 梅山镇
    "350425201": (25.60, 117.62),  # 屏山乡
    "350425203": (25.57, 117.82),  # 济阳乡
    "350425204": (25.62, 117.79),  # 武陵乡
    "350425205": (25.66, 117.72),  # 谢洋乡
    "350425208": (25.62, 117.90),  # 湖美乡
    "350425209": (25.82, 117.79),  # 前坪乡
    "350425400": (25.72, 117.82),  # 东风农场生活区
}
REACH_KM = 5.5  # the farthest village from the middle of its township
KM_PER_DEGREE = 111.2  # of latitude
GOLDEN_ANGLE = math.pi * (3 - math.sqrt(5))  # spreads points over a disc without rows or gaps


def place_regions() -> None:
    """Give the county, its townships and villages their approximate middles."""
    changed = []
    for region in Region.objects.filter(code__startswith="350425", level=Level.COUNTY):
        region.latitude, region.longitude = COUNTY_SEAT
        changed.append(region)
    for code, middle in TOWNSHIPS.items():
        villages = list(Region.objects.filter(parent=code).order_by("code"))
        for region in Region.objects.filter(code=code):
            region.latitude, region.longitude = middle
            changed.append(region)
        for number, village in enumerate(villages):
            village.latitude, village.longitude = _around(middle, number, len(villages))
            changed.append(village)
    Region.objects.bulk_update(changed, ["latitude", "longitude"], batch_size=500)


def _around(middle: tuple[float, float], number: int, count: int) -> tuple[float, float]:
    """The point ``number`` of ``count`` on a sunflower spiral around ``middle``; early ones lie near it."""
    distance_km = REACH_KM * math.sqrt((number + 0.3) / count)
    return shifted(middle, distance_km, number * GOLDEN_ANGLE)


def shifted(point: tuple[float, float], distance_km: float, angle: float) -> tuple[float, float]:
    """``point`` moved by a distance at an angle (radians, counted from north)."""
    latitude = point[0] + distance_km * math.cos(angle) / KM_PER_DEGREE
    longitude = point[1] + distance_km * math.sin(angle) / (KM_PER_DEGREE * math.cos(math.radians(point[0])))
    return round(latitude, 5), round(longitude, 5)
