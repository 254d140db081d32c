"""Confirmed work is paid to the organisation that did it, at the price of its contract."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta

from accounts.organisations.models import ContractPrice, Organisation
from accounts.organisations.queries.contracts import contract_prices
from timebank.ledger.actions.open_account import open_account
from timebank.ledger.actions.release_hold import release_hold
from timebank.ledger.actions.settle_hold import Payee, settle_hold
from timebank.ledger.enums import AccountKind, TransferKind, Unit
from timebank.subsidies.enums import Unpaid, UseStatus
from timebank.subsidies.models import VoucherUse


def settle_vouchers(
    *, order_id: UUID, organisation: Organisation | None, region_code: str, on: date, at: datetime, by: Any
) -> int:
    """Pay what is set aside for an order: never more than was set aside, nor than the contract says; fen paid.

    Without a contract that covers the place on the day of the service nothing is paid, and the money goes back to the
    elder's wallet. Inside a transaction that has locked the order.
    """
    paid = 0
    uses = list(
        VoucherUse.objects.filter(order_id=order_id, status=UseStatus.HELD)
        .select_related("wallet__account", "wallet__programme")
        .order_by("id")
    )
    if not uses:
        return 0
    prices: dict[str, ContractPrice | None] = {}
    if organisation is not None:
        keys = [(organisation.id, use.item_code, region_code, on) for use in uses]
        prices = {key[1]: price for key, price in contract_prices(keys).items()}
    taken: dict[int, int] = {}  # line → fen that wallets before have paid of it
    for use in uses:
        price = prices.get(use.item_code)
        refusal = _refusal(use, organisation, price)
        if refusal or organisation is None or price is None:
            _give_back(use, refusal, at)
        else:
            fen = _pay(use, organisation, price, before=taken.get(use.line_id, 0), at=at, by=by)
            taken[use.line_id] = taken.get(use.line_id, 0) + fen
            paid += fen
    return paid


def _refusal(use: VoucherUse, organisation: Organisation | None, price: ContractPrice | None) -> str:
    if organisation is None:
        return Unpaid.NO_ORGANISATION
    if price is None:
        return Unpaid.NO_CONTRACT
    if price.most_a_month is None:
        return ""
    first = use.service_on.replace(day=1)
    lines = VoucherUse.objects.filter(
        wallet__elder=use.wallet.elder_id,
        organisation=organisation,
        item_code=use.item_code,
        status=UseStatus.SETTLED,
        service_on__gte=first,
        service_on__lt=first + relativedelta(months=1),
    ).exclude(order_id=use.order_id, line_id=use.line_id)
    counted = lines.values_list("order_id", "line_id", "quantity").distinct()
    before = sum(quantity for _order, _line, quantity in counted)
    return Unpaid.TOO_MANY if before + use.quantity > price.most_a_month else ""


def _pay(
    use: VoucherUse, organisation: Organisation, price: ContractPrice, *, before: int, at: datetime, by: Any
) -> int:
    amount = min(use.held_fen, price.price_fen * use.quantity - before)
    if amount <= 0:  # another wallet has paid all that the contract asks
        _give_back(use, "", at)
        return 0
    cited = {
        "code": f"contract.{price.contract.number}",
        "value": price.price_fen,
        "citation": price.contract.citation or price.contract.title or price.contract.number,
    }
    payee = Payee(
        account=open_account(unit=Unit.FEN, kind=AccountKind.ORGANISATION, organisation=organisation),
        amount=amount,
        key=f"voucher:{use.id}",
        kind=TransferKind.SETTLE,
        reference_kind="voucher",
        reference_id=use.id,
        happened_at=at,
        memo={
            "order": str(use.order_id),
            "programme": {"zh": use.wallet.programme.name_zh, "en": use.wallet.programme.name_en},
            "items": [{"zh": use.item_zh, "en": use.item_en, "quantity": use.quantity}],
        },
        rule=[cited],
    )
    (transfer,) = settle_hold(reference_id=use.id, payees=[payee], at=at, by=by)
    if transfer is None:
        _give_back(use, Unpaid.NOT_ENOUGH, at)
        return 0
    use.status, use.settled_fen, use.resolved_at = UseStatus.SETTLED, transfer.amount, at
    use.organisation, use.contract_id, use.contract_number = organisation, price.contract_id, price.contract.number
    use.price_fen, use.rule = price.price_fen, [cited]
    use.save()
    return int(transfer.amount)


def _give_back(use: VoucherUse, refusal: str, at: datetime) -> None:
    release_hold(reference_id=use.id, at=at)
    use.status, use.refusal, use.resolved_at = UseStatus.RELEASED, refusal, at
    use.save(update_fields=["status", "refusal", "resolved_at"])
