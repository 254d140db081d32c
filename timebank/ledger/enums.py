from django.db import models
from django.utils.translation import gettext_lazy as _


class Unit(models.TextChoices):
    MINUTE = "MINUTE", _("Minute")
    FEN = "FEN", _("Fen")


class AccountKind(models.TextChoices):
    PERSON = "PERSON", _("Person")
    ORGANISATION = "ORGANISATION", _("Organisation")
    POOL = "POOL", _("Community pool")
    PROGRAMME = "PROGRAMME", _("Programme")
    VOUCHER = "VOUCHER", _("Voucher")  # of one elder, for services; never cash
    ISSUANCE = "ISSUANCE", _("Issuance")
    RETIRED = "RETIRED", _("Retired")


class TransferKind(models.TextChoices):
    EARN = "EARN", _("Service")
    SPEND = "SPEND", _("Spent")
    GRANT = "GRANT", _("Granted")
    GIFT = "GIFT", _("Gift")
    DONATE = "DONATE", _("Donation")
    EXPIRE = "EXPIRE", _("Expired")
    ALLOT = "ALLOT", _("Allotted")
    SETTLE = "SETTLE", _("Settled")
    REVERSE = "REVERSE", _("Reversed")
    INHERIT = "INHERIT", _("Inherited")
    RELOCATE = "RELOCATE", _("Moved")


class HoldStatus(models.TextChoices):
    HELD = "HELD", _("Held")
    SETTLED = "SETTLED", _("Settled")
    RELEASED = "RELEASED", _("Released")
    TIMED_OUT = "TIMED_OUT", _("Timed out")


class ReversalStatus(models.TextChoices):
    OPEN = "OPEN", _("Waiting for a second person")
    APPROVED = "APPROVED", _("Reversed")
    REFUSED = "REFUSED", _("Refused")
