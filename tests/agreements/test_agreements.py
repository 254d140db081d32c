"""Care agreements: who cares while the children are away, what shows it, when it ends; and files not to trust."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.access.enums import Role
from accounts.elders.actions.add_supporter import add_supporter
from accounts.elders.actions.conclude_agreement import (
    AgreementPeriod,
    AgreementStands,
    AlreadyRenewed,
    NobodyEntrusts,
    NoDuties,
    conclude_agreement,
)
from accounts.elders.actions.evidence import EvidenceMissing
from accounts.elders.actions.forget_elder import forget_elder
from accounts.elders.actions.judge_elders import judge_elder
from accounts.elders.actions.leave_registry import ReasonMissing, leave_registry
from accounts.elders.actions.revoke_agreement import AgreementEnded, revoke_agreement
from accounts.elders.enums import CarerKind, Consent, Duty
from accounts.elders.evidence_files import NotEvidence, TooLargeEvidence, keep_evidence, sound_of
from accounts.elders.models import CareAgreement, Change, Evidence
from accounts.elders.queries.agreements import agreement_of
from accounts.elders.queries.status import status_of
from accounts.kept_files import read_file
from accounts.people.enums import Relation
from accounts.photos.drawing import NotAPicture
from accounts.refusals import NotAllowed, NotFound
from tests import personas
from tests.helper.ground import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 19)
REST = bytes(400)
SOUNDS = {
    "audio/mp4": b"\x00\x00\x00\x20ftypM4A \x00\x00\x00\x00moov" + REST,
    "audio/mpeg": b"\xff\xfb\x90\x64" + REST,
    "audio/ogg": b"OggS" + bytes(24) + b"OpusHead" + REST,
    "audio/wav": b"RIFF\x00\x00\x00\x00WAVEfmt " + REST,
    "audio/webm": b"\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm" + REST,
}


@pytest.fixture(autouse=True)
def here(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield tmp_path


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "PNG")
    return out.getvalue()


def worker(village=personas.VILLAGE):
    return personas.user("乐建国", Role.VILLAGE_WORKER, region=village)


def son(elder):
    return add_supporter(by=None, at=NOW, elder=elder, name="林志强", relation=Relation.CHILD, phone="13900000001")


def conclude(elder, by=None, **other):
    terms = {
        "entrusted_by": [son(elder).id] if "entrusted_by" not in other else [],
        "carer_kind": CarerKind.PERSON,
        "carer_name": "苏阿姨",
        "carer_phone": "13955556666",
        "duties": [Duty.MEALS, Duty.VISIT],
        "starts_on": TODAY,
        "ends_on": date(2027, 11, 18),
        "consent": Consent.SIGNED,
        "evidence": photo(),
    }
    return conclude_agreement(by=by, at=NOW, elder=elder, **(terms | other))


def flags_of(elder, on=TODAY):
    return {flag.code for flag in status_of(elder, on=on).flags}


def test_it_holds_what_was_agreed_and_stands_in_the_history():
    lin, village = personas.elder(), worker()
    made = conclude(lin, by=village)
    assert agreement_of(lin, on=TODAY) == made
    assert (made.duties, made.emergency_phone) == (["VISIT", "MEALS"], "13955556666")
    assert [one.name for one in made.entrusted_by.all()] == ["林志强"]
    assert Change.objects.filter(about="AGREEMENT", field="added", became__isnull=False).exists()
    assert read_file(made.evidence.file)[:3] == b"\xff\xd8\xff"  # drawn anew, whatever was sent


def test_what_is_missing_is_refused_and_leaves_no_file(here):
    lin, village = personas.elder(), worker()
    for wrong, refusal in (
        ({"entrusted_by": []}, NobodyEntrusts),
        ({"duties": []}, NoDuties),
        ({"evidence": None}, EvidenceMissing),
        ({"consent": Consent.BY_PHONE}, EvidenceMissing),
        ({"ends_on": TODAY - timedelta(days=1)}, AgreementPeriod),
        ({"ends_on": date(2040, 1, 1)}, AgreementPeriod),
    ):
        with pytest.raises(refusal):
            conclude(lin, by=village, **wrong)
    chen = personas.elder("陈阿公")
    with pytest.raises(NotFound):  # somebody else's son
        conclude(lin, by=village, entrusted_by=[son(chen).id])
    for outsider, refusal in ((personas.volunteer(), NotAllowed), (worker(personas.OTHER_VILLAGE), NotFound)):
        with pytest.raises(refusal):
            conclude(lin, by=outsider)
    assert not [path for path in here.rglob("*") if path.is_file()]
    assert not CareAgreement.objects.exists()


def test_renewed_by_one_that_follows():
    lin = personas.elder()
    first = conclude(lin, ends_on=date(2026, 12, 10))
    with pytest.raises(AgreementStands):
        conclude(lin)
    assert "agreement_ends" in flags_of(lin)
    second = conclude(lin, follows=first.id, starts_on=date(2026, 12, 11), ends_on=date(2027, 12, 10))
    assert "agreement_ends" not in flags_of(lin)
    with pytest.raises(AlreadyRenewed):
        conclude(lin, follows=first.id, starts_on=date(2026, 12, 12))
    assert agreement_of(lin, on=date(2026, 12, 10)) == first
    assert agreement_of(lin, on=date(2026, 12, 11)) == second


def test_it_is_over_the_minute_after_its_last_day():
    lin = personas.elder()
    conclude(lin, ends_on=date(2026, 11, 30))
    last = datetime(2026, 11, 30, 15, 59, tzinfo=UTC)  # 23:59 in Datian
    judge_elder(at=last, elder=lin)
    lin.refresh_from_db()
    assert "agreement_over" not in lin.flags
    judge_elder(at=last + timedelta(minutes=1), elder=lin)
    lin.refresh_from_db()
    assert "agreement_over" in lin.flags


def test_none_although_the_children_are_away():
    lin = personas.elder()
    assert "no_agreement" not in flags_of(lin)  # no children known: nobody to ask
    son(lin)
    assert "no_agreement" in flags_of(lin)
    conclude(lin)
    assert not {"no_agreement", "agreement_over"} & flags_of(lin)


def test_taken_back_at_once_with_a_reason():
    lin, village = personas.elder(), worker()
    made = conclude(lin)
    with pytest.raises(NotFound):
        revoke_agreement(by=worker(personas.OTHER_VILLAGE), at=NOW, agreement_id=made.id, reason="x")
    with pytest.raises(ReasonMissing):
        revoke_agreement(by=village, at=NOW, agreement_id=made.id, reason=" ")
    assert agreement_of(lin, on=TODAY) == made
    revoke_agreement(by=village, at=NOW, agreement_id=made.id, reason="老人不愿意了")
    assert agreement_of(lin, on=TODAY) is None
    assert "agreement_over" in flags_of(lin)
    with pytest.raises(AgreementEnded):
        revoke_agreement(by=village, at=NOW, agreement_id=made.id, reason="x")


def test_forgotten_with_the_dossier():
    lin, village = personas.elder(), worker()
    file = conclude(lin).evidence.file
    leave_registry(by=village, at=NOW, elder=lin, on=TODAY, reason="搬走了", died=False)
    assert CareAgreement.objects.get().revoked_at == NOW
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("accounts.elders.actions.forget_elder.transaction.on_commit", lambda act: act())
        forget_elder(by=None, at=NOW, elder_id=lin.id, rule="期满")
    assert not Evidence.objects.exists()
    assert read_file(file) is None
    assert CareAgreement.objects.get().carer_name == ""


@pytest.mark.parametrize("kind", SOUNDS)
def test_voice_notes_are_known_by_their_bytes(kind):
    assert sound_of(SOUNDS[kind]) == kind
    assert sound_of(SOUNDS[kind][:20]) == ""


@pytest.mark.parametrize(
    ("sent", "refusal"),
    [
        (b"<html><script>alert(1)</script></html>" + REST, NotEvidence),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>" + REST, NotEvidence),
        (b"MZ\x90\x00" + REST, NotEvidence),
        (b"%PDF-1.7" + REST, NotEvidence),
        (b"\x00\x00\x00\x20ftypisom\x00\x00\x00\x00moov....vide" + REST, NotEvidence),  # a film
        (b"\x89PNG\r\n\x1a\n" + REST, NotAPicture),
        (b"\xff\xfb\xf0\x0c" + REST, NotEvidence),  # a bit rate that does not exist
        (b"\xff\xfb\x90\x64" + bytes(9 * 1024 * 1024), TooLargeEvidence),
    ],
)
def test_anything_else_is_refused(sent, refusal, here):
    with pytest.raises(refusal):
        keep_evidence(sent)
    assert not [path for path in here.rglob("*") if path.is_file()]


def entries(**other):
    return {
        "carer_kind": "PERSON",
        "carer_name": "苏阿姨",
        "carer_phone": "13955556666",
        "duties": ["VISIT", "MEALS"],
        "starts_on": "2026-11-19",
        "ends_on": "2027-11-18",
        "consent": "VOICE_NOTE",
        "evidence": SimpleUploadedFile("../../etc/note.exe", SOUNDS["audio/ogg"], content_type="text/html"),
        **other,
    }


def test_the_pages_from_the_form_to_the_end():
    lin, village = personas.elder(), worker()
    kin = son(lin)
    client = signed_in(village)
    page = reverse("territory:agreement_new", args=[lin.id])
    assert client.post(page, entries()).status_code == 422  # nobody entrusts
    assert client.post(page, entries(entrusted_by=[str(kin.id)])).status_code == 303
    made = CareAgreement.objects.get()
    listed = client.get(reverse("territory:agreements", args=[lin.id])).content.decode()
    assert "Renew it" in listed
    assert "13955556666" not in listed  # a number is shown for the asking only
    assert "Su Ayi" in client.get(reverse("territory:elder", args=[lin.id])).content.decode()
    voice = client.get(reverse("territory:evidence", args=[lin.id, made.evidence_id]))
    assert (voice["Content-Type"], voice["X-Content-Type-Options"]) == ("audio/ogg", "nosniff")
    for query in ("", f"?of={made.id}"):
        sheet = client.get(reverse("territory:agreement_sheet", args=[lin.id]) + query)
        assert sheet.content[:5] == b"%PDF-"
    assert client.get(page + f"?after={made.id}").status_code == 200
    stop = reverse("territory:agreement_end", args=[lin.id, made.id])
    assert client.post(stop, {"reason": ""}).status_code == 422
    assert client.post(stop, {"reason": "老人不愿意了"}).status_code == 303
    made.refresh_from_db()
    assert made.revoked_at is not None


def test_foreign_ids_are_not_found():
    lin, chen, village = personas.elder(), personas.elder("陈阿公"), worker()
    made = conclude(lin)
    client = signed_in(village)
    for address in (
        reverse("territory:evidence", args=[chen.id, made.evidence_id]),
        reverse("territory:agreement_new", args=[chen.id]) + f"?after={made.id}",
        reverse("territory:agreement_new", args=[chen.id]) + "?after=x",
        reverse("territory:agreement_sheet", args=[chen.id]) + f"?of={made.id}",
    ):
        assert client.get(address).status_code == 404, address
    assert client.post(reverse("territory:agreement_end", args=[chen.id, made.id]), {"reason": "x"}).status_code == 404
    far = signed_in(worker(personas.OTHER_VILLAGE))
    for name in ("agreements", "agreement_new", "mandates", "mandate_new", "agreement_sheet"):
        assert far.get(reverse(f"territory:{name}", args=[lin.id])).status_code == 404
    assert far.get(reverse("territory:evidence", args=[lin.id, made.evidence_id])).status_code == 404
