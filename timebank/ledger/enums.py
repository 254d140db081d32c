from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Unit(models.TextChoices):
    MINUTE = "MINUTE", _("Minute")
    FEN = "FEN", _("Fen")


class AccountKind(models.TextChoices):
    PERSON = "PERSON", _("Person")
    ORGANISATION = "ORGANISATION", _("Organisation")
    POOL = "POOL", _("Community pool")
    PROGRAMME = "PROGRAMME", _("Programme")
    VOUCHER = "VOUCHER", _("Voucher")  # of one elder, for services; never cash
    GIFT = "GIFT", pgettext_lazy("account", "Gift for orders")  # of one elder, given by somebody; pays their orders
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
    DRAW = "DRAW", pgettext_lazy("transfer", "Paid for an order")  # a gift or the pool, into the book that pays
    RETURN = "RETURN", pgettext_lazy("transfer", "Gift come back")


class HoldStatus(models.TextChoices):
    HELD = "HELD", _("Held")
    SETTLED = "SETTLED", _("Settled")
    RELEASED = "RELEASED", _("Released")
    TIMED_OUT = "TIMED_OUT", _("Timed out")


class ReversalStatus(models.TextChoices):
    OPEN = "OPEN", _("Waiting for a second person")
    APPROVED = "APPROVED", _("Reversed")
    REFUSED = "REFUSED", _("Refused")
