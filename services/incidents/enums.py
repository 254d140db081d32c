"""What can happen to an elder, how bad it is, who must act, and what was done."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    """What happened. The notices ask for five of them by name: these are to be reported at once."""

    FALL = "FALL", pgettext_lazy("incident", "A fall")
    CRITICAL_ILLNESS = "CRITICAL_ILLNESS", pgettext_lazy("incident", "Suddenly very ill")
    LOST_CONTACT = "LOST_CONTACT", pgettext_lazy("incident", "Cannot be found")
    WANDERING = "WANDERING", pgettext_lazy("incident", "Wandering or begging")
    FIRE = "FIRE", pgettext_lazy("incident", "Fire or gas")
    UNLAWFUL_HARM = "UNLAWFUL_HARM", pgettext_lazy("incident", "Harmed by somebody")
    SEVERE_MENTAL_ILLNESS = "SEVERE_MENTAL_ILLNESS", pgettext_lazy("incident", "A severe mental illness")
    GREAT_HARDSHIP = "GREAT_HARDSHIP", pgettext_lazy("incident", "Great hardship")
    FRAUD = "FRAUD", pgettext_lazy("incident", "Cheated out of money")
    WEATHER = "WEATHER", pgettext_lazy("incident", "Storm or flood")
    HELP = "HELP", pgettext_lazy("incident", "Calls for help")  # pressed the button on the card
    OTHER = "OTHER", pgettext_lazy("incident", "Something else")


# 宁夏: to be reported at once, to the village, the township or civil affairs, as the finder chooses.
AT_ONCE = (
    Kind.WANDERING,
    Kind.UNLAWFUL_HARM,
    Kind.CRITICAL_ILLNESS,
    Kind.SEVERE_MENTAL_ILLNESS,
    Kind.GREAT_HARDSHIP,
)


class Severity(models.TextChoices):
    """How bad it is; the clock of each runs at its own pace."""

    DANGER = "DANGER", pgettext_lazy("severity", "A life is in danger")
    SERIOUS = "SERIOUS", pgettext_lazy("severity", "Serious")
    CONCERN = "CONCERN", pgettext_lazy("severity", "Somebody should look")


class Level(models.TextChoices):
    """Whose turn it is."""

    VILLAGE = "VILLAGE", pgettext_lazy("level", "Village")
    TOWNSHIP = "TOWNSHIP", pgettext_lazy("level", "Township")
    COUNTY = "COUNTY", pgettext_lazy("level", "Civil affairs")


class State(models.TextChoices):
    REPORTED = "REPORTED", pgettext_lazy("incident", "Nobody has answered yet")
    ACKNOWLEDGED = "ACKNOWLEDGED", pgettext_lazy("incident", "Somebody is on it")
    OWNED = "OWNED", pgettext_lazy("incident", "Taken over")
    CLOSING = "CLOSING", pgettext_lazy("incident", "Report to be approved")
    CLOSED = "CLOSED", pgettext_lazy("incident", "Closed")
    FALSE_ALARM = "FALSE_ALARM", pgettext_lazy("incident", "A false alarm")
    DUPLICATE = "DUPLICATE", pgettext_lazy("incident", "Reported before")
    TAKEN_BACK = "TAKEN_BACK", pgettext_lazy("incident", "Taken back")


RUNNING = (State.REPORTED, State.ACKNOWLEDGED)  # the clock runs
OPEN = (*RUNNING, State.OWNED, State.CLOSING)
OVER = (State.CLOSED, State.FALSE_ALARM, State.DUPLICATE, State.TAKEN_BACK)


class Channel(models.TextChoices):
    """How it was reported."""

    APP = "APP", pgettext_lazy("reported by", "signed in")
    PUBLIC = "PUBLIC", pgettext_lazy("reported by", "without signing in")
    CARD = "CARD", pgettext_lazy("reported by", "with the elder's card")
    PHONE = "PHONE", pgettext_lazy("reported by", "by telephone")
    VISIT = "VISIT", pgettext_lazy("reported by", "on a visit")


class What(models.TextChoices):
    """One line of the record. It only grows."""

    REPORTED = "REPORTED", pgettext_lazy("incident step", "Reported")
    TOLD = "TOLD", pgettext_lazy("incident step", "Told")
    SEEN = "SEEN", pgettext_lazy("incident step", "Has read it")
    ACKNOWLEDGED = "ACKNOWLEDGED", pgettext_lazy("incident step", "Is on it")
    ON_THE_WAY = "ON_THE_WAY", pgettext_lazy("incident step", "On the way")
    ARRIVED = "ARRIVED", pgettext_lazy("incident step", "Is there")
    NOTE = "NOTE", pgettext_lazy("incident step", "Noted")
    CALLED = "CALLED", pgettext_lazy("incident step", "Rang")
    POLICE_TOLD = "POLICE_TOLD", pgettext_lazy("incident step", "Told the police")
    HELP_CALLED = "HELP_CALLED", pgettext_lazy("incident step", "Rang 120, 119 or 110")
    NOBODY = "NOBODY", pgettext_lazy("incident step", "Nobody is on duty there")
    ESCALATED = "ESCALATED", pgettext_lazy("incident step", "Passed on upwards")
    REPEATED = "REPEATED", pgettext_lazy("incident step", "Alarmed again")
    PAUSED = "PAUSED", pgettext_lazy("incident step", "Clock stopped for a while")
    TOOK_OVER = "TOOK_OVER", pgettext_lazy("incident step", "Took it over")
    OFFERED = "OFFERED", pgettext_lazy("incident step", "Wants to hand it over")
    HANDED_OVER = "HANDED_OVER", pgettext_lazy("incident step", "Handed over")
    OWNERLESS = "OWNERLESS", pgettext_lazy("incident step", "Whoever had it is no longer here")
    ELDER_NAMED = "ELDER_NAMED", pgettext_lazy("incident step", "Found out who it is")
    LINKED = "LINKED", pgettext_lazy("incident step", "Joined to it")
    WRITTEN = "WRITTEN", pgettext_lazy("incident step", "Wrote the closing report")
    SENT_BACK = "SENT_BACK", pgettext_lazy("incident step", "Sent the report back")
    CLOSED = "CLOSED", pgettext_lazy("incident step", "Closed")
    FALSE_ALARM = "FALSE_ALARM", pgettext_lazy("incident step", "Found to be a false alarm")
    DUPLICATE = "DUPLICATE", pgettext_lazy("incident step", "Put together with another report")
    TAKEN_BACK = "TAKEN_BACK", pgettext_lazy("incident step", "Taken back")


# What somebody who acts can add by one tap.
PROGRESS = (What.ON_THE_WAY, What.ARRIVED, What.HELP_CALLED, What.NOTE)


class PauseReason(models.TextChoices):
    """Why the clock may stand still for a while."""

    AMBULANCE = "AMBULANCE", pgettext_lazy("pause", "The ambulance is on its way")
    POLICE = "POLICE", pgettext_lazy("pause", "The police have it in hand")
    FAMILY = "FAMILY", pgettext_lazy("pause", "The family is with the elder")
    ROAD = "ROAD", pgettext_lazy("pause", "The road is blocked, we are trying")


class Answer(models.TextChoices):
    """What came of ringing somebody."""

    REACHED = "REACHED", pgettext_lazy("answer", "Reached")
    COMING = "COMING", pgettext_lazy("answer", "Is coming")
    NO_ANSWER = "NO_ANSWER", pgettext_lazy("answer", "No answer")
    WRONG_NUMBER = "WRONG_NUMBER", pgettext_lazy("answer", "Wrong number")


class Result(models.TextChoices):
    """How it ended."""

    WELL = "WELL", pgettext_lazy("result", "Well, at home")
    HOSPITAL = "HOSPITAL", pgettext_lazy("result", "In hospital")
    IN_CARE = "IN_CARE", pgettext_lazy("result", "Somebody looks after them")
    DIED = "DIED", pgettext_lazy("result", "Died")
    NOT_FOUND = "NOT_FOUND", pgettext_lazy("result", "Not found; the police go on searching")
    FALSE_ALARM = "FALSE_ALARM", pgettext_lazy("result", "It was a false alarm")


class Verdict(models.TextChoices):
    """What became of a closing report."""

    WAITING = "WAITING", pgettext_lazy("closing report", "To be approved")
    APPROVED = "APPROVED", pgettext_lazy("closing report", "Approved")
    BACK = "BACK", pgettext_lazy("closing report", "Sent back")


class LinkKind(models.TextChoices):
    VISIT = "VISIT", pgettext_lazy("incident link", "A visit")
    ORDER = "ORDER", pgettext_lazy("incident link", "An order")
    CALL = "CALL", pgettext_lazy("incident link", "A call of the phone desk")


# Events that may wake somebody up: quiet hours do not count for them.
URGENT = tuple(f"services.incident.{name}" for name in ("reported", "acknowledged", "escalated", "repeated", "burst"))
