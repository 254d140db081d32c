"""Whom a county honours, how far a round and a candidacy have come, and why somebody is left out of the list."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """The two honours the notice names (田政办〔2020〕41号)."""

    CARER = "CARER", pgettext_lazy("honour", "Excellent filial care worker")  # 优秀孝老员
    FAMILY = "FAMILY", pgettext_lazy("honour", "Family that honours its elders")  # 孝老敬亲家庭


class RoundState(models.TextChoices):
    COLLECTING = "COLLECTING", pgettext_lazy("honours round", "Names are collected")
    NOTICE = "NOTICE", pgettext_lazy("honours round", "On public notice")
    DECIDED = "DECIDED", pgettext_lazy("honours round", "Decided")
    DROPPED = "DROPPED", pgettext_lazy("honours round", "Called off")


class CandidacyState(models.TextChoices):
    SUGGESTED = "SUGGESTED", pgettext_lazy("candidacy", "Suggested by the village")
    NOMINATED = "NOMINATED", pgettext_lazy("candidacy", "Nominated by the township")
    SHORTLISTED = "SHORTLISTED", pgettext_lazy("candidacy", "On the shortlist")
    PUBLIC = "PUBLIC", pgettext_lazy("candidacy", "On public notice")
    HONOURED = "HONOURED", pgettext_lazy("candidacy", "Honoured")
    NOT_CHOSEN = "NOT_CHOSEN", pgettext_lazy("candidacy", "Not chosen this time")
    OUT = "OUT", pgettext_lazy("candidacy", "Taken off")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("candidacy", "Does not want to be honoured")
    REVOKED = "REVOKED", pgettext_lazy("candidacy", "Honour revoked")


C = CandidacyState
RUNNING = (C.SUGGESTED, C.NOMINATED, C.SHORTLISTED, C.PUBLIC)
ON_THE_WAY = (C.NOMINATED, C.SHORTLISTED, C.PUBLIC)
BEFORE_THE_PUBLIC = (C.PUBLIC, C.HONOURED, C.REVOKED)  # what a page without login may show, with consent


class Whose(models.TextChoices):
    """Whose yes it is: for a family both are needed."""

    CANDIDATE = "CANDIDATE", pgettext_lazy("honour consent", "The candidate")
    ELDER = "ELDER", pgettext_lazy("honour consent", "The elder")


class ObjectionWay(models.TextChoices):
    WEB = "WEB", pgettext_lazy("objection to an honour", "On the public page")
    TAKEN_DOWN = "TAKEN_DOWN", pgettext_lazy("objection to an honour", "Taken down by the village or township")


class ObjectionState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("objection to an honour", "Looked into")
    UPHELD = "UPHELD", pgettext_lazy("objection to an honour", "Right: the candidate was taken off")
    REJECTED = "REJECTED", pgettext_lazy("objection to an honour", "Answered: the candidate stays")


class Excluded(models.TextChoices):
    """Why the record keeps somebody off the drawn list. Nothing here speaks of an illness or of money."""

    NOT_VERIFIED = "NOT_VERIFIED", pgettext_lazy("left out", "Is not a verified volunteer today")
    NO_SHOWS = "NO_SHOWS", pgettext_lazy("left out", "Did not come too often after promising to")
    UPHELD = "UPHELD", pgettext_lazy("left out", "A complaint about a service was found right")
    OPEN_URGING = "OPEN_URGING", pgettext_lazy("left out", "The family was asked and has not answered yet")
    HARM = "HARM", pgettext_lazy("left out", "The elder was harmed by somebody, or the matter is still open")
    NEGLECT = "NEGLECT", pgettext_lazy("left out", "A case of grave neglect is on record")
    NOTHING_GIVEN = "NOTHING_GIVEN", pgettext_lazy("left out", "Somebody of the family gives nothing of a duty")
    LEFT = "LEFT", pgettext_lazy("left out", "Has left the registry")


class Reason(models.TextChoices):
    """What a drawn candidate is measured by; each opens its rows."""

    HOURS = "HOURS", pgettext_lazy("honour reason", "Confirmed service")
    MONTHS = "MONTHS", pgettext_lazy("honour reason", "Months in which they served")
    ELDERS = "ELDERS", pgettext_lazy("honour reason", "Elders served")
    PAIRS = "PAIRS", pgettext_lazy("honour reason", "Lasting pairs")
    VISITS = "VISITS", pgettext_lazy("honour reason", "Elders looked in on")
    RATING = "RATING", pgettext_lazy("honour reason", "How it was rated")
    MISSED = "MISSED", pgettext_lazy("honour reason", "Did not come")
    MONEY = "MONEY", pgettext_lazy("honour reason", "Gives for the living")
    CARE = "CARE", pgettext_lazy("honour reason", "Sees to everyday care")
    COMFORT = "COMFORT", pgettext_lazy("honour reason", "Keeps company")
    CONTACT = "CONTACT", pgettext_lazy("honour reason", "Was in touch lately")
    URGINGS = "URGINGS", pgettext_lazy("honour reason", "Answered when asked")
    AGREEMENT = "AGREEMENT", pgettext_lazy("honour reason", "Care agreement kept")
