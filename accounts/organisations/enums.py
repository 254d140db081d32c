from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    SOCIAL_WORK = "SOCIAL_WORK", _("Social-work organisation")
    VOLUNTEER_TEAM = "VOLUNTEER_TEAM", _("Volunteer team")
    ELDERS_ASSOCIATION = "ELDERS_ASSOCIATION", _("Elders' association")
    CANTEEN = "CANTEEN", _("Canteen")
    HOME_CARE = "HOME_CARE", _("Home-care company")
    CLINIC = "CLINIC", _("Clinic")


# Their people are paid for the work, so it is no volunteering and must not be recorded as such (order no. 67, Art 19).
PAID_KINDS = (OrganisationKind.CANTEEN, OrganisationKind.HOME_CARE, OrganisationKind.CLINIC)


class MemberRole(models.TextChoices):
    MANAGER = "MANAGER", _("Manager")
    MEMBER = "MEMBER", _("Member")
