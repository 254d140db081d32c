"""What an elder can be referred for, to whom, from where, and what becomes of it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What somebody else must do. The notices name most of them; ``services.referrals.kinds`` says which office."""

    RELIEF = "RELIEF", pgettext_lazy("referral", "Temporary relief")  # 临时救助
    MEDICAL_AID = "MEDICAL_AID", pgettext_lazy("referral", "Medical aid")  # 医疗救助
    HOUSING = "HOUSING", pgettext_lazy("referral", "Renovation of an unsafe house")  # 危房改造
    POVERTY_FILE = "POVERTY_FILE", pgettext_lazy("referral", "Poverty file")  # 建档立卡
    FAMILY_DOCTOR = "FAMILY_DOCTOR", pgettext_lazy("referral", "Family doctor")  # 家庭医生签约
    HEALTH_CHECK = "HEALTH_CHECK", pgettext_lazy("referral", "Health management")  # 健康管理
    COUNSELLING = "COUNSELLING", pgettext_lazy("referral", "Somebody to talk to")  # 心理疏导
    LEGAL_AID = "LEGAL_AID", pgettext_lazy("referral", "Legal aid")  # 法律援助
    DISPUTE = "DISPUTE", pgettext_lazy("referral", "Dispute")  # 矛盾纠纷
    NEGLECT = "NEGLECT", pgettext_lazy("referral", "Grave neglect by the family")  # 不履行赡养义务
    POLICE = "POLICE", pgettext_lazy("referral", "Police matter")  # 公安
    FALSE_CLAIM = "FALSE_CLAIM", pgettext_lazy("referral", "False claim of public money")  # 虚报冒领
    FIRE_SAFETY = "FIRE_SAFETY", pgettext_lazy("referral", "Fire safety at home")
    OTHER = "OTHER", pgettext_lazy("referral", "Another matter")


class State(models.TextChoices):
    SENT = "SENT", pgettext_lazy("referral", "Sent")
    RECEIVED = "RECEIVED", pgettext_lazy("referral", "Received")
    IN_HAND = "IN_HAND", pgettext_lazy("referral", "In hand")
    GRANTED = "GRANTED", pgettext_lazy("referral", "Done")
    REFUSED = "REFUSED", pgettext_lazy("referral", "Refused")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("referral", "Withdrawn")


OPEN = (State.SENT, State.RECEIVED, State.IN_HAND)
ANSWERED = (State.GRANTED, State.REFUSED)


class Origin(models.TextChoices):
    """From what somebody saw that an office is needed; ``origin_key`` is the row of it, where there is one."""

    DOSSIER = "DOSSIER", pgettext_lazy("referral origin", "From the dossier")
    VISIT = "VISIT", pgettext_lazy("referral origin", "From a visit")
    INCIDENT = "INCIDENT", pgettext_lazy("referral origin", "From an emergency")
    LIST = "LIST", pgettext_lazy("referral origin", "From a list of those who go without")
    DESK = "DESK", pgettext_lazy("referral origin", "By telephone")


class Agreed(models.TextChoices):
    """How the elder agreed that an office is told."""

    IN_PERSON = "IN_PERSON", pgettext_lazy("referral", "The elder agreed, face to face")
    BY_PHONE = "BY_PHONE", pgettext_lazy("referral", "The elder agreed on the telephone")
    SIGNED = "SIGNED", pgettext_lazy("referral", "The elder signed")
    FAMILY = "FAMILY", pgettext_lazy("referral", "The family agreed for the elder")
    DUTY = "DUTY", pgettext_lazy("referral", "Not asked: it is our duty to tell")


class Shows(models.TextChoices):
    """What of the elder the office is shown besides name, age and village."""

    PHONE = "PHONE", pgettext_lazy("referral", "Telephone")
    ADDRESS = "ADDRESS", pgettext_lazy("referral", "Address")
    FACTS = "FACTS", pgettext_lazy("referral", "What the dossier says on this matter")


class What(models.TextChoices):
    """One line of the record. It only grows."""

    SENT = "SENT", pgettext_lazy("referral step", "Sent")
    RECEIVED = "RECEIVED", pgettext_lazy("referral step", "Received")
    TAKEN = "TAKEN", pgettext_lazy("referral step", "Took it in hand")
    NOTED = "NOTED", pgettext_lazy("referral step", "Noted")
    CALL_TAKEN = "CALL_TAKEN", pgettext_lazy("referral step", "Report taken")
    ON_SCENE = "ON_SCENE", pgettext_lazy("referral step", "Was on the spot")
    CASE_FILED = "CASE_FILED", pgettext_lazy("referral step", "Case opened")
    MET = "MET", pgettext_lazy("referral step", "Sat down together")
    GRANTED = "GRANTED", pgettext_lazy("referral step", "Done")
    REFUSED = "REFUSED", pgettext_lazy("referral step", "Refused")
    PASSED_ON = "PASSED_ON", pgettext_lazy("referral step", "Passed on")
    OBJECTED = "OBJECTED", pgettext_lazy("referral step", "Objected")
    REMINDED = "REMINDED", pgettext_lazy("referral step", "Reminded")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("referral step", "Withdrawn")


# What an office can add to the record of a matter of a kind; police times are what happened when, by their clock.
POLICE_NOTES = (What.CALL_TAKEN, What.ON_SCENE, What.CASE_FILED)
