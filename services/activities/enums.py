"""What is on, how it stands, and who came."""

from django.db import models
from django.utils.translation import pgettext_lazy


class ActivityKind(models.TextChoices):
    """As the notices name them."""

    CULTURE = "CULTURE", pgettext_lazy("activity", "Culture and games")  # 文体娱乐
    COURSE = "COURSE", pgettext_lazy("activity", "Course")  # 教育培训
    HEALTH = "HEALTH", pgettext_lazy("activity", "Health day")  # 健康生活知识教育
    TALK = "TALK", pgettext_lazy("activity", "Talk")  # 知识讲座
    SAFETY = "SAFETY", pgettext_lazy("activity", "Safety: fire, fraud, traffic")  # 安全防范自我保护, 消防宣传
    LAW = "LAW", pgettext_lazy("activity", "Law day")  # 送法进村
    GROUP_VISIT = "GROUP_VISIT", pgettext_lazy("activity", "Group visit")  # 集体走访


class ActivityStatus(models.TextChoices):
    PLANNED = "PLANNED", pgettext_lazy("activity", "Announced")
    RUNNING = "RUNNING", pgettext_lazy("activity", "Under way")
    HELD = "HELD", pgettext_lazy("activity", "Held")
    CANCELLED = "CANCELLED", pgettext_lazy("activity", "Called off")


class GuestStatus(models.TextChoices):
    SIGNED = "SIGNED", pgettext_lazy("guest", "Signed up")
    CAME = "CAME", pgettext_lazy("guest", "Came")
    ABSENT = "ABSENT", pgettext_lazy("guest", "Did not come")
    CANCELLED = "CANCELLED", pgettext_lazy("guest", "Called off")


class GuestProof(models.TextChoices):
    """How it is known that they were there."""

    CARD = "CARD", pgettext_lazy("guest proof", "The elder's card")
    SEEN = "SEEN", pgettext_lazy("guest proof", "Known by sight")
    PAPER = "PAPER", pgettext_lazy("guest proof", "Signed on paper")


TO_COME = (ActivityStatus.PLANNED, ActivityStatus.RUNNING)
EXPECTED = (GuestStatus.SIGNED, GuestStatus.CAME)
