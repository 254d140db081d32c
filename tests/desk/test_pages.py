"""Pages of the phone desk: find, order, hang up, ring back, without a script; and nothing of anybody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.enums import Role
from accounts.access.models import Reveal
from accounts.keys import new_key
from services.calls.actions.end_call import end_call
from services.calls.actions.schedule_call_back import schedule_call_back
from services.calls.models import Call, CallBack
from services.orders.models import Order
from tests import personas
from tests.desk.stories import call, operator, signed_in

pytestmark = pytest.mark.django_db
HOME = reverse("desk:home")


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def chi():
    return operator()


@pytest.fixture
def lin():
    return personas.elder(minutes=300)


def words(**changes):
    tomorrow = timezone.localdate() + timedelta(days=1)
    return {
        "item": str(personas.item().id),
        "when": f"{tomorrow}T09:00",
        "note": "剪短点",
        "order_id": str(new_key()),
        **changes,
    }


def heard(client, address, answers):
    """What the page says was read out."""
    page = client.post(address, {**answers, "step": "read"})
    assert page.status_code == 200
    return {**answers, "heard": page.context["form"].digest}


def test_signing_in_as_operator_leads_to_the_desk(chi):
    client = signed_in(chi)
    assert client.get("/home/").headers["Location"] == HOME
    text = client.get(HOME).content.decode()
    assert reverse("desk:call_backs") in text
    assert reverse("territory:orders") in text


@pytest.mark.parametrize("typed", ["lxm", "细妹", "linxi", "白岩", "138 0000 0000"])
def test_found_names_are_masked_until_one_is_chosen(chi, lin, typed):
    client = signed_in(chi)
    for headers in ({}, {"HX-Request": "true"}):
        text = client.post(reverse("desk:find"), {"q": typed}, headers=headers).content.decode()
        assert "林＊妹" in text
        assert "林细妹" not in text
    assert not Reveal.objects.exists()
    answer = client.post(reverse("desk:start"), {"elder": str(lin.id), "number": typed if typed[0] == "1" else ""})
    assert answer.status_code == 303
    assert "林细妹" in client.get(answer.headers["Location"]).content.decode()
    client.get(answer.headers["Location"])
    look = Reveal.objects.get()
    assert (look.purpose, look.person, look.by) == ("desk", lin.person, chi)


def test_what_is_typed_never_stands_in_an_address(chi):
    client = signed_in(chi)
    assert client.get(reverse("desk:find")).status_code == 405
    assert "?q=" not in client.post(reverse("desk:find"), {"q": "13800000000"}).content.decode()


def test_order_is_read_out_then_placed_once(chi, lin, now):
    made, client = call(chi, lin, now), signed_in(chi)
    address = reverse("desk:order", args=[made.id])
    answers = words()
    not_yet = client.post(address, {**answers, "step": "place"})
    assert not_yet.status_code == 422
    assert not Order.objects.exists()
    answers = heard(client, address, answers)
    assert client.post(address, {**answers, "note": "别剪", "step": "place"}).status_code == 422
    assert [client.post(address, {**answers, "step": "place"}).status_code for _ in range(2)] == [303, 303]
    order = Order.objects.get()
    assert (order.consent, order.placed_by, order.note) == ("BY_PHONE", chi, "剪短点")
    page = client.get(reverse("desk:call", args=[made.id]))
    assert page.context["end_form"].initial["outcome"] == "ORDERED"


def test_the_same_thing_twice_is_asked_about_and_then_ordered(chi, lin, now):
    client, made = signed_in(chi), call(chi, lin, now)
    address = reverse("desk:order", args=[made.id])
    for answers in (words(), words()):
        placed = client.post(address, {**heard(client, address, answers), "step": "place"})
    assert placed.status_code == 409
    assert 'name="again"' in placed.content.decode()
    assert Order.objects.count() == 1
    meant = client.post(address, {**heard(client, address, {**answers, "again": "on"}), "step": "place"})
    assert meant.status_code == 303
    assert Order.objects.count() == 2


def test_reading_follows_what_is_chosen(chi, lin, now):
    made, client = call(chi, lin, now), signed_in(chi)
    address = reverse("desk:order", args=[made.id])
    send = {"headers": {"HX-Request": "true"}}
    bare = client.post(address, words(item=""), **send).content.decode()
    assert 'value="place"' not in bare
    ready = client.post(address, words(), **send).content.decode()
    assert 'value="place"' in ready
    assert "林奶奶" in ready
    assert "上门理发" in ready
    poor = personas.elder("苏阿土", minutes=10)
    end_call(by=chi, at=now, call_id=made.id, outcome="ASKED")
    other = call(chi, poor, now)
    short = client.post(reverse("desk:order", args=[other.id]), words(), **send).content.decode()
    assert 'value="place"' not in short


@pytest.mark.parametrize(
    "changes",
    [
        {"item": ""},
        {"when": ""},
        {"when": "gestern"},
        {"when": "other"},
        {"when": "other", "day": "9999-12-31", "at": "09:00"},
        {"order_id": "x"},
        {"note": "长" * 301},
    ],
)
def test_bad_answers_are_named(chi, lin, now, changes):
    made = call(chi, lin, now)
    page = signed_in(chi).post(reverse("desk:order", args=[made.id]), {**words(**changes), "step": "place"})
    assert page.status_code == 422
    assert "tb-errors" in page.content.decode()
    assert not Order.objects.exists()


def test_a_coming_order_is_changed_and_called_off(chi, lin, now):
    old = personas.order(personas.proxy(lin), lin, at=now, hours=30)
    made, client = call(chi, lin, now), signed_in(chi)
    page = client.get(reverse("desk:call", args=[made.id]), {"change": str(old.id)})
    assert page.context["form"]["instead_of"].value() == str(old.id)
    address = reverse("desk:order", args=[made.id])
    answers = heard(client, address, words(instead_of=str(old.id)))
    assert client.post(address, {**answers, "step": "place"}).status_code == 303
    old.refresh_from_db()
    assert old.status == "CANCELLED"
    new = Order.objects.exclude(id=old.id).get()
    gone = client.post(reverse("desk:cancel", args=[made.id]), {"order": str(new.id), "reason": "下雨"})
    assert gone.status_code == 303
    new.refresh_from_db()
    assert new.status == "CANCELLED"


def test_hanging_up_leaves_a_line_in_the_log(chi, lin, now):
    made, client = call(chi, lin, now), signed_in(chi)
    assert client.get(HOME).headers["Location"] == reverse("desk:call", args=[made.id])
    assert client.post(reverse("desk:hang_up", args=[made.id]), {"end-outcome": ""}).status_code == 422
    ended = client.post(reverse("desk:hang_up", args=[made.id]), {"end-outcome": "ASKED", "end-note": "问饭点"})
    assert ended.headers["Location"] == HOME
    log = client.get(reverse("desk:log")).content.decode()
    assert "问饭点" in log
    assert "林细妹" not in log
    assert client.get(reverse("desk:call", args=[made.id])).headers["Location"] == reverse("desk:log")


def test_promise_ring_back_and_give_up(chi, lin, now):
    made, client = call(chi, lin, now), signed_in(chi)
    promise = reverse("desk:promise", args=[made.id])
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert client.post(promise, {}).status_code == 422
    filled = {"back-day": str(tomorrow), "back-at": "10:00", "back-reason": "药有没有人取"}
    assert client.post(promise, {**filled, "back-day": "2020-01-01"}).status_code == 422
    assert client.post(promise, filled).status_code == 303
    back = CallBack.objects.get()
    assert client.post(reverse("desk:ring", args=[back.id])).status_code == 409  # still on the line
    assert client.get(reverse("desk:call", args=[made.id])).context["end_form"].initial["outcome"] == "CALL_BACK"
    end_call(by=chi, at=now, call_id=made.id, outcome="CALL_BACK")
    page = client.get(reverse("desk:call_backs")).content.decode()
    assert "药有没有人取" in page
    assert "林细妹" not in page
    ringing = [client.post(reverse("desk:ring", args=[back.id])) for _ in range(2)]
    assert len({one.headers["Location"] for one in ringing}) == 1
    out = Call.objects.get(call_back=back)
    end_call(by=chi, at=now, call_id=out.id, outcome="NO_ANSWER")
    give_up = reverse("desk:give_up", args=[back.id])
    assert client.post(give_up, {"because": ""}).status_code == 422
    assert client.post(give_up, {"because": "村里去看过了"}).status_code == 303
    back.refresh_from_db()
    assert back.given_up


def test_finding_out_during_the_call_who_it_is(chi, lin, now):
    client = signed_in(chi)
    address = client.post(reverse("desk:start"), {"number": "13800000000"}).headers["Location"]
    made = Call.objects.get()
    assert "林＊妹" in client.get(address).content.decode()  # the number is hers
    assert client.post(reverse("desk:find_caller", args=[made.id]), {"q": "lxm"}).status_code == 200
    assert client.post(reverse("desk:identify", args=[made.id]), {"elder": "nonsense"}).status_code == 404
    assert client.post(reverse("desk:identify", args=[made.id]), {"elder": str(lin.id)}).status_code == 303
    assert "林细妹" in client.get(address).content.decode()
    assert client.post(reverse("desk:start"), {"number": "1"}).status_code == 422


def test_the_next_village_finds_nothing_and_opens_nothing(chi, lin, now):
    made = call(chi, lin, now)
    back = schedule_call_back(by=chi, at=now, elder_id=lin.id, due_at=now + timedelta(hours=1), reason="问一声")
    client = signed_in(operator("乐远", personas.OTHER_VILLAGE))
    assert "林＊妹" not in client.post(reverse("desk:find"), {"q": "lxm"}).content.decode()
    assert "问一声" not in client.get(reverse("desk:call_backs")).content.decode()
    assert client.post(reverse("desk:start"), {"elder": str(lin.id)}).status_code == 404
    assert client.get(reverse("desk:call", args=[made.id])).status_code == 404
    for name in ("find_caller", "identify", "order", "cancel", "promise", "hang_up"):
        assert client.post(reverse(f"desk:{name}", args=[made.id]), {}).status_code == 404, name
    for name in ("ring", "give_up"):
        assert client.post(reverse(f"desk:{name}", args=[back.id]), {"because": "不"}).status_code == 404, name


def test_only_those_who_may_order_for_anyone_sit_at_the_desk(lin):
    for who in (personas.volunteer(), personas.proxy(lin), personas.user("督导", Role.SUPERVISOR, region="350425")):
        client = signed_in(who)
        for name in ("home", "call_backs", "log"):
            assert client.get(reverse(f"desk:{name}")).status_code == 403
        assert client.post(reverse("desk:find"), {"q": "lxm"}).status_code == 403


def many(count, chi, now):
    for number in range(count):
        elder = personas.elder(f"池金{number}", minutes=600)
        personas.order(personas.proxy(elder, name=f"代{number}"), elder, at=now)
        made = call(chi, elder, now)
        schedule_call_back(by=chi, at=now, elder_id=elder.id, due_at=now, reason="问", call_id=made.id)
        end_call(by=chi, at=now, call_id=made.id, outcome="ASKED")


@pytest.mark.verifies(28)
@pytest.mark.parametrize("name", ["home", "call_backs", "log", "find"])
def test_lists_ask_the_same_number_of_questions(name, chi, now):
    client, counts = signed_in(chi), []
    send = client.post if name == "find" else client.get
    for more in (2, 3):
        many(more, chi, now)
        send(reverse(f"desk:{name}"), {"q": "cj"})
        with CaptureQueriesContext(connection) as asked:
            assert send(reverse(f"desk:{name}"), {"q": "cj"}).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]
