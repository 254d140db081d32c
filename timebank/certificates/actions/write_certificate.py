"""Give a certificate its number and code, sign it, and put it in the place of the one before."""

import hashlib
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.journal.actions.emit import emit
from accounts.keys import new_key
from accounts.people.models import Person
from accounts.regions.models import Region
from timebank.certificates.codes import new_code, number_text
from timebank.certificates.enums import Because, CertificateStatus
from timebank.certificates.facts import Facts
from timebank.certificates.lifecycle import advance_certificate
from timebank.certificates.models import Certificate, signed_bytes
from timebank.ledger.canonical_json import canonical
from timebank.ledger.keys import sign

FORM = "timebank certificate 1"
# The row lock stays until the transaction ends; if that is rolled back, so is the number.
NEXT_NUMBER = """
INSERT INTO certificates_serialcounter (county_id, year, last) VALUES (%s, %s, 1)
ON CONFLICT (county_id, year) DO UPDATE SET last = certificates_serialcounter.last + 1
RETURNING last
"""


def write_certificate(
    *, by: Any, at: datetime, person: Person, county: Region, scope: str, facts: Facts
) -> Certificate:
    """Issue a certificate of ``facts``; the person's current one of the same scope is superseded by it.

    Asked again while nothing has changed since, it returns the one that stands: no number is used up. The caller
    decides whether ``by`` may ask, and holds no other lock.
    """
    with transaction.atomic():
        Person.objects.select_for_update(no_key=True).get(id=person.id)  # twice at once gives one certificate
        before = Certificate.objects.filter(person=person, scope=scope, status=CertificateStatus.CURRENT).first()
        if before is not None and _says_the_same(before, facts):
            return before
        made = _draft(by, at, person, county, scope, facts)
        if before is not None:
            end = {"because": Because.NEWER, "ended_at": at, "ended_by": by, "superseded_by_id": made.id}
            advance_certificate(before, "supersede", **end)
        made.save(force_insert=True)
        emit(
            "timebank.certificate.issued",
            at=at,
            by=by,
            subject_kind="certificate",
            subject_id=made.id,
            region_code=str(county.code),
            detail={"number": made.number_plain, "supersedes": str(before.id) if before else None},
        )
    return made


def _draft(by: Any, at: datetime, person: Person, county: Region, scope: str, facts: Facts) -> Certificate:
    year, code = timezone.localdate(at).year, new_code()
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, [county.code, year])
        number = int(cursor.fetchone()[0])
    body = canonical(
        {
            "form": FORM,
            "number": number_text(county.code, year, number),
            "code": code,
            "county": county.name,
            "issued_at": at.isoformat(),
            "facts": facts.as_json(),
        }
    )
    signature = sign(signed_bytes(body))
    return Certificate(
        id=new_key(),
        county=county,
        county_name=county.name.rstrip("县市区"),
        year=year,
        number=number,
        code=code,
        person=person,
        scope=scope,
        since_on=facts.since,
        until_on=facts.until,
        services=facts.services,
        minutes=facts.minutes,
        issuer=facts.issuer,
        issued_at=at,
        issued_by=by,
        body=body,
        digest=hashlib.sha256(body.encode()).hexdigest(),
        key=signature.key,
        signature=signature.value,
    )


def _says_the_same(before: Certificate, facts: Facts) -> bool:
    """The seal of the books moves every night; that alone is no reason for another certificate."""
    old, new = before.details(), facts.as_json()
    return all(old[name] == new[name] for name in new if name != "sealed")
