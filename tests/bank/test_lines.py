"""Every kind of posting is said in true words, on both sides of it."""

import pytest
from django.utils.translation import override

from accounts.access.enums import Role
from accounts.people.enums import Relation
from accounts.people.models import Kinship
from frontend.bank.kin import kin_of
from frontend.bank.lines import around, lines_of, note_of, title_of
from tests import personas
from tests.bank.ground import book, grant, mother_of, post, pot
from tests.personas import COUNTY, NOW
from tests.volunteer.conftest import serve, signed_in
from timebank.ledger.actions.decide_reversal import decide_reversal
from timebank.ledger.actions.request_reversal import request_reversal
from timebank.ledger.enums import AccountKind, TransferKind
from timebank.ledger.models import Transfer
from timebank.ledger.queries import entries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def said(person, *, line: int | None = None) -> tuple[str, str]:
    """Title and note of a person's line, the newest unless a number is given."""
    entries = lines_of(person.id)
    entry = entries.filter(sequence=line).get() if line else entries[0]
    near = around(person.id, [entry])
    return title_of(entry, near), note_of(entry, near)


@pytest.mark.parametrize(
    ("kind", "out", "came"),
    [
        (TransferKind.GIFT, "A gift to Lin Amei", "A gift from Zheng Guozhong"),
        (TransferKind.INHERIT, "Left to Lin Amei", "Inherited from Zheng Guozhong"),
        (TransferKind.RELOCATE, "Moved to Lin Amei", "Brought along from Zheng Guozhong"),
        (TransferKind.SPEND, "Spent with Lin Amei", "Paid by Zheng Guozhong"),
        (TransferKind.SETTLE, "Settled with Lin Amei", "Settled by Zheng Guozhong"),
        (TransferKind.ALLOT, "Allowance for Lin Amei", "Allowance from Zheng Guozhong"),
    ],
)
def test_between_two_people(kind, out, came):
    guo, mei = personas.volunteer().person, personas.person("林阿妹")
    grant(guo, 60)
    post(kind, book(guo), book(mei), 20)
    with override("en"):
        assert (said(guo)[0], said(mei)[0]) == (out, came)


def test_between_a_person_and_a_pot():
    guo = personas.volunteer().person
    grant(guo, 100)
    pool, retired = pot(AccountKind.POOL), pot(AccountKind.RETIRED)
    with override("en"):
        assert said(guo) == ("Given by Datian county to its elders", "测试")
        post(TransferKind.DONATE, book(guo), pool, 10)
        assert said(guo)[0] == "Donated to the pool of Datian county"
        post(TransferKind.DONATE, book(guo), pool, 10, memo={"because": "ceiling"})
        assert said(guo)[0] == "Above the limit, passed on to the pool of Datian county"
        post(TransferKind.EXPIRE, book(guo), retired, 10, memo={"because": "ceiling"})
        assert said(guo)[0] == "Above the limit, retired with thanks"
        post(
            TransferKind.GRANT, pot(AccountKind.ISSUANCE), book(guo), 5, memo={"because": "monthly", "month": "2026-11"}
        )
        assert said(guo)[0] == "Free minutes of Nov 2026"
        post(TransferKind.RELOCATE, pot(AccountKind.ISSUANCE), book(guo), 5, memo={"origin": "泰宁时间银行"})
        assert said(guo)[0] == "Brought along from 泰宁时间银行"
        post(TransferKind.RELOCATE, book(guo), retired, 5, memo={"destination": "泰宁时间银行"})
        assert said(guo)[0] == "Moved to 泰宁时间银行"
        post(TransferKind.GRANT, pool, book(guo), 5)
        assert said(guo)[0] == "Given by the pool of Datian county to its elders"


def test_kin_are_called_as_one_calls_them_and_their_words_stand_there():
    guo = personas.volunteer()
    mother = mother_of(guo)
    grant(guo.person, 60)
    post(TransferKind.GIFT, book(guo.person), book(mother), 20, memo={"words": "保重"})
    with override("en"):
        assert said(guo.person) == ("A gift to mother Huang Xiujin", "“保重”")
        assert said(mother) == ("A gift from daughter Zheng Guozhong", "“保重”")  # the personas are women
    assert said(guo.person)[0] == "送给母亲 黄秀金"


def test_every_relation_has_its_word_both_ways():
    guo = personas.volunteer().person
    for relation in Relation:
        Kinship.objects.create(person=guo, relative=personas.person("亲一"), relation=relation)
        Kinship.objects.create(person=personas.person("亲二"), relative=guo, relation=relation)
    words = [kin.word for kin in kin_of(guo)]
    assert all(words)
    assert len(set(words)) == 9  # women all: wife, daughter, mother, granddaughter, ... and the relative


def test_a_correction_names_its_line_and_its_line_names_it():
    guo, lin = personas.volunteer(), personas.elder()
    mei = personas.proxy(lin)
    serve(personas.order(mei, lin), guo, mei, minutes=40)
    wrong = Transfer.objects.get(kind=TransferKind.EARN)
    county = personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY)
    asked = request_reversal(by=guo, at=NOW, transfer_id=wrong.id, reason="多记了十分钟", repost_amount=30)
    decide_reversal(by=county, at=NOW, request_id=asked.id, approve=True)
    page = signed_in(guo).get("/bank/")
    lines = [slip for month in page.context["months"] for slip in month.lines]
    assert [(slip.sequence, slip.amount, slip.title) for slip in lines] == [
        (3, 30, "Haircut"),
        (2, -40, "Correction of line 1"),
        (1, 40, "Haircut"),
    ]
    assert [slip.corrects for slip in lines] == [0, 1, 0]
    assert [slip.corrected_by for slip in lines] == [0, 0, 2]
    assert lines[0].instead_of == 1
    assert [step.minutes for step in lines[0].steps] == [30]
    text = page.content.decode()
    assert "多记了十分钟" in text
    assert "Line 2 takes this one back." in text
    assert "It stands instead of line 1." in text
    assert entries_of(lin.person_id).count() == 4  # and the elder's book has the same three, after the grant
    assert said(lin.person)[0] == "上门理发"
