"""Two people change a rule; what is past is never touched."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.access.enums import Role
from accounts.journal.models import Event
from accounts.policies.actions.decide_policy import OwnDraft, WordsMissing, decide_policy
from accounts.policies.actions.draft_policy import (
    CitationMissing,
    EndsBeforeItBegins,
    NothingToChange,
    NotTheAuthor,
    StartsTooEarly,
    StartsTooLate,
    UnknownRule,
)
from accounts.policies.actions.load_preset import NoSuchPreset, load_preset
from accounts.policies.actions.submit_policy import submit_policy
from accounts.policies.actions.withdraw_policy import withdraw_policy
from accounts.policies.kinds import BadPolicyValue
from accounts.policies.lifecycle import DraftChanged
from accounts.policies.models import Policy, PolicyDraft
from accounts.policies.queries import applied, rulebook
from accounts.policies.rules import EARN_ROUNDING, RULES, SPEND_AGE
from accounts.refusals import NotAllowed, NotFound
from accounts.regions.models import Region
from frontend.live.readers import readers
from tests import personas
from tests.personas import NOW
from tests.policies.ground import TODAY, TOMORROW, draft, official, region

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return official()


@pytest.fixture
def other():
    return official("连国栋")


def rounding(on):
    return applied(EARN_ROUNDING, region_code=personas.VILLAGE, on=on).value


def approve(author, other, changes, **fields):
    made = draft(author, changes, **fields)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    return decide_policy(by=other, at=NOW, draft_id=made.id, approve=True)


def test_a_draft_holds_nothing_until_another_person_agrees(author, other):
    made = draft(author)
    assert rounding(TOMORROW) == 1
    submit_policy(by=author, at=NOW, draft_id=made.id)
    assert rounding(TOMORROW) == 1
    decide_policy(by=other, at=NOW, draft_id=made.id, approve=True, words="同意")
    assert (rounding(TODAY), rounding(TOMORROW)) == (1, 15)
    row = Policy.objects.get(code="earn.rounding")
    assert (row.draft_id, row.citation) == (made.id, made.citation)
    assert list(Event.objects.filter(subject_id=made.id).values_list("name", flat=True).order_by("sequence")) == [
        "accounts.policy.drafted",
        "accounts.policy.submitted",
        "accounts.policy.approved",
    ]


def test_those_who_may_decide_are_told_and_then_the_author(author, other):
    admin = personas.user("管理员", Role.ADMIN, region=personas.COUNTY)
    personas.user("乡里", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    decide_policy(by=other, at=NOW, draft_id=made.id, approve=False, words="再想想")
    heard = {event.name: set(readers(event)) for event in Event.objects.filter(subject_id=made.id)}
    assert heard == {
        "accounts.policy.drafted": set(),
        "accounts.policy.submitted": {other, admin},
        "accounts.policy.rejected": {author},
    }


def test_nobody_decides_on_their_own_draft(author):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(OwnDraft):
        decide_policy(by=author, at=NOW, draft_id=made.id, approve=True)
    # The database says so too: the control of the rule above.
    with pytest.raises(IntegrityError, match="policydraft_two_people"), transaction.atomic():
        PolicyDraft.objects.filter(id=made.id).update(status="IN_FORCE", reviewer=author, decided_at=NOW)
    assert rounding(TOMORROW) == 1


def test_the_database_wants_a_decision_to_have_somebody_who_took_it(author):
    made = draft(author)
    with pytest.raises(IntegrityError, match="policydraft_decided_by_somebody"), transaction.atomic():
        PolicyDraft.objects.filter(id=made.id).update(status="IN_FORCE")


def test_what_was_submitted_cannot_be_rewritten(author, other):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(DraftChanged):
        draft(author, {"earn.rounding": 30}, draft_id=made.id)
    with pytest.raises(DatabaseError, match="keeps what was"), transaction.atomic():
        PolicyDraft.objects.filter(id=made.id).update(changes={"earn.rounding": 30})
    decide_policy(by=other, at=NOW, draft_id=made.id, approve=True)
    with pytest.raises(DatabaseError, match="keeps what was"), transaction.atomic():
        PolicyDraft.objects.filter(id=made.id).update(words="anders")
    with pytest.raises(DatabaseError, match="keeps what was"), transaction.atomic():
        PolicyDraft.objects.filter(id=made.id)._raw_delete("default")


def test_turning_down_needs_words_and_leaves_the_rules(author, other):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(WordsMissing):
        decide_policy(by=other, at=NOW, draft_id=made.id, approve=False, words=" ")
    decide_policy(by=other, at=NOW, draft_id=made.id, approve=False, words="先问问乡镇。")
    assert rounding(TOMORROW) == 1
    with pytest.raises(DraftChanged):
        decide_policy(by=other, at=NOW, draft_id=made.id, approve=True)


def test_the_author_withdraws_and_nobody_else(author, other):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(NotTheAuthor):
        withdraw_policy(by=other, at=NOW, draft_id=made.id)
    withdraw_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(DraftChanged):
        decide_policy(by=other, at=NOW, draft_id=made.id, approve=True)


def test_only_the_author_rewrites_and_submits(author, other):
    made = draft(author)
    with pytest.raises(NotTheAuthor):
        draft(other, {"earn.rounding": 30}, draft_id=made.id)
    with pytest.raises(NotTheAuthor):
        submit_policy(by=other, at=NOW, draft_id=made.id)
    again = draft(author, {"earn.overrun": 150}, draft_id=made.id)
    assert (again.id, again.changes) == (made.id, {"earn.overrun": 150})


@pytest.mark.parametrize(
    ("fields", "refusal", "field"),
    [
        ({"valid_from": TODAY}, StartsTooEarly, "valid_from"),
        ({"valid_from": TODAY - timedelta(days=400)}, StartsTooEarly, "valid_from"),
        ({"valid_from": TODAY.replace(year=2099)}, StartsTooLate, "valid_from"),
        ({"valid_until": TOMORROW}, EndsBeforeItBegins, "valid_until"),
        ({"citation": "  "}, CitationMissing, "citation"),
        ({"changes": {"no.rule": 1}}, UnknownRule, "no.rule"),
        ({"changes": {}}, NothingToChange, "changes"),
        ({"changes": {"earn.rounding": 61}}, BadPolicyValue, "earn.rounding"),
        ({"changes": {"earn.coefficient": {"care": -1}}}, BadPolicyValue, "earn.coefficient"),
    ],
)
def test_draft_refuses(author, fields, refusal, field):
    from accounts.policies.actions.draft_policy import draft_policy

    asked = {
        "by": author,
        "at": NOW,
        "region": region(),
        "changes": {"earn.rounding": 15},
        "valid_from": TOMORROW,
        "citation": "县里",
    }
    with pytest.raises(refusal) as refused:
        draft_policy(**asked | fields)
    assert refused.value.field == field
    assert not PolicyDraft.objects.exists()


def test_a_draft_that_lay_too_long_is_not_approved(author, other):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    later = NOW + timedelta(days=1)
    with pytest.raises(StartsTooEarly):
        decide_policy(by=other, at=later, draft_id=made.id, approve=True)
    decide_policy(by=other, at=later, draft_id=made.id, approve=False, words="过了日子")


def test_a_township_official_may_not(author):
    town = personas.user("乡里", Role.TOWNSHIP_OFFICIAL, region=personas.TOWNSHIP)
    with pytest.raises(NotAllowed):
        draft(town, region=region(personas.TOWNSHIP))
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    with pytest.raises(NotAllowed):
        decide_policy(by=town, at=NOW, draft_id=made.id, approve=True)


def test_another_county_does_not_find_it(author):
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    Region.objects.create(code="350426", name="尤溪县", level="COUNTY", parent_id="3504", pinyin="", initials="")
    stranger = personas.user("外县", Role.COUNTY_OFFICIAL, region="350426")
    with pytest.raises(NotFound):
        decide_policy(by=stranger, at=NOW, draft_id=made.id, approve=True)
    with pytest.raises(NotFound):
        draft(stranger)


def test_the_administrator_decides_and_does_not_write(author):
    admin = personas.user("管理员", Role.ADMIN, region=personas.COUNTY)
    with pytest.raises(NotAllowed):
        draft(admin)
    made = draft(author)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    decide_policy(by=admin, at=NOW, draft_id=made.id, approve=True)
    assert rounding(TOMORROW) == 15


def test_a_value_for_a_time_splits_the_one_that_runs(author, other):
    approve(author, other, {"earn.rounding": 5})
    summer, autumn = TODAY + timedelta(days=200), TODAY + timedelta(days=290)
    approve(author, other, {"earn.rounding": 30}, valid_from=summer, valid_until=autumn)
    eve = summer - timedelta(days=1)
    assert [rounding(on) for on in (TODAY, TOMORROW, eve, summer)] == [1, 5, 5, 30]
    assert rounding(autumn - timedelta(days=1)) == 30
    assert rounding(autumn) == 5


def test_a_value_that_never_began_gives_way_whole(author, other):
    approve(author, other, {"earn.rounding": 30}, valid_from=TODAY + timedelta(days=100))
    approve(author, other, {"earn.rounding": 5})
    assert rounding(TODAY + timedelta(days=150)) == 5
    assert Policy.objects.filter(code="earn.rounding").count() == 2


def test_a_preset_fills_a_draft_and_never_the_books(author, other):
    made = load_preset(by=author, at=NOW, region=region(), preset="nanjing-2019", valid_from=TOMORROW)
    assert (made.status, Policy.objects.count()) == ("DRAFT", 0)
    submit_policy(by=author, at=NOW, draft_id=made.id)
    decide_policy(by=other, at=NOW, draft_id=made.id, approve=True)
    held = rulebook(region_code=personas.VILLAGE, on=TOMORROW)[SPEND_AGE]
    assert (held.value, held.citation, held.region_code) == (60, made.sources["spend.age"], personas.COUNTY)
    with pytest.raises(NoSuchPreset):
        load_preset(by=author, at=NOW, region=region(), preset="../presets/nanjing-2019", valid_from=TOMORROW)


DAY = st.integers(1, 40)


class Validity(TestCase):
    """Any sequence of approvals: each day ahead holds what was approved last for it, and no day before tomorrow."""

    @settings(max_examples=40, deadline=None)
    @given(st.lists(st.tuples(DAY, st.none() | DAY, st.integers(2, 60)), min_size=1, max_size=6))
    def test_the_last_word_for_a_day_holds_on_it(self, told):
        author, other = official(), official("连国栋")
        expected = {}
        for since, length, value in told:
            valid_from = TODAY + timedelta(days=since)
            until = None if length is None else valid_from + timedelta(days=length)
            approve(author, other, {"earn.rounding": value}, valid_from=valid_from, valid_until=until)
            expected |= dict.fromkeys(range(since, 90 if length is None else since + length), value)
        for offset in range(-2, 90):
            on = TODAY + timedelta(days=offset)
            assert rounding(on) == expected.get(offset, EARN_ROUNDING.default)


def test_every_rule_can_be_drafted(author):
    made = draft(author, {code: rule.default for code, rule in RULES.items()})
    assert made.changes == {code: rule.default for code, rule in RULES.items()}
