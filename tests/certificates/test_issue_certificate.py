"""A certificate states what the records say, is signed, and stands until something ends it."""

import json
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.access.enums import Role
from accounts.refusals import NotAllowed, NotFound
from services.orders.actions.approve_correction import approve_correction
from services.orders.actions.change_record_consent import change_record_consent
from services.orders.actions.issue_certificate import NothingToCertify, issue_certificate
from services.orders.actions.report_error import report_error
from services.orders.actions.verify_correction import Right, verify_correction
from services.orders.enums import CorrectionSubject
from services.orders.queries.certified import Scope, year_scope
from services.orders.queries.honours import stars
from tests import personas
from tests.personas import NOW
from tests.records.ground import confirmed, stage
from timebank.certificates.actions.revoke_certificate import (
    AlreadyRevoked,
    OwnCertificate,
    RevokeReasonMissing,
    revoke_certificate,
)
from timebank.certificates.enums import CertificateStatus
from timebank.certificates.models import Certificate
from timebank.certificates.queries import certificate_of, find_certificate, is_genuine, public_facts

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


@pytest.fixture
def here():
    return stage()


def issue(user, scope=None, at=LATER):
    return issue_certificate(by=user, at=at, scope=scope or Scope())


def test_it_states_what_the_records_say(here):
    confirmed(here, minutes=47)
    confirmed(here, minutes=33, at=NOW + timedelta(days=1))
    made = issue(here.guo)
    assert made.number_zh == "大田时证〔2026〕第 000001 号"
    assert made.number_plain == "350425-2026-000001"
    assert (made.minutes, made.services, made.issuer) == (80, 2, "白岩村民委员会")
    assert (made.since_on, made.until_on) == (date(2026, 11, 19), date(2026, 11, 20))
    facts = made.details()
    assert facts["rows"] == [
        {"zh": "上门理发", "en": "Haircut", "places": ["均溪镇白岩村"], "services": 2, "minutes": 80}
    ]
    assert facts["about"] == {}  # nothing but the name without consent
    assert is_genuine(made)


def test_with_consent_it_says_more(here):
    change_record_consent(by=here.guo, at=NOW, given=True)
    confirmed(here)
    assert issue(here.guo).details()["about"] == {
        "gender": "FEMALE",
        "born": "1970-05",
        "home": "大田县均溪镇白岩村",
    }


def test_numbers_have_no_gaps(here):
    confirmed(here)
    with pytest.raises(RuntimeError), transaction.atomic():
        issue(here.guo)
        raise RuntimeError
    assert issue(here.guo).number == 1
    assert issue(here.guo, year_scope(2026)).number == 2
    assert issue(here.guo).number == 1  # nothing changed, so it is the same one


def test_a_newer_one_of_the_same_scope_supersedes(here):
    confirmed(here, minutes=47)
    first, of_year = issue(here.guo), issue(here.guo, year_scope(2026))
    confirmed(here, minutes=33, at=NOW + timedelta(days=1))
    second = issue(here.guo)
    first.refresh_from_db()
    of_year.refresh_from_db()
    assert (first.status, first.because, first.superseded_by) == ("SUPERSEDED", "NEWER", second)
    assert (second.status, of_year.status) == ("CURRENT", "CURRENT")


def test_a_corrected_record_ends_it(here):
    seat = confirmed(here, minutes=47)
    made = issue(here.guo)
    ticket = report_error(
        by=here.guo, at=LATER, assignment_id=seat.id, subject=CorrectionSubject.TIME, words="一个小时"
    )
    verify_correction(by=here.village, at=LATER, ticket_id=ticket.id, right=Right(minutes=60), answer="对")
    approve_correction(by=here.township, at=LATER, ticket_id=ticket.id)
    made.refresh_from_db()
    assert (made.status, made.because) == ("SUPERSEDED", "CORRECTED")
    assert is_genuine(made)  # it was true when it was given
    assert issue(here.guo).minutes == 60


def test_nothing_to_certify(here):
    with pytest.raises(NothingToCertify):
        issue(here.guo)
    confirmed(here)
    with pytest.raises(NothingToCertify):
        issue(here.guo, year_scope(2019))


