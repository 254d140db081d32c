"""Receipts as PDF: of gifts to budgets, and of payments to organisations."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access.enums import Permission
from accounts.access.queries import demand, may
from accounts.check_codes import spaced
from accounts.refusals import NotFound
from frontend.paper import printable, qr_svg, typeset
from frontend.shell.wording import full_date_text, in_chinese, place_text, yuan_text
from frontend.subsidies.capital import capital_text
from timebank.subsidies.enums import StatementStatus
from timebank.subsidies.queries.budgets import movement_for
from timebank.subsidies.queries.receipts import Receipt, receipt_of_gift, receipt_of_payment
from timebank.subsidies.queries.statements import statement_for


@login_required
@never_cache
@require_safe
def gift_pdf(request: HttpRequest, movement_id: UUID) -> HttpResponse:
    """The receipt of a gift."""
    if not may(request.user, Permission.SUBSIDY_SEE):
        demand(request.user, Permission.BUDGET_KEEP)
    gift = movement_for(request.user, movement_id)
    if not gift.receipt:
        raise NotFound
    return _answer(request, receipt_of_gift(gift))


@login_required
@never_cache
@require_safe
def payment_pdf(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """The receipt of a payment, for who pays and for the organisation."""
    statement = statement_for(request.user, statement_id)
    if statement.status != StatementStatus.PAID or not statement.code:
        raise NotFound
    return _answer(request, receipt_of_payment(statement))


def _answer(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    at = timezone.make_aware(datetime.combine(receipt.happened_on, time(12)))
    address = request.build_absolute_uri(reverse("public:certificate", args=[receipt.code]))
    pdf = typeset("receipt", printable(_paper(receipt, address)), at=at)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{receipt.number}.pdf"'
    return response


def _paper(receipt: Receipt, address: str) -> dict[str, Any]:
    gift = receipt.kind == "GIFT"
    who = receipt.who or _("somebody who does not wish to be named")
    day = full_date_text(receipt.happened_on)
    rows = [
        [_("Given by") if gift else _("Paid to"), who],
        [pgettext("receipt", "For"), receipt.words if gift else _("services of %(month)s") % {"month": receipt.words}],
        [_("Day"), day],
    ]
    return {
        "lang": "zh" if in_chinese() else "en",
        "title": _("Receipt for a gift") if gift else _("Receipt for a payment"),
        "number": f"No. {receipt.number}",
        "rows": rows,
        "sum": yuan_text(receipt.fen),
        "in_words": capital_text(receipt.fen),
        "thanks": _("Posted in the ledger, where nobody can quietly change it. Thank you.") if gift else "",
        "issuer": f"{place_text(receipt.place)} {receipt.issuer}" if gift else place_text(receipt.issuer),
        "issued": day,
        "how": _("Anybody can check this paper: scan the square, or type the code at"),
        "site": address.partition("://")[2].partition("/verify/")[0] + "/verify/",
        "code": spaced(receipt.code),
        "qr": qr_svg(address),
    }
