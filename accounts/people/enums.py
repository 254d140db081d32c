from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Gender(models.TextChoices):
    FEMALE = "FEMALE", _("Female")
    MALE = "MALE", _("Male")


class Dialect(models.TextChoices):
    """What is spoken at home: many an elder understands nothing else. Datian County alone has five."""

    MANDARIN = "MANDARIN", pgettext_lazy("dialect", "Mandarin")
    QIANLU = "QIANLU", pgettext_lazy("dialect", "Datian Qianlu speech")
    HOULU = "HOULU", pgettext_lazy("dialect", "Datian Houlu speech")
    MINNAN = "MINNAN", pgettext_lazy("dialect", "Southern Min")
    TAOYUAN = "TAOYUAN", pgettext_lazy("dialect", "Taoyuan speech")
    HAKKA = "HAKKA", pgettext_lazy("dialect", "Hakka")
    OTHER = "OTHER", pgettext_lazy("dialect", "Another")


class Relation(models.TextChoices):
    """What ``relative`` is to ``person``."""

    SPOUSE = "SPOUSE", _("Spouse")
    CHILD = "CHILD", _("Child")
    PARENT = "PARENT", _("Parent")
    GRANDCHILD = "GRANDCHILD", _("Grandchild")
    CHILD_IN_LAW = "CHILD_IN_LAW", _("Son- or daughter-in-law")
    SIBLING = "SIBLING", _("Brother or sister")
    OTHER = "OTHER", _("Other relative")


# Who earns nothing for helping this person: 自家爹娘，照顾是本分 (DESIGN §5, kin exclusion).
DIRECT_KIN = (Relation.SPOUSE, Relation.CHILD, Relation.PARENT, Relation.GRANDCHILD, Relation.CHILD_IN_LAW)


class VolunteerStatus(models.TextChoices):
    APPLIED = "APPLIED", _("Applied")
    VERIFIED = "VERIFIED", _("Verified")
    SUSPENDED = "SUSPENDED", _("Suspended")


class CredentialKind(models.TextChoices):
    HEALTH_CARD = "HEALTH_CARD", _("Health card")
    CARE_WORKER = "CARE_WORKER", _("Care worker certificate")
    SOCIAL_WORKER = "SOCIAL_WORKER", _("Social worker certificate")
    COUNSELLOR = "COUNSELLOR", _("Counsellor certificate")
    LAWYER = "LAWYER", _("Lawyer or legal worker licence")
    NURSE = "NURSE", _("Nurse or doctor licence")
    DRIVER = "DRIVER", _("Driving licence")
    ELECTRICIAN = "ELECTRICIAN", _("Electrician certificate")
