"""Somebody asks for a new organisation to be let in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from accounts.organisations.actions.keeping import tell
from accounts.organisations.credit_code import is_credit_code, tidy
from accounts.organisations.enums import UNLICENSED_KINDS, OrganisationKind, OrganisationStatus, PaperKind
from accounts.organisations.models import Organisation, Paper
from accounts.organisations.papers import keep_paper
from accounts.people.phones import national_digits
from accounts.refusals import Invalid, NotAllowed, Refusal
from accounts.regions.models import Region

LONGEST_NAME, LONGEST_SUMMARY = 80, 400
MOST_AREAS = 60
FEWEST_DIGITS, MOST_DIGITS = 7, 15


class NotACreditCode(Invalid):
    code = "not_a_credit_code"
    sentence = _("This number cannot be right: 18 characters, and the last one checks the others. Look at the licence.")


class LicenceWanted(Invalid):
    code = "licence_wanted"
    sentence = _("This kind of organisation needs its licence number. Groups of elders and volunteers may go without.")


class LicenceKnown(Refusal):
    code = "licence_known"
    sentence = _("An organisation with this licence number is here already. Ask it to let you join.")


class NameKnown(Refusal):
    code = "organisation_name_known"
    sentence = _("There is an organisation of this name in the county already.")


class OneWaits(Refusal):
    code = "application_waits"
    sentence = _("You have applied for an organisation already. Wait for the answer, or take it back first.")


class BadPhone(Invalid):
    code = "bad_phone"
    sentence = _("Enter a phone number on which the organisation is reached.")


class BadArea(Invalid):
    code = "bad_area"
    sentence = _("Choose places of the county the organisation is at home in.")


@dataclass(frozen=True)
class NewPaper:
    """A paper as somebody hands it in."""

    kind: PaperKind
    content: bytes
    number: str = ""
    valid_until: date | None = None


def apply_organisation(
    *,
    by: Any,
    at: datetime,
    kind: OrganisationKind | str,
    name: str,
    region_code: str,
    phone: str,
    credit_code: str = "",
    summary: str = "",
    areas: Sequence[str] = (),
    papers: Sequence[NewPaper] = (),
) -> Organisation:
    """Apply for an organisation whose manager one will be; it waits for civil affairs of its place.

    ``areas`` are codes of places it serves, in its own county. Raises NotAllowed, NotACreditCode, LicenceWanted,
    LicenceKnown, NameKnown, OneWaits, BadPhone, BadArea, Invalid, and what ``keep_paper`` raises.
    """
    if by.person_id is None:
        raise NotAllowed
    called = name.strip()
    if kind not in OrganisationKind.values or not 2 <= len(called) <= LONGEST_NAME:
        raise Invalid(field="name")
    licence = checked_licence(kind, credit_code)
    where = {region.code: region for region in Region.objects.filter(code__in={region_code, *areas})}
    if region_code not in where or len(region_code) < 6:
        raise BadArea(field="region")
    check_areas(where, areas, region_code)
    with transaction.atomic():
        if Organisation.objects.filter(applied_by=by, status=OrganisationStatus.WAITING).exists():
            raise OneWaits
        alive = Organisation.objects.filter(status__in=["WAITING", "VERIFIED", "SUSPENDED"])
        if alive.filter(name=called, region__code__startswith=region_code[:6]).exists():
            raise NameKnown(field="name")
        organisation = Organisation(
            kind=kind,
            name=called,
            credit_code=licence,
            region=where[region_code],
            phone=checked_phone(phone),
            summary=summary.strip()[:LONGEST_SUMMARY],
            applied_by=by,
            created_at=at,
        )
        _save(organisation)
        organisation.areas.set([where[code] for code in areas])
        Paper.objects.bulk_create(
            Paper(
                organisation=organisation,
                kind=one.kind,
                number=one.number.strip(),
                valid_until=one.valid_until,
                file=keep_paper(one.content, field=one.kind.lower()),
                added_by=by,
                added_at=at,
            )
            for one in papers
        )
        tell(organisation, "applied", at=at, by=by)
    return organisation


def checked_licence(kind: str, credit_code: str) -> str:
    """The licence number as it is stored, or empty where one may go without. Raises NotACreditCode, LicenceWanted."""
    licence = tidy(credit_code)
    if licence and not is_credit_code(licence):
        raise NotACreditCode(field="credit_code")
    if not licence and kind not in UNLICENSED_KINDS:
        raise LicenceWanted(field="credit_code")
    return licence


def checked_phone(phone: str) -> str:
    """The number as it was written. Raises BadPhone."""
    if not FEWEST_DIGITS <= len(national_digits(phone)) <= MOST_DIGITS or len(phone.strip()) > 20:
        raise BadPhone(field="phone")
    return phone.strip()


def check_areas(where: dict[str, Region], areas: Sequence[str], region_code: str) -> None:
    """Every area is a place of the same county. Raises BadArea."""
    if len(areas) > MOST_AREAS or any(code not in where or code[:6] != region_code[:6] for code in areas):
        raise BadArea(field="areas")


def _save(organisation: Organisation) -> None:
    try:
        with transaction.atomic():
            organisation.save(force_insert=True)
    except IntegrityError as error:
        if "organisation_one_per_licence" in str(error):
            raise LicenceKnown(field="credit_code") from error
        if "organisation_one_waits_for_each" in str(error):
            raise OneWaits from error
        raise
