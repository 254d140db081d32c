from django.db import models
from django.utils.translation import pgettext_lazy


class Mode(models.TextChoices):
    """How somebody was in touch (以电话问候、上门访问、集中走访等形式)."""

    HOME = "HOME", pgettext_lazy("visit mode", "At the door")
    PHONE = "PHONE", pgettext_lazy("visit mode", "By telephone")
    ROUND = "ROUND", pgettext_lazy("visit mode", "On a joint round")


class Outcome(models.TextChoices):
    """What came of it. Whatever is not VISITED is a try that counts: it is kept, and the next one comes sooner."""

    VISITED = "VISITED", pgettext_lazy("visit outcome", "Met and talked")
    NOT_AT_HOME = "NOT_AT_HOME", pgettext_lazy("visit outcome", "Not at home")
    NO_ANSWER = "NO_ANSWER", pgettext_lazy("visit outcome", "No answer")
    REFUSED = "REFUSED", pgettext_lazy("visit outcome", "Did not want to")
    AWAY = "AWAY", pgettext_lazy("visit outcome", "Away for a time, others say")


class Health(models.TextChoices):
    WELL = "WELL", pgettext_lazy("visit health", "Well")
    WEAKER = "WEAKER", pgettext_lazy("visit health", "Weaker than before")
    ILL = "ILL", pgettext_lazy("visit health", "Ill, should see a doctor")


class Food(models.TextChoices):
    WELL = "WELL", pgettext_lazy("visit food", "Eats well")
    LITTLE = "LITTLE", pgettext_lazy("visit food", "Eats little")
    NOTHING_THERE = "NOTHING_THERE", pgettext_lazy("visit food", "Hardly any food in the house")


class Mood(models.TextChoices):
    GOOD = "GOOD", pgettext_lazy("visit mood", "In good spirits")
    LONELY = "LONELY", pgettext_lazy("visit mood", "Lonely")
    TROUBLED = "TROUBLED", pgettext_lazy("visit mood", "Troubled or confused")


class Safety(models.TextChoices):
    SAFE = "SAFE", pgettext_lazy("visit safety", "Nothing dangerous")
    FIRE = "FIRE", pgettext_lazy("visit safety", "Fire, gas or wires")
    HOUSE = "HOUSE", pgettext_lazy("visit safety", "The house itself")
    PEOPLE = "PEOPLE", pgettext_lazy("visit safety", "Somebody cheats or hurts them")


class Kept(models.TextChoices):
    """Whether who agreed to care does care (N08)."""

    KEPT = "KEPT", pgettext_lazy("care kept", "Yes")
    PARTLY = "PARTLY", pgettext_lazy("care kept", "Partly")
    NOT_KEPT = "NOT_KEPT", pgettext_lazy("care kept", "No")


class Given(models.TextChoices):
    """How much of a duty a supporter fulfils (经济上供养、生活上照料和精神上慰藉)."""

    ENOUGH = "ENOUGH", pgettext_lazy("given", "Enough")
    SOME = "SOME", pgettext_lazy("given", "A little")
    NONE = "NONE", pgettext_lazy("given", "Nothing")


class Reason(models.TextChoices):
    """Why somebody should look in."""

    REGULAR = "REGULAR", pgettext_lazy("window", "Regular visit")
    CHANGE = "CHANGE", pgettext_lazy("window", "Something changed")


class Because(models.TextChoices):
    """What changed."""

    TIER = "TIER", pgettext_lazy("window", "At high risk since now")
    MOVED = "MOVED", pgettext_lazy("window", "Moved here")
    HAPPENED = "HAPPENED", pgettext_lazy("window", "Something serious happened")
    INCIDENT = "INCIDENT", pgettext_lazy("window", "After an incident")


class WindowState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("window state", "To do")
    DONE = "DONE", pgettext_lazy("window state", "Done")
    TRIED = "TRIED", pgettext_lazy("window state", "Tried in vain")
    MISSED = "MISSED", pgettext_lazy("window state", "Missed")
    DROPPED = "DROPPED", pgettext_lazy("window state", "No longer needed")


class UrgingState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("urging state", "No answer yet")
    ANSWERED = "ANSWERED", pgettext_lazy("urging state", "Answered")
    CLOSED = "CLOSED", pgettext_lazy("urging state", "Closed")


class UrgingChannel(models.TextChoices):
    PHONE = "PHONE", pgettext_lazy("urging channel", "By telephone")
    MESSAGE = "MESSAGE", pgettext_lazy("urging channel", "By text or WeChat")
    IN_PERSON = "IN_PERSON", pgettext_lazy("urging channel", "In person")
    LETTER = "LETTER", pgettext_lazy("urging channel", "By letter")


class About(models.TextChoices):
    """What the family is asked to do."""

    VISIT = "VISIT", pgettext_lazy("urging", "Come and see them")
    CALL = "CALL", pgettext_lazy("urging", "Ring more often")
    MONEY = "MONEY", pgettext_lazy("urging", "Give money for living")
    CARE = "CARE", pgettext_lazy("urging", "See to everyday care")
    DOCTOR = "DOCTOR", pgettext_lazy("urging", "See to a doctor")
    OTHER = "OTHER", pgettext_lazy("urging", "Something else")


class FindingState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("finding", "To decide")
    ACCEPTED = "ACCEPTED", pgettext_lazy("finding", "In the dossier")
    LEFT = "LEFT", pgettext_lazy("finding", "Left as it was")


class Checked(models.TextChoices):
    """What the elder said when somebody rang to ask about a visit."""

    WAS_THERE = "WAS_THERE", pgettext_lazy("visit check", "Yes, somebody came or rang")
    WAS_NOT = "WAS_NOT", pgettext_lazy("visit check", "No, nobody did")
    NOT_SURE = "NOT_SURE", pgettext_lazy("visit check", "Does not remember")
    NOT_REACHED = "NOT_REACHED", pgettext_lazy("visit check", "Not reached")


class Pattern(models.TextChoices):
    """Signs that ask for a call back."""

    BURST = "BURST", pgettext_lazy("pattern", "Many doors within ten minutes")
    SAME_PHOTO = "SAME_PHOTO", pgettext_lazy("pattern", "The picture was used for somebody else")
    TRAVEL = "TRAVEL", pgettext_lazy("pattern", "Too fast from one place to the next")
    ROUND_TIMES = "ROUND_TIMES", pgettext_lazy("pattern", "All times on the quarter hour")
    BACKFILLED = "BACKFILLED", pgettext_lazy("pattern", "Many typed in long afterwards")
    ALIKE = "ALIKE", pgettext_lazy("pattern", "The same words for everybody")
    ONE_DEVICE = "ONE_DEVICE", pgettext_lazy("pattern", "One device for several people")
