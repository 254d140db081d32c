from django.db import models
from django.utils.translation import pgettext_lazy


class ProgrammeKind(models.TextChoices):
    """What a programme gives. The two never mix: other accounts, other rosters."""

    CASH_ALLOWANCE = "CASH_ALLOWANCE", pgettext_lazy("programme", "Cash allowance")
    IN_KIND = "IN_KIND", pgettext_lazy("programme", "Services in kind")


class RuleKind(models.TextChoices):
    """What a rule of eligibility looks at. All rules of an edition must hold; of the values of one, any."""

    AGE = "AGE", pgettext_lazy("eligibility", "Age")
    CATEGORY = "CATEGORY", pgettext_lazy("eligibility", "Category of support")
    FACT = "FACT", pgettext_lazy("eligibility", "An answer in the dossier")
    LEFT_BEHIND = "LEFT_BEHIND", pgettext_lazy("eligibility", "Left behind")
    LIVES_IN = "LIVES_IN", pgettext_lazy("eligibility", "Lives in")
    REGISTERED_IN = "REGISTERED_IN", pgettext_lazy("eligibility", "Registered in")


# What these ask is sealed in the dossier: the database cannot read it.
SEALED_KINDS = (RuleKind.CATEGORY, RuleKind.FACT)


class AgeDay(models.TextChoices):
    """On which day of a month the age is asked for."""

    LAST_DAY = "LAST_DAY", pgettext_lazy("age", "The month of the birthday counts")
    FIRST_DAY = "FIRST_DAY", pgettext_lazy("age", "Reached on the first of the month")
    MONTH_BEFORE = "MONTH_BEFORE", pgettext_lazy("age", "From the month after the birthday")


class EndedBecause(models.TextChoices):
    DIED = "DIED", pgettext_lazy("enrolment", "Died")
    MOVED = "MOVED", pgettext_lazy("enrolment", "Moved away")
    NOT_ELIGIBLE = "NOT_ELIGIBLE", pgettext_lazy("enrolment", "No longer eligible")
    WISH = "WISH", pgettext_lazy("enrolment", "At their own wish")
    MISTAKE = "MISTAKE", pgettext_lazy("enrolment", "Enrolled by mistake")
    OTHER = "OTHER", pgettext_lazy("enrolment", "Another reason")


class RunStatus(models.TextChoices):
    DRAFT = "DRAFT", pgettext_lazy("run", "Preview")
    PROPOSED = "PROPOSED", pgettext_lazy("run", "Waits for a second person")
    POSTED = "POSTED", pgettext_lazy("run", "Posted")
    CANCELLED = "CANCELLED", pgettext_lazy("run", "Dropped")


class Finding(models.TextChoices):
    """What somebody should look at before money goes out. The first five hold a row back."""

    DIED = "DIED", pgettext_lazy("run", "Has died")
    MOVED = "MOVED", pgettext_lazy("run", "No longer lives here")
    NO_TIER = "NO_TIER", pgettext_lazy("run", "No amount fits")
    NOT_ELIGIBLE = "NOT_ELIGIBLE", pgettext_lazy("run", "The conditions no longer hold")
    DOUBLE = "DOUBLE", pgettext_lazy("run", "Also enrolled in a programme of the same kind")
    UNSEEN = "UNSEEN", pgettext_lazy("run", "Nobody has seen or spoken to them for long")
    NO_BANK = "NO_BANK", pgettext_lazy("run", "No bank account known")
    ARREARS = "ARREARS", pgettext_lazy("run", "A missed month, paid later")
    NEWLY = "NEWLY", pgettext_lazy("run", "Another amount than last month")
    LAST_MONTH = "LAST_MONTH", pgettext_lazy("run", "Their last month")


HOLDS_BACK = (Finding.DIED, Finding.MOVED, Finding.NO_TIER, Finding.NOT_ELIGIBLE, Finding.DOUBLE)


class PaidState(models.TextChoices):
    """What became of an amount of a cash allowance after it was posted."""

    WAITING = "WAITING", pgettext_lazy("paid", "Waits for the bank")
    PAID = "PAID", pgettext_lazy("paid", "Paid out")
    RETURNED = "RETURNED", pgettext_lazy("paid", "Came back from the bank")


class UseStatus(models.TextChoices):
    """What became of money set aside for one line of an order."""

    HELD = "HELD", pgettext_lazy("voucher", "Set aside")
    SETTLED = "SETTLED", pgettext_lazy("voucher", "Used")
    RELEASED = "RELEASED", pgettext_lazy("voucher", "Given back")
    RETURNED = "RETURNED", pgettext_lazy("voucher", "Paid, and taken back")


class StatementStatus(models.TextChoices):
    OPEN = "OPEN", pgettext_lazy("statement", "To check")
    APPROVED = "APPROVED", pgettext_lazy("statement", "Approved")
    PAID = "PAID", pgettext_lazy("statement", "Paid")


class BudgetLevel(models.TextChoices):
    """Whose money it is."""

    PROGRAMME = "PROGRAMME", pgettext_lazy("budget", "A programme")
    COUNTY = "COUNTY", pgettext_lazy("budget", "The county")
    TOWNSHIP = "TOWNSHIP", pgettext_lazy("budget", "The township")
    VILLAGE = "VILLAGE", pgettext_lazy("budget", "The village")
    PLACE = "PLACE", pgettext_lazy("budget", "A place or an organisation")


class BudgetPlaceKind(models.TextChoices):
    """What kind of place a budget is of. The places themselves live a floor above."""

    HAPPINESS_HOME = "HAPPINESS_HOME", pgettext_lazy("place", "Happiness home")
    CANTEEN = "CANTEEN", pgettext_lazy("place", "Canteen")
    DAY_CARE = "DAY_CARE", pgettext_lazy("place", "Day care")
    CULTURE = "CULTURE", pgettext_lazy("place", "Culture centre")
    SOCIAL_WORK = "SOCIAL_WORK", pgettext_lazy("place", "Social-work station")
    CLINIC = "CLINIC", pgettext_lazy("place", "Clinic")
    OTHER = "OTHER", pgettext_lazy("place", "Another place")


class MoneyFrom(models.TextChoices):
    """Where money of a budget comes from."""

    TREASURY = "TREASURY", pgettext_lazy("money", "The treasury")
    COLLECTIVE = "COLLECTIVE", pgettext_lazy("money", "Income of the village collective")
    GIFT = "GIFT", pgettext_lazy("money", "A gift")
    LOTTERY = "LOTTERY", pgettext_lazy("money", "Welfare lottery")
    OTHER = "OTHER", pgettext_lazy("money", "Another source")


class MoneyFor(models.TextChoices):
    """What money of a budget is spent on."""

    RUNNING = "RUNNING", pgettext_lazy("money", "Running costs")
    SERVICES = "SERVICES", pgettext_lazy("money", "Services bought")
    PROGRAMME = "PROGRAMME", pgettext_lazy("money", "Into a programme")
    OTHER = "OTHER", pgettext_lazy("money", "Something else")


class Unpaid(models.TextChoices):
    """Why nothing was paid for work that was confirmed."""

    NO_ORGANISATION = "NO_ORGANISATION", pgettext_lazy("voucher", "no organisation did it")
    NO_CONTRACT = "NO_CONTRACT", pgettext_lazy("voucher", "the organisation had no contract for this on that day")
    TOO_MANY = "TOO_MANY", pgettext_lazy("voucher", "the contract pays no more of these a month")
    NOT_ENOUGH = "NOT_ENOUGH", pgettext_lazy("voucher", "the wallet was empty")
