from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrderStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Draft")
    OPEN = "OPEN", _("Waiting")
    CLAIMED = "CLAIMED", _("Claimed")
    IN_SERVICE = "IN_SERVICE", _("In service")
    SERVED = "SERVED", _("To confirm")
    CONFIRMED = "CONFIRMED", _("Booked")
    CANCELLED = "CANCELLED", _("Cancelled")
    EXPIRED = "EXPIRED", pgettext_lazy("order", "Expired")
    DISPUTED = "DISPUTED", _("Disputed")
    VOIDED = "VOIDED", _("Void")


class AssignmentStatus(models.TextChoices):
    OFFERED = "OFFERED", _("Offered")
    CLAIMED = "CLAIMED", _("Claimed")
    CHECKED_IN = "CHECKED_IN", _("In service")
    CHECKED_OUT = "CHECKED_OUT", _("Done")
    CONFIRMED = "CONFIRMED", _("Booked")
    WITHDRAWN = "WITHDRAWN", _("Withdrawn")
    NO_SHOW = "NO_SHOW", _("Did not come")
    DECLINED = "DECLINED", _("Declined")


# Nothing of an order in one of these has begun.
TO_COME = (OrderStatus.DRAFT, OrderStatus.OPEN, OrderStatus.CLAIMED)

# In one of these somebody still has to do something: few, whatever the age of the house.
GOING_ON = (*TO_COME, OrderStatus.IN_SERVICE, OrderStatus.SERVED, OrderStatus.DISPUTED)

# An order in one of these is to come, under way or done: nobody needs to order it again.
STANDING = (*TO_COME, OrderStatus.IN_SERVICE, OrderStatus.SERVED, OrderStatus.CONFIRMED, OrderStatus.DISPUTED)

# An assignment in one of these fills its seat.
SEATED = (
    AssignmentStatus.OFFERED,
    AssignmentStatus.CLAIMED,
    AssignmentStatus.CHECKED_IN,
    AssignmentStatus.CHECKED_OUT,
    AssignmentStatus.CONFIRMED,
)

# Somebody said yes: only they go to the door. Whoever was merely asked sees what the board shows.
PROMISED = tuple(status for status in SEATED if status != AssignmentStatus.OFFERED)


class AskedBy(models.TextChoices):
    """On whose behalf somebody was asked to take a seat."""

    LINE = "LINE", pgettext_lazy("asked", "Their turn in the waiting line")
    SIDE = "SIDE", pgettext_lazy("asked", "The elder's side")
    STAFF = "STAFF", pgettext_lazy("asked", "The village or the township")
    ORGANISATION = "ORGANISATION", pgettext_lazy("asked", "Their organisation")
    HOUSE = "HOUSE", pgettext_lazy("asked", "The house")


class LineStatus(models.TextChoices):
    """A place in the waiting line of a full order."""

    WAITING = "WAITING", pgettext_lazy("line", "Waiting")
    OFFERED = "OFFERED", pgettext_lazy("line", "Asked")
    TAKEN = "TAKEN", pgettext_lazy("line", "Came in")
    PASSED = "PASSED", pgettext_lazy("line", "Passed over")  # said no, did not answer, or could not
    LEFT = "LEFT", pgettext_lazy("line", "Left the line")
    OVER = "OVER", pgettext_lazy("line", "Order over")


class Knowing(models.TextChoices):
    """How whoever says that nobody came knows it."""

    OWN_SIDE = "OWN_SIDE", pgettext_lazy("no-show", "The elder's side said so")
    RANG = "RANG", pgettext_lazy("no-show", "The elder said so on the phone")
    THERE = "THERE", pgettext_lazy("no-show", "Was at the door and saw it")
    VOLUNTEER = "VOLUNTEER", pgettext_lazy("no-show", "The volunteer said so")
    HOUSE = "HOUSE", pgettext_lazy("no-show", "The house, when others had served")


class Side(models.TextChoices):
    """Who adds to a dispute."""

    ELDER = "ELDER", pgettext_lazy("dispute", "The elder's side")
    SERVING = "SERVING", pgettext_lazy("dispute", "Who served")
    STAFF = "STAFF", pgettext_lazy("dispute", "The village or the township")


class ContestStatus(models.TextChoices):
    """An objection to what is booked already."""

    RAISED = "RAISED", pgettext_lazy("contest", "Looked into")
    KEPT = "KEPT", pgettext_lazy("contest", "It counts")
    RETURNING = "RETURNING", pgettext_lazy("contest", "To be taken back, waits for a second person")
    RETURNED = "RETURNED", pgettext_lazy("contest", "Taken back")


class EvidenceKind(models.TextChoices):
    CARD = "card", _("QR card")  # lower case: also the API's ``method``
    CODE = "code", _("Spoken code")
    NONE = "none", _("Without proof")


# What each proof is worth, in per cent; proofs add up. Weak proof calls for a call-back, never blocks.
EVIDENCE_WEIGHT = {EvidenceKind.CARD: 80, EvidenceKind.CODE: 60, EvidenceKind.NONE: 0}
STRONG_EVIDENCE = 60


class Funding(models.TextChoices):
    OWN_MINUTES = "OWN_MINUTES", _("Own passbook")
    CASH = "CASH", _("Cash")  # recorded only, never posted
    PROGRAMME = "PROGRAMME", pgettext_lazy("funding", "Programme")  # what it costs in fen; held in a voucher account
    FREE = "FREE", _("Free")


class EntryKind(models.TextChoices):
    TRAINING = "TRAINING", _("Training")
    HONOUR = "HONOUR", _("Honour")


class CorrectionSubject(models.TextChoices):
    """What the volunteer says is wrong."""

    TIME = "TIME", _("The time")
    DAY = "DAY", _("The day")
    CONTENT = "CONTENT", pgettext_lazy("correction", "What was done")
    PLACE = "PLACE", _("The place")
    NOT_MINE = "NOT_MINE", _("I did not do this")
    OTHER = "OTHER", _("Something else")


class CorrectionStatus(models.TextChoices):
    REPORTED = "REPORTED", _("Reported")
    VERIFIED = "VERIFIED", _("Found right, waits for a second person")
    CORRECTED = "CORRECTED", _("Corrected")
    REFUSED = "REFUSED", _("Left as it is")
    WITHDRAWN = "WITHDRAWN", pgettext_lazy("correction", "Withdrawn")


# Somebody still has to decide these.
OPEN_CORRECTIONS = (CorrectionStatus.REPORTED, CorrectionStatus.VERIFIED)


class Told(models.TextChoices):
    """What came of telling the elder about an order."""

    AGREED = "AGREED", pgettext_lazy("told", "Told, agreed")
    UNDONE = "UNDONE", pgettext_lazy("told", "Told, undone")
    NOT_REACHED = "NOT_REACHED", pgettext_lazy("told", "Not reached")


class Hearing(models.TextChoices):
    """How the elder heard of it."""

    ALOUD = "ALOUD", pgettext_lazy("told", "Read to them")
    BY_PHONE = "BY_PHONE", pgettext_lazy("told", "By phone")
    IN_PERSON = "IN_PERSON", pgettext_lazy("told", "At the door")
    ONESELF = "ONESELF", pgettext_lazy("told", "Read it themselves")
