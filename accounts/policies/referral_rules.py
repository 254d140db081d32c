"""How long an office has to answer what was referred to it, and how often it is reminded.

The days are the house's own unless a citation says otherwise; a county writes its own beside them.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.policies.kinds import Whole
from accounts.policies.shape import DAYS, HOUSE, Group, Rule


def _days(code: str, days: int, title: Any, citation: str = HOUSE) -> Rule:
    sentence = _("From the day it was sent the office has so many days for its answer.")
    return Rule(f"referral.days_{code}", days, Whole(DAYS, 1, 366), Group.REFERRALS, title, sentence, citation)


DAYS_RELIEF = _days("relief", 10, _("Answer: temporary relief"))
DAYS_MEDICAL_AID = _days("medical_aid", 20, _("Answer: medical aid"))
DAYS_HOUSING = _days("housing", 30, _("Answer: unsafe house"))
DAYS_POVERTY_FILE = _days("poverty_file", 30, _("Answer: poverty file"))
DAYS_FAMILY_DOCTOR = _days("family_doctor", 15, _("Answer: family doctor"))
DAYS_HEALTH_CHECK = _days("health_check", 30, _("Answer: health management"))
DAYS_COUNSELLING = _days("counselling", 7, _("Answer: somebody to talk to"))
DAYS_LEGAL_AID = _days("legal_aid", 7, _("Answer: legal aid"), "中华人民共和国法律援助法（2021年）第四十三条")
DAYS_DISPUTE = _days("dispute", 30, _("Answer: dispute"))
DAYS_NEGLECT = _days("neglect", 15, _("Answer: grave neglect"))
DAYS_POLICE = _days("police", 3, _("Answer: police matter"))
DAYS_FALSE_CLAIM = _days("false_claim", 30, _("Answer: false claim"))
DAYS_FIRE_SAFETY = _days("fire_safety", 15, _("Answer: fire safety"))
DAYS_OTHER = _days("other", 15, _("Answer: another matter"))
DAYS_PASSED = Rule(
    "referral.days_passed",
    5,
    Whole(DAYS, 0, 60),
    Group.REFERRALS,
    _("Passed on to another office"),
    _("Whoever gets it next has what is left of the time, and at least so many days."),
)
REMIND_EVERY = Rule(
    "referral.remind_every",
    3,
    Whole(DAYS, 1, 60),
    Group.REFERRALS,
    _("Reminding"),
    _("An office that is late is reminded every so many days, and so is whoever sent it."),
)
AGAIN_AFTER = Rule(
    "referral.again_after",
    180,
    Whole(DAYS, 0, 1000),
    Group.REFERRALS,
    _("After a refusal"),
    _("Who was refused stands on the list of those who go without again after so many days."),
)

ALL = (
    DAYS_RELIEF,
    DAYS_MEDICAL_AID,
    DAYS_HOUSING,
    DAYS_POVERTY_FILE,
    DAYS_FAMILY_DOCTOR,
    DAYS_HEALTH_CHECK,
    DAYS_COUNSELLING,
    DAYS_LEGAL_AID,
    DAYS_DISPUTE,
    DAYS_NEGLECT,
    DAYS_POLICE,
    DAYS_FALSE_CLAIM,
    DAYS_FIRE_SAFETY,
    DAYS_OTHER,
    DAYS_PASSED,
    REMIND_EVERY,
    AGAIN_AFTER,
)
