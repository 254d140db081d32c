"""Ways to tell somebody something, and what can become of it."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    INBOX = "INBOX", pgettext_lazy("channel", "In the inbox")
    PUSH = "PUSH", pgettext_lazy("channel", "On the phone's screen")
    SMS = "SMS", pgettext_lazy("channel", "Text message")
    CALL_SHEET = "CALL_SHEET", pgettext_lazy("channel", "By voice")


class State(models.TextChoices):
    WAITING = "WAITING", pgettext_lazy("delivery", "On its way")
    HELD = "HELD", pgettext_lazy("delivery", "Waits for the morning")
    SENT = "SENT", pgettext_lazy("delivery", "Sent")
    FAILED = "FAILED", pgettext_lazy("delivery", "Did not get through")
    UNTRUE = "UNTRUE", pgettext_lazy("delivery", "Not sent: no longer true")
    GONE = "GONE", pgettext_lazy("delivery", "The phone no longer takes them")
    SPARED = "SPARED", pgettext_lazy("delivery", "Not sent: enough for one day")


OPEN = (State.WAITING, State.HELD)


class Weight(models.IntegerChoices):
    """How much it matters that somebody hears of it now."""

    ORDINARY = 1
    IMPORTANT = 2  # worth a text message, or a walk to the door
    URGENT = 3  # at any hour, by every way there is


class News(models.TextChoices):
    """Groups of news a person can choose ways for."""

    ALARM = "ALARM", pgettext_lazy("news", "Alarms")
    ORDERS = "ORDERS", pgettext_lazy("news", "Orders and tasks")
    CARE = "CARE", pgettext_lazy("news", "The elders you look after")
    BOOK = "BOOK", pgettext_lazy("news", "Passbook and certificates")
    WORK = "WORK", pgettext_lazy("news", "Surveys, rules, corrections")


class Heard(models.TextChoices):
    """What came of telling somebody by voice."""

    TOLD = "TOLD", pgettext_lazy("told by voice", "Told")
    NOT_REACHED = "NOT_REACHED", pgettext_lazy("told by voice", "Not reached")
