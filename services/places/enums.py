from django.db import models
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    """What an elder finds there, as the notices name it."""

    CANTEEN = "CANTEEN", pgettext_lazy("place", "Canteen")  # 老饭桌, 助餐点
    HAPPINESS_HOME = "HAPPINESS_HOME", pgettext_lazy("place", "Happiness home")  # 农村互助幸福院
    DAY_CARE = "DAY_CARE", pgettext_lazy("place", "Day care")
    ACTIVITY = "ACTIVITY", pgettext_lazy("place", "Activity centre")
    CULTURE = "CULTURE", pgettext_lazy("place", "Culture centre")
    SOCIAL_WORK = "SOCIAL_WORK", pgettext_lazy("place", "Social-work station")
    CLINIC = "CLINIC", pgettext_lazy("place", "Clinic")
