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
