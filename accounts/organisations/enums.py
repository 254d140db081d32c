from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    SOCIAL_WORK = "SOCIAL_WORK", _("Social-work organisation")
    VOLUNTEER_TEAM = "VOLUNTEER_TEAM", _("Volunteer team")
    ELDERS_ASSOCIATION = "ELDERS_ASSOCIATION", _("Elders' association")
    MUTUAL_AID = "MUTUAL_AID", _("Mutual-help group of the village")  # 互助小组, often without a licence
    CANTEEN = "CANTEEN", _("Canteen")
    CATERER = "CATERER", _("Caterer")
    HOME_CARE = "HOME_CARE", _("Home-care company")
    CARE_HOME = "CARE_HOME", _("Care home")
    CLINIC = "CLINIC", _("Clinic")
    SHOP = "SHOP", _("Shop")
    COOPERATIVE = "COOPERATIVE", _("Rural co-operative")  # 农村经济合作社, asked by the notices to lend a hand
    SCHOOL = "SCHOOL", _("School or pupils' team")
    CHARITY = "CHARITY", _("Charity or foundation")


# Their people are paid for the work, so it is no volunteering and must not be recorded as such (order no. 67, Art 19).
PAID_KINDS = (
    OrganisationKind.CANTEEN,
    OrganisationKind.CATERER,
    OrganisationKind.HOME_CARE,
    OrganisationKind.CARE_HOME,
    OrganisationKind.CLINIC,
    OrganisationKind.SHOP,
    OrganisationKind.COOPERATIVE,
)
# These may stand without a licence; without one nobody buys from them (DESIGN §7).
UNLICENSED_KINDS = (
    OrganisationKind.ELDERS_ASSOCIATION,
    OrganisationKind.MUTUAL_AID,
    OrganisationKind.VOLUNTEER_TEAM,
    OrganisationKind.SCHOOL,
)


class OrganisationStatus(models.TextChoices):
    WAITING = "WAITING", pgettext_lazy("organisation state", "Waits for civil affairs")
    VERIFIED = "VERIFIED", pgettext_lazy("organisation state", "Verified")
    REFUSED = "REFUSED", pgettext_lazy("organisation state", "Refused")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("organisation state", "Taken back")
    SUSPENDED = "SUSPENDED", pgettext_lazy("organisation state", "Suspended")
    CLOSED = "CLOSED", pgettext_lazy("organisation state", "Closed")


class MemberRole(models.TextChoices):
    MANAGER = "MANAGER", _("Manager")
    DISPATCHER = "DISPATCHER", _("Dispatcher")
    MEMBER = "MEMBER", _("Member")


class JoinStatus(models.TextChoices):
    WAITING = "WAITING", pgettext_lazy("join request", "Waits for an answer")
    ACCEPTED = "ACCEPTED", pgettext_lazy("join request", "Accepted")
    DECLINED = "DECLINED", pgettext_lazy("join request", "Declined")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("join request", "Taken back")


class AbsenceKind(models.TextChoices):
    LEAVE = "LEAVE", pgettext_lazy("absence", "On leave")
    SICK = "SICK", pgettext_lazy("absence", "Ill")
    TRAINING = "TRAINING", pgettext_lazy("absence", "In training")
    FARM = "FARM", pgettext_lazy("absence", "Farm work")
    OTHER = "OTHER", pgettext_lazy("absence", "Away")


class PaperKind(models.TextChoices):
    LICENCE = "LICENCE", _("Licence or registration certificate")
    FOOD = "FOOD", _("Food business licence")
    MEDICAL = "MEDICAL", _("Licence to practise medicine")
    FIRE = "FIRE", _("Fire safety record")
    INSURANCE = "INSURANCE", _("Accident insurance")


class Weekday(models.IntegerChoices):
    """As ``date.weekday`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class GuardianRelation(models.TextChoices):
    """What the guardian is to the pupil."""

    PARENT = "PARENT", pgettext_lazy("guardian", "Father or mother")
    GRANDPARENT = "GRANDPARENT", pgettext_lazy("guardian", "Grandfather or grandmother")
    OTHER = "OTHER", pgettext_lazy("guardian", "Another guardian")
