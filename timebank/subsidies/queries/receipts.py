"""Receipts by their code: for whoever has the paper in hand."""

from dataclasses import dataclass
from datetime import date

from accounts.check_codes import is_code, typed_code
from timebank.subsidies.models import Movement, Statement


@dataclass(frozen=True)
class Receipt:
    """What stands on the paper. ``number``, ``who`` gave or was paid, ``for_what``, and whose budget or county."""

    kind: str  # GIFT or PAYMENT
    number: str
    code: str
    who: str
    fen: int
    happened_on: date
    words: str
    issuer: str
    place: str


def receipt_by_code(text: str) -> Receipt | None:
    """The receipt whose code somebody typed or scanned; None when there is none."""
    code = typed_code(text)
    if not is_code(code):
        return None
    gift = Movement.objects.filter(code=code).select_related("budget__region").first()
    if gift is not None:
        return receipt_of_gift(gift)
    paid = Statement.objects.filter(code=code).select_related("organisation", "region").first()
    return receipt_of_payment(paid) if paid is not None else None


def receipt_of_gift(gift: Movement) -> Receipt:
    """Whoever does not wish to be named stands on it without a name."""
    who = gift.donor if gift.donor_shown else ""
    budget = gift.budget
    return Receipt(
        "GIFT", gift.receipt, gift.code, who, gift.fen, gift.happened_on, gift.words, budget.name, budget.region.name
    )


def receipt_of_payment(paid: Statement) -> Receipt:
    """What an organisation was paid for a month; of a statement that is paid."""
    assert paid.paid_on is not None
    number = f"{paid.region_id[:6]}-{paid.month:%Y%m}-{paid.id.hex[-6:].upper()}"
    month = f"{paid.month:%Y-%m}"
    name = paid.organisation.name
    return Receipt("PAYMENT", number, paid.code, name, paid.to_pay, paid.paid_on, month, paid.region.name, month)
