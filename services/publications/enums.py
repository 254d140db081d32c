"""What is published to people, about what, to whom."""

from django.db import models
from django.utils.translation import pgettext_lazy


class Kind(models.TextChoices):
    ARTICLE = "ARTICLE", pgettext_lazy("publication", "Good to know")
    WARNING = "WARNING", pgettext_lazy("publication", "Warning")
    ANNOUNCEMENT = "ANNOUNCEMENT", pgettext_lazy("publication", "Announcement")


class Topic(models.TextChoices):
    FRAUD = "FRAUD", pgettext_lazy("topic", "Against fraud")
    SAFETY = "SAFETY", pgettext_lazy("topic", "Safety at home")
    HEALTH = "HEALTH", pgettext_lazy("topic", "Health")
    RIGHTS = "RIGHTS", pgettext_lazy("topic", "Rights and the law")
    DUTY = "DUTY", pgettext_lazy("topic", "Duties of the family")
    BENEFITS = "BENEFITS", pgettext_lazy("topic", "What one is entitled to")
    OTHER = "OTHER", pgettext_lazy("topic", "Other")


class Audience(models.TextChoices):
    """Whose messages it goes into, of those who sign in at the place. On the public pages everybody reads it."""

    EVERYBODY = "EVERYBODY", pgettext_lazy("audience", "Everybody")
    FAMILIES = "FAMILIES", pgettext_lazy("audience", "Elders, families and helpers")
    VOLUNTEERS = "VOLUNTEERS", pgettext_lazy("audience", "Volunteers")
    STAFF = "STAFF", pgettext_lazy("audience", "Villages and townships")


class State(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("publication", "Being written")
    PUBLISHED = "PUBLISHED", pgettext_lazy("publication", "Published")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("publication", "Withdrawn")
