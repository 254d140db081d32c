"""Who hands in and who signs on each step, and where they sit."""

from accounts.access.enums import Permission
from accounts.surveys.enums import Rung
from accounts.surveys.models import Report

TOWNSHIP_DIGITS = 9
HANDS_IN = {Rung.VILLAGE: Permission.ROUND_WALK, Rung.TOWNSHIP: Permission.ROUND_SIGN}
SIGNS = {Rung.VILLAGE: Permission.ROUND_SIGN, Rung.TOWNSHIP: Permission.ROUND_HOLD}


def signing_place(report: Report) -> str:
    """Region code whose officials sign: the township of a village, the place of the round for a township."""
    return report.region_id[:TOWNSHIP_DIGITS] if report.rung == Rung.VILLAGE else report.round.region_id
