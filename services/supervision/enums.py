"""What is measured, what is counted, and how it stands."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Gauge(models.TextChoices):
    """The four failures that the notice names, each turned into what should be done, and whom the care reaches."""

    REGISTRY = "REGISTRY", pgettext_lazy("gauge", "Do we know our elders?")  # 底数不清
    RISKS = "RISKS", pgettext_lazy("gauge", "Do we look where danger is?")  # 风险隐患排查不扎实
    RESPONSE = "RESPONSE", pgettext_lazy("gauge", "Do we answer emergencies in time?")  # 突发事件处置不及时
    EVIDENCE = "EVIDENCE", pgettext_lazy("gauge", "Is care more than a form?")  # 关爱服务流于形式
    COVERAGE = "COVERAGE", pgettext_lazy("gauge", "Does care reach everybody?")  # 关爱服务全面开展
    ORDERS = "ORDERS", pgettext_lazy("gauge", "Does somebody come when asked?")


class Subject(models.TextChoices):
    """What one case is."""

    ELDER = "ELDER", pgettext_lazy("gauge case", "Elder")
    INCIDENT = "INCIDENT", pgettext_lazy("gauge case", "Emergency")
    VISIT = "VISIT", pgettext_lazy("gauge case", "Visit")
    ORDER = "ORDER", pgettext_lazy("gauge case", "Service")


class Light(models.TextChoices):
    """How a place stands against the goal of the day."""

    RED = "RED", pgettext_lazy("gauge light", "Red")
    YELLOW = "YELLOW", pgettext_lazy("gauge light", "Yellow")
    REACHED = "REACHED", pgettext_lazy("gauge light", "Reached")
    NOTHING = "NOTHING", pgettext_lazy("gauge light", "Nothing to count")


class BulletinState(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("bulletin", "Being written")
    SUBMITTED = "SUBMITTED", pgettext_lazy("bulletin", "Waits for a second person")
    PUBLISHED = "PUBLISHED", pgettext_lazy("bulletin", "Published")
    DROPPED = "DROPPED", pgettext_lazy("bulletin", "Dropped")


class TaskState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("supervision task", "To do")
    DONE = "DONE", pgettext_lazy("supervision task", "Said to be done")
    ACCEPTED = "ACCEPTED", pgettext_lazy("supervision task", "Accepted")
    RETURNED = "RETURNED", pgettext_lazy("supervision task", "Not yet done")
    DROPPED = "DROPPED", pgettext_lazy("supervision task", "Dropped")


UNDONE = (TaskState.OPEN, TaskState.RETURNED)


class TaskWhat(models.TextChoices):
    """One line of a task's record."""

    GIVEN = "GIVEN", pgettext_lazy("supervision task step", "Given")
    DONE = "DONE", pgettext_lazy("supervision task step", "Said to be done")
    ACCEPTED = "ACCEPTED", pgettext_lazy("supervision task step", "Looked at again and accepted")
    RETURNED = "RETURNED", pgettext_lazy("supervision task step", "Looked at again: not yet done")
    DROPPED = "DROPPED", pgettext_lazy("supervision task step", "Dropped")


class InspectionState(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("inspection", "Under way")
    CLOSED = "CLOSED", pgettext_lazy("inspection", "Closed")


class Looked(models.TextChoices):
    """What an inspection found at one door."""

    AS_WRITTEN = "AS_WRITTEN", pgettext_lazy("inspection", "As it is written down")
    OTHERWISE = "OTHERWISE", pgettext_lazy("inspection", "Otherwise than written down")
    NOT_MET = "NOT_MET", pgettext_lazy("inspection", "Nobody met")


class MatterState(models.TextChoices):
    RAISED = "RAISED", pgettext_lazy("matter", "Sent up")
    RECEIVED = "RECEIVED", pgettext_lazy("matter", "Received")
    ANSWERED = "ANSWERED", pgettext_lazy("matter", "Answered")


class MatterKind(models.TextChoices):
    """What is sent up: a problem one cannot solve oneself (N88), or a grave finding (D46)."""

    PROBLEM = "PROBLEM", pgettext_lazy("matter", "A problem we cannot solve ourselves")
    GRAVE = "GRAVE", pgettext_lazy("matter", "A grave finding")
