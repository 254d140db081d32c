"""What places are, who runs them on which ground, how safe they are, and what somebody comes for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlaceKind(models.TextChoices):
    """What an elder finds there, as the notices name it."""

    CANTEEN = "CANTEEN", pgettext_lazy("place", "Canteen")  # 老饭桌, 助餐点
    HAPPINESS_HOME = "HAPPINESS_HOME", pgettext_lazy("place", "Happiness home")  # 农村互助幸福院
    ELDER_CARE = "ELDER_CARE", pgettext_lazy("place", "Elder-care centre")  # 农村养老服务中心
    DAY_CARE = "DAY_CARE", pgettext_lazy("place", "Day care")
    ACTIVITY = "ACTIVITY", pgettext_lazy("place", "Activity centre")
    CULTURE = "CULTURE", pgettext_lazy("place", "Culture centre")  # 综合文化服务中心
    ELDERS_SCHOOL = "ELDERS_SCHOOL", pgettext_lazy("place", "Elders' school")  # 老年学校
    COMMUNITY = "COMMUNITY", pgettext_lazy("place", "Community service centre")  # 农村社区综合服务设施, 党员活动室
    SOCIAL_WORK = "SOCIAL_WORK", pgettext_lazy("place", "Social-work station")
    CLINIC = "CLINIC", pgettext_lazy("place", "Clinic")
    SHARED_DWELLING = "SHARED_DWELLING", pgettext_lazy("place", "Shared dwelling")  # 集中居住点: people's home


OPEN_KINDS = tuple(kind for kind in PlaceKind if kind != PlaceKind.SHARED_DWELLING)  # where anybody may come
CARING = (  # what counts when a village asks whether anything is near (D22)
    PlaceKind.CANTEEN,
    PlaceKind.HAPPINESS_HOME,
    PlaceKind.ELDER_CARE,
    PlaceKind.DAY_CARE,
    PlaceKind.ACTIVITY,
)
HOSTING = (*CARING, PlaceKind.CULTURE, PlaceKind.ELDERS_SCHOOL, PlaceKind.COMMUNITY, PlaceKind.SOCIAL_WORK)
LIVED_IN = (PlaceKind.SHARED_DWELLING, PlaceKind.HAPPINESS_HOME, PlaceKind.ELDER_CARE)  # people sleep there


class Basis(models.TextChoices):
    """On which ground somebody runs a place."""

    OWN = "OWN", pgettext_lazy("place terms", "Run by the village itself")
    ENTRUSTED = "ENTRUSTED", pgettext_lazy("place terms", "Entrusted to it")  # 委托
    PURCHASED = "PURCHASED", pgettext_lazy("place terms", "Bought as a service")  # 政府购买服务
    DONATED = "DONATED", pgettext_lazy("place terms", "Run as a gift")  # 社会力量捐助运营


class FireGrade(models.TextChoices):
    """How safe it is when it burns, as whoever checked it says."""

    GOOD = "GOOD", pgettext_lazy("fire grade", "Good")
    FAIR = "FAIR", pgettext_lazy("fire grade", "Fair")
    LOW = "LOW", pgettext_lazy("fire grade", "Low")


class Device(models.TextChoices):
    """What stands ready against fire."""

    SPRINKLER = "SPRINKLER", pgettext_lazy("fire device", "Simple sprinkler")  # 简易喷淋
    SMOKE_ALARM = "SMOKE_ALARM", pgettext_lazy("fire device", "Stand-alone smoke alarm")  # 独立式报警装置
    EXTINGUISHER = "EXTINGUISHER", pgettext_lazy("fire device", "Extinguisher")
    EXIT_LIGHT = "EXIT_LIGHT", pgettext_lazy("fire device", "Lit way out")
    BREAKER = "BREAKER", pgettext_lazy("fire device", "Leakage breaker")


WANTED_WHERE_LOW = (Device.SPRINKLER, Device.SMOKE_ALARM)  # N33: where elders live together and the grade is low


class StayKind(models.TextChoices):
    """What somebody comes for besides the meal (D25)."""

    NOON_REST = "NOON_REST", pgettext_lazy("stay", "Noon rest")
    COMPANY = "COMPANY", pgettext_lazy("stay", "Company and comfort")
    MUTUAL_HELP = "MUTUAL_HELP", pgettext_lazy("stay", "Mutual help")


class StayStatus(models.TextChoices):
    BOOKED = "BOOKED", pgettext_lazy("stay", "Expected")
    CAME = "CAME", pgettext_lazy("stay", "Came")
    MISSED = "MISSED", pgettext_lazy("stay", "Did not come")
    CANCELLED = "CANCELLED", pgettext_lazy("stay", "Called off")


class Proof(models.TextChoices):
    """How whoever minds the place knew that it was this elder."""

    CARD = "CARD", pgettext_lazy("stay proof", "The elder's card")
    SEEN = "SEEN", pgettext_lazy("stay proof", "Known by sight")


class Lack(models.TextChoices):
    """What is wrong with the safety of a place, the worst first."""

    NEVER = "NEVER", _("Never checked")
    LATE = "LATE", _("The next check is overdue")
    UNMENDED = "UNMENDED", _("Not put right in time")
    DEVICES = "DEVICES", _("Grade low, devices missing")