def test_only_the_county_withdraws_and_says_why(here):
    confirmed(here)
    made = issue(here.guo)
    for nobody in (here.guo, here.township):
        with pytest.raises(NotAllowed):
            revoke_certificate(by=nobody, at=LATER, certificate_id=made.id, words="x")
    personas.regions()
    with pytest.raises(RevokeReasonMissing):
        revoke_certificate(by=here.county, at=LATER, certificate_id=made.id, words=" ")
    revoke_certificate(by=here.county, at=LATER, certificate_id=made.id, words="冒名顶替")
    with pytest.raises(AlreadyRevoked):
        revoke_certificate(by=here.county, at=LATER, certificate_id=made.id, words="冒名顶替")
    assert find_certificate(made.code).verdict == "REVOKED"


def test_another_county_finds_nothing_and_nobody_withdraws_their_own(here):
    confirmed(here)
    made = issue(here.guo)
    far = personas.user("外县", Role.COUNTY_OFFICIAL, region="350425101")
    with pytest.raises(NotFound):
        revoke_certificate(by=far, at=LATER, certificate_id=made.id, words="x")
    with pytest.raises(NotFound):
        certificate_of(here.mei.person_id, made.id)
    here.county.person_id, old = here.guo.person_id, here.county.person_id
    with pytest.raises(OwnCertificate):
        revoke_certificate(by=here.county, at=LATER, certificate_id=made.id, words="x")
    here.county.person_id = old


CHANGES = ["minutes = minutes + 60", "body = replace(body, '47', '470')", "code = 'AAAA'", "status = 'CURRENT'"]


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_lets_it_only_end(here, change):
    confirmed(here)
    made = issue(here.guo)
    with pytest.raises(DatabaseError, match="only ends"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE certificates_certificate SET {change} WHERE id = %s", [made.id])
    with pytest.raises(DatabaseError, match="only ends"), transaction.atomic():
        made.delete()


@pytest.mark.parametrize(
    "change",
    [
        "body = replace(body, '\"minutes\":47', '\"minutes\":470')",
        "minutes = 470",
        "until_on = '2027-01-01'",
        "signature = decode(repeat('00', 64), 'hex')",
        "digest = repeat('0', 64)",
    ],
)
def test_what_a_superuser_changes_is_seen(here, change):
    """The negative control of the trigger: with it off the row changes, and the signature tells."""
    confirmed(here)
    made = issue(here.guo)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE certificates_certificate DISABLE TRIGGER certificate_only_ends_row")
        cursor.execute(f"UPDATE certificates_certificate SET {change} WHERE id = %s", [made.id])
        cursor.execute("ALTER TABLE certificates_certificate ENABLE ALWAYS TRIGGER certificate_only_ends_row")
    found = find_certificate(made.code)
    assert found.verdict == "TAMPERED"
    assert "minutes" not in public_facts(found)


def test_a_body_forged_with_its_digest_still_lacks_the_key(here):
    import hashlib

    confirmed(here)
    made = issue(here.guo)
    body = json.loads(made.body)
    body["facts"]["minutes"] = made.minutes = 9999
    made.body = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    made.digest = hashlib.sha256(made.body.encode()).hexdigest()
    assert not is_genuine(made)


def test_a_stranger_reads_less_with_the_number_alone(here):
    confirmed(here)
    made = issue(here.guo)
    with_code = public_facts(find_certificate(made.code_spaced.lower()))
    assert (with_code["name"], with_code["minutes"]) == ("郑国忠", 47)
    alone = public_facts(find_certificate(made.number_zh))
    assert alone["name"] == "郑＊忠"
    assert not {"minutes", "since", "rows", "code"} & set(alone)
    assert find_certificate("350425-2026-000002").verdict == "UNKNOWN"
    assert not {"person", "phone", "home", "about"} & set(with_code)


def test_one_current_certificate_a_scope_says_the_database(here):
    confirmed(here)
    made = issue(here.guo)
    made.pk, made.number, made.code = None, 77, "X"
    with pytest.raises(DatabaseError), transaction.atomic():
        Certificate.objects.bulk_create([made])
    assert Certificate.objects.get().status == CertificateStatus.CURRENT


@pytest.mark.parametrize(
    ("minutes", "have", "next_at", "to_go"),
    [(0, 0, 100, 6000), (5999, 0, 100, 1), (6000, 1, 300, 12000), (1500 * 60, 5, None, 0)],
)
def test_stars(minutes, have, next_at, to_go):
    found = stars(minutes, [100, 300, 600, 1000, 1500])
    assert (found.have, found.next_at_hours, found.minutes_to_go) == (have, next_at, to_go)
