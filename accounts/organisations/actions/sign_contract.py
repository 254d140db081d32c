"""A territory buys services from an organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext_lazy as _

from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.journal.actions.emit import emit
from accounts.organisations.enums import OrganisationStatus
from accounts.organisations.models import Contract, ContractPrice, Organisation
from accounts.organisations.papers import keep_paper
from accounts.refusals import Invalid, NotFound, Refusal
from accounts.regions.models import Region

MOST_FEN = 10_000_000


@dataclass(frozen=True)
class Price:
    """What one service of the catalogue costs once, and how often a month it is paid for one elder."""

    item_code: str
    price_fen: int
    most_a_month: int | None = None


class NotLicensed(Refusal):
    code = "not_licensed"
    sentence = _("Without a checked licence number nobody buys from it. It may serve all the same.")


class NotVerifiedOrganisation(Refusal):
    code = "organisation_not_verified"
    sentence = _("Civil affairs has not verified this organisation, or has suspended it.")


class BadPeriod(Invalid):
    code = "bad_period"
    sentence = _("It ends before it begins.")


class BadPrices(Invalid):
    code = "bad_prices"
    sentence = _("Give each service once, with a price above zero.")


class ContractNumberTaken(Refusal):
    code = "contract_number_taken"
    sentence = _("There is a contract with this number already.")


class PricedAlready(Refusal):
    code = "priced_already"
    sentence = _("Another contract of these days has a price for one of the services. End that one first.")


def sign_contract(
    *,
    by: Any,
    at: datetime,
    organisation_id: UUID,
    region_code: str,
    number: str,
    signed_on: date,
    starts_on: date,
    ends_on: date,
    prices: Sequence[Price],
    title: str = "",
    citation: str = "",
    document: bytes | None = None,
) -> Contract:
    """Write down a signed contract of the region with the organisation; both days are included.

    ``by`` None is the house itself. Raises NotAllowed, NotFound, NotVerifiedOrganisation, NotLicensed, BadPeriod,
    BadPrices, ContractNumberTaken, PricedAlready, and what ``keep_paper`` raises about the document.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update(no_key=True).filter(id=organisation_id).first()
        if by is not None:
            demand(by, Permission.CONTRACT_KEEP, region_code=region_code)
        _check(number, starts_on, ends_on, prices)
        organisation = _demand_fit(organisation, region_code)
        if not Region.objects.filter(code=region_code).exists():
            raise NotFound
        if Contract.objects.filter(region=region_code, number=number.strip()).exists():
            raise ContractNumberTaken(field="number")
        contract = Contract(
            organisation=organisation,
            region_id=region_code,
            credit_code=organisation.credit_code,
            number=number.strip(),
            title=title.strip(),
            citation=citation.strip(),
            signed_on=signed_on,
            valid=DateRange(starts_on, ends_on + timedelta(days=1)),
            document=keep_paper(document, field="document") if document else "",
            signed_by=by,
        )
        _save(contract, prices)
        emit(
            "accounts.contract.signed",
            at=at,
            by=by,
            subject_kind="organisation",
            subject_id=organisation.id,
            region_code=region_code,
            detail={"contract": str(contract.id), "number": contract.number},
        )
    return contract


def _check(number: str, starts_on: date, ends_on: date, prices: Sequence[Price]) -> None:
    if ends_on < starts_on or ends_on == date.max:
        raise BadPeriod(field="ends_on")
    if not number.strip():
        raise Invalid(field="number")
    codes = [one.item_code for one in prices]
    if not codes or len(set(codes)) < len(codes) or not all(0 < one.price_fen <= MOST_FEN for one in prices):
        raise BadPrices(field="prices")


def _demand_fit(organisation: Organisation | None, region_code: str) -> Organisation:
    """Whom one buys from is at home in the same county: never somewhere else in the country."""
    if organisation is None or organisation.region_id[:6] != region_code[:6]:
        raise NotFound
    if organisation.status != OrganisationStatus.VERIFIED:
        raise NotVerifiedOrganisation
    if not organisation.credit_code:
        raise NotLicensed
    return organisation


def _save(contract: Contract, prices: Sequence[Price]) -> None:
    try:
        with transaction.atomic():
            contract.save(force_insert=True)
            ContractPrice.objects.bulk_create(
                ContractPrice(
                    contract=contract,
                    organisation_id=contract.organisation_id,
                    region_id=contract.region_id,
                    valid=contract.valid,
                    item_code=one.item_code,
                    price_fen=one.price_fen,
                    most_a_month=one.most_a_month,
                )
                for one in prices
            )
    except IntegrityError as error:
        if "contractprice_one_price_a_day" in str(error):
            raise PricedAlready(field="prices") from error
        if "contract_number_once" in str(error):
            raise ContractNumberTaken(field="number") from error
        raise
