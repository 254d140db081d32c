from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Power(models.TextChoices):
    """What a proxy may do for the elder."""

    VIEW = "VIEW", _("See")
    ORDER = "ORDER", _("Order services")
    CONFIRM = "CONFIRM", _("Confirm that work was done")


class Consent(models.TextChoices):
    """How the elder agreed."""

    IN_PERSON = "IN_PERSON", _("In person")
    BY_PHONE = "BY_PHONE", _("By phone")
    SIGNED = "SIGNED", _("Signed on paper")
    VOICE_NOTE = "VOICE_NOTE", _("Voice note")


class Source(models.TextChoices):
    """Where a value of the dossier comes from."""

    SURVEY = "SURVEY", pgettext_lazy("source", "Asked at the door")
    VISIT = "VISIT", pgettext_lazy("source", "Seen on a visit")
    FAMILY = "FAMILY", pgettext_lazy("source", "Said by the family")
    PHONE = "PHONE", pgettext_lazy("source", "Said on the phone")
    PAPER = "PAPER", pgettext_lazy("source", "Read from a document")
    OFFICE = "OFFICE", pgettext_lazy("source", "From an authority")
    IMPORT = "IMPORT", pgettext_lazy("source", "From a roster")


class Tier(models.TextChoices):
    """How much there is to fear for an elder."""

    HIGH = "HIGH", pgettext_lazy("risk", "High")
    MIDDLE = "MIDDLE", pgettext_lazy("risk", "Medium")
    LOW = "LOW", pgettext_lazy("risk", "Low")


class Where(models.TextChoices):
    """Where a supporter lives, as far as the rules of being left behind ask."""

    TOGETHER = "TOGETHER", _("Lives with the elder")
    COUNTY = "COUNTY", _("Elsewhere in the county")
    AWAY = "AWAY", _("Outside the county")
    UNKNOWN = "UNKNOWN", _("Nobody knows")


class Channel(models.TextChoices):
    """How whereabouts were reported."""

    LINK = "LINK", pgettext_lazy("channel", "By link")
    PHONE = "PHONE", pgettext_lazy("channel", "By phone")
    VISIT = "VISIT", pgettext_lazy("channel", "In person")
    IMPORT = "IMPORT", pgettext_lazy("channel", "From a roster")


class GuardianKind(models.TextChoices):
    FAMILY = "FAMILY", _("One of the family")
    ENTRUSTED = "ENTRUSTED", _("Entrusted by the family")


class VisitorKind(models.TextChoices):
    """Who visits, as the notices name them (1+N)."""

    CADRE = "CADRE", _("Village official")
    PARTY_MEMBER = "PARTY_MEMBER", _("Party member")
    COORDINATOR = "COORDINATOR", _("Coordinator")  # 协理员
    ASSISTANT = "ASSISTANT", _("Village assistant")  # 助老员
    NEIGHBOUR = "NEIGHBOUR", _("Neighbour")
    MUTUAL = "MUTUAL", pgettext_lazy("visitor", "Elder who helps elders")  # 互助结对: 一帮一, 多帮一, 一帮多
    OTHER = "OTHER", pgettext_lazy("visitor", "Somebody else")


class EvidenceForm(models.TextChoices):
    """What shows that the elder agreed."""

    PICTURE = "PICTURE", pgettext_lazy("evidence", "Photo of the signature")
    VOICE = "VOICE", pgettext_lazy("evidence", "Voice note")


class CarerKind(models.TextChoices):
    """Who takes the care on."""

    PERSON = "PERSON", pgettext_lazy("carer", "A person")
    ORGANISATION = "ORGANISATION", pgettext_lazy("carer", "An organisation")
    VILLAGE = "VILLAGE", pgettext_lazy("carer", "The village committee")


class Duty(models.TextChoices):
    """What a carer takes on. The list is the house's; what does not fit goes into the words of the agreement."""

    VISIT = "VISIT", pgettext_lazy("duty", "Look in every day")
    MEALS = "MEALS", pgettext_lazy("duty", "See to meals")
    HOUSEHOLD = "HOUSEHOLD", pgettext_lazy("duty", "Wash and clean")
    MEDICINE = "MEDICINE", pgettext_lazy("duty", "Fetch medicine and see that it is taken")
    DOCTOR = "DOCTOR", pgettext_lazy("duty", "Go along to the doctor")
    ERRANDS = "ERRANDS", pgettext_lazy("duty", "Shopping and errands")
    SAFETY = "SAFETY", pgettext_lazy("duty", "Watch fire, gas and water")
    NIGHT = "NIGHT", pgettext_lazy("duty", "Be there at night when needed")
    EMERGENCY = "EMERGENCY", pgettext_lazy("duty", "In an emergency: help at once, ring the family")
    TELL = "TELL", pgettext_lazy("duty", "Tell the family regularly how the elder is")


class Alike(models.TextChoices):
    """How likely it is that two elders are one person; the surest first in the order of the alphabet, too."""

    ALMOST = "ALMOST", pgettext_lazy("alike", "Almost certainly the same")
    LIKELY = "LIKELY", pgettext_lazy("alike", "Probably the same")
    POSSIBLE = "POSSIBLE", pgettext_lazy("alike", "Perhaps the same")


class SameBecause(models.TextChoices):
    """What two dossiers have in common."""

    NAME = "NAME", pgettext_lazy("alike", "The same name")
    SOUND = "SOUND", pgettext_lazy("alike", "The name sounds the same")
    BIRTHDAY = "BIRTHDAY", pgettext_lazy("alike", "The same birthday")
    VILLAGE = "VILLAGE", pgettext_lazy("alike", "The same village")
    PHONE = "PHONE", pgettext_lazy("alike", "The same phone number")


class MergeState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("merge", "Waits for a second person")
    DONE = "DONE", pgettext_lazy("merge", "Put together")
    REFUSED = "REFUSED", pgettext_lazy("merge", "Not put together")
