"""How much a test tries: a size that fits the build, or the full size of ``make verify``."""

import os

FULL = os.environ.get("TIMEBANK_VERIFY") == "full"


def sized(small: int, full: int) -> int:
    """``full`` when everything is to be verified, else ``small``."""
    return full if FULL else small
