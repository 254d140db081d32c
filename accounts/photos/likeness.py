"""A fingerprint of what a picture shows: 64 bits that survive another size, another compression, another brightness.

The picture is brought to 32 × 32 grey values and taken apart into waves (discrete cosine transform); each of the
64 slowest waves gives one bit: stronger than their median, or weaker. Two pictures are alike when few bits differ.
The method is the well-known “pHash”; written out here because the library for it brings 200 MB (docs/adr/0021).
"""

from math import cos, pi
from statistics import median, pstdev

from PIL import Image

SIDE, WAVES = 32, 8
ALIKE = 6  # of 64 bits; two pictures that have nothing to do with each other differ in about 32
FLATTEST = 4.0  # standard deviation of the grey values, of 255: below, there is nothing to be seen
COSINES = [[cos(pi * wave * (2 * at + 1) / (2 * SIDE)) for at in range(SIDE)] for wave in range(WAVES)]


def fingerprint(picture: Image.Image) -> int | None:
    """64 bits as a signed integer, as PostgreSQL keeps them; None for a flat picture, like which all flat ones are."""
    grey = list(picture.convert("L").resize((SIDE, SIDE), Image.Resampling.LANCZOS).tobytes())
    if pstdev(grey) < FLATTEST:
        return None
    rows = [grey[at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    across = [[sum(map(float.__mul__, wave, map(float, row))) for wave in COSINES] for row in rows]
    waves = [sum(wave[at] * across[at][column] for at in range(SIDE)) for wave in COSINES for column in range(WAVES)]
    middle = median(waves[1:])  # the first is the mean brightness
    bits = sum(1 << place for place, wave in enumerate(waves) if wave > middle)
    return bits - (1 << 64) if bits >> 63 else bits


def distance(one: int, other: int) -> int:
    """In how many of the 64 bits two fingerprints differ."""
    return ((one ^ other) & ((1 << 64) - 1)).bit_count()
