"""The pages: from the drawn list to the certificate, the objection of a stranger, and what nobody may read."""

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.access.enums import Role
from services.honours.actions.begin_drawing import TASK
from services.honours.actions.decide_round import decide_round
from services.honours.actions.draw_candidates import draw_candidates
from services.honours.actions.revoke_honour import revoke_honour
from services.honours.actions.withdraw_consent import withdraw_consent
from services.honours.enums import Whose
from services.honours.models import Candidacy, Drawn, HonourRound, Objection
from tests import personas
from tests.honours.ground import AFTER, DAY, WORDS, agree, family, here, look_in, nominated, on_notice, opened, serve
from tests.personas import COUNTY, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    cache.clear()
    with time_machine.travel(NOW, tick=False) as moment:
        yield moment


@pytest.fixture
def at():
    return here()


def browser(user=None, language: str = "zh-hans") -> Client:
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    if user is not None:
        client.force_login(user)
    return client


def text(response, status: int = 200) -> str:
    assert response.status_code == status, (response.status_code, response.headers.get("Location"))
    return response.content.decode()


def test_the_whole_way(at, clock):
    county, township = browser(at.chen), browser(at.shi)
    assert "今年该评选了" in text(county.get(reverse("honours:rounds")))
    form = {"carers": 2, "families": 1, "collect_until": "2026-12-20"}
    text(county.post(reverse("honours:open"), {**form, "carers": 0, "families": 0}), 422)
    sent = county.post(reverse("honours:open"), form)
    found = HonourRound.objects.get()
    page = sent["Location"]
    assert sent.status_code == 303
    text(county.post(reverse("honours:open"), form), 422)
    assert "拉名单" in text(county.get(page))
    assert county.post(reverse("honours:draw", args=[found.id])).status_code == 303
    assert "正在拉名单" in text(county.get(page))
    assert county.post(reverse("honours:draw", args=[found.id])).status_code == 303  # one that runs is enough
    (job,) = ProcrastinateJob.objects.filter(task_name=TASK)
    app.tasks[job.task_name](**job.args)
    assert "正在拉名单" not in text(county.get(page))
    searched = reverse("honours:search", args=[found.id])
    named = reverse("honours:name", args=[found.id, "carer", at.guo.person_id])
    assert named in text(township.get(searched, {"kind": "CARER", "q": "国忠"}))
    assert "不要写" in text(township.post(named, {"words": "家里很穷还帮人"}), 422)
    sent = township.post(named, {"words": WORDS})
    one = Candidacy.objects.get()
    assert sent["Location"] == reverse("honours:candidate", args=[one.id])
    assert WORDS in text(township.get(sent["Location"]))
    act = reverse("honours:act", args=[one.id])
    assert county.post(act, {"do": "shortlist"}).status_code == 303
    assert "还没征得同意" in text(county.post(reverse("honours:publish", args=[found.id])), 409)
    mine = browser(at.guo)
    assert "我同意" in text(mine.get(reverse("honours:mine")))
    assert mine.post(reverse("honours:say", args=[one.id]), {"do": "yes"}).status_code == 303
    assert county.post(reverse("honours:publish", args=[found.id])).status_code == 303
    stranger = browser()
    notice = text(stranger.get(reverse("honoured:round", args=[found.id])))
    assert "郑＊忠" in notice
    assert at.guo.person.name not in notice
    assert stranger.get(reverse("honoured:paper", args=[found.id])).content.startswith(b"%PDF")
    clock.move_to(AFTER)
    decider = browser(at.ye)
    assert "郑国忠" in text(decider.get(page))
    assert "要由别人来定" in text(county.get(page)) or "要由别人" in text(county.get(page))
    assert decider.post(reverse("honours:decide", args=[found.id]), {"chosen": [str(one.id)]}).status_code == 303
    one.refresh_from_db()
    everybody = text(stranger.get(reverse("honoured:all"), {"region": COUNTY}))
    assert "郑国忠" in everybody
    certificate = reverse("honoured:certificate", args=[one.code])
    assert certificate in everybody
    assert "有效" in text(stranger.get(certificate))
    assert stranger.get(f"{certificate}paper/").content.startswith(b"%PDF")
    assert stranger.get(f"{certificate}picture/").content.startswith(b"\x89PNG")
    assert browser(language="en").get(f"{certificate}paper/").content.startswith(b"%PDF")
    assert "Zheng Guozhong" in text(browser(language="en").get(certificate))
    revoke_honour(by=at.ye, at=AFTER, candidacy_id=one.id, words="事迹不实")
    assert "事迹不实" in text(stranger.get(certificate))
    assert "事迹不实" in text(stranger.get(reverse("honoured:all")))
    withdraw_consent(by=at.guo, at=AFTER, candidacy_id=one.id, whose=Whose.CANDIDATE)
    assert "郑国忠" not in text(stranger.get(reverse("honoured:all")))
    text(stranger.get(certificate), 404)
    text(stranger.get(f"{certificate}picture/"), 404)


def test_reasons_open_their_rows(at, monkeypatch):
    monkeypatch.setattr("services.honours.actions.draw_candidates.HOUR", 1)
    serve(at.guo, at.lin, at=NOW - 20 * DAY, by=personas.proxy(at.lin))
    for days in (70, 40, 10):
        look_in(at, days=days)
    found = opened(at)
    draw_candidates(by=at.chen, at=NOW, round_id=found.id)
    township = browser(at.shi)
    listed = reverse("honours:list", args=[found.id])
    assert "服务过 1 位老人" in text(township.get(listed))
    assert "3 次探访记录里，3 次记着生活费给够了" in text(township.get(listed, {"kind": "FAMILY"}))
    text(township.get(listed, {"kind": "FAMILY", "out": "1", "place": "x" * 20}))
    for row in Drawn.objects.all():
        page = text(township.get(reverse("honours:drawn", args=[row.id])))
        for reason in ("hours", "elders", "rating") if row.person_id else ("money", "care", "comfort", "contact"):
            rows = reverse("honours:sources", args=[row.id, reason])
            assert rows in page
            shown = text(township.get(rows))
            assert "林细妹" not in shown or row.elder_id
            assert "2026" in shown
        text(township.get(reverse("honours:sources", args=[row.id, "illness"])), 404)
        for other, status in ((at.su, 404), (at.zhang, 404), (at.guo, 403)):
            text(browser(other).get(reverse("honours:drawn", args=[row.id])), status)


def test_a_stranger_objects_and_reads_the_answer(at):
    found = opened(at)
    one, other = nominated(at, found), family(at, found)
    form = reverse("honoured:object", args=[one.id])
    stranger = browser()
    text(stranger.get(form), 404)
    on_notice(at, found, one)
    text(stranger.get(reverse("honoured:object", args=[other.id])), 404)  # not on the shortlist, so not on the page
    page = text(stranger.get(form))
    assert "90 天后删除" in page
    assert "郑国忠" not in page
    text(stranger.post(form, {"words": ""}), 422)
    sent = stranger.post(form, {"words": "他两次没来", "name": "路人甲", "phone": "13800000001"})
    assert sent.status_code == 303
    objection = Objection.objects.get()
    shown = text(stranger.get(sent["Location"]))
    assert "已收到" in shown
    assert "他两次没来" not in shown
    candidate = reverse("honours:candidate", args=[one.id])
    assert "路人甲" in text(browser(at.chen).get(candidate))
    for by in (at.shi, at.su):
        assert "路人甲" not in text(browser(by).get(candidate))
        assert "他两次没来" not in text(browser(by).get(candidate))
        assert browser(by).post(reverse("honours:answer", args=[objection.id]), {"words": "x"}).status_code == 403
    answer = reverse("honours:answer", args=[objection.id])
    text(browser(at.chen).post(answer, {"do": "reject", "words": ""}), 422)
    assert browser(at.chen).post(answer, {"do": "reject", "words": "两次都请了假。"}).status_code == 303
    assert "两次都请了假" in text(stranger.get(sent["Location"]))
    text(stranger.get(reverse("honoured:objection", args=["234567892345"])), 404)
    for _ in range(4):
        answer = stranger.post(form, {"words": "再说一次"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "60"


def test_every_form_of_a_candidate(at):
    found = opened(at)
    one = nominated(at, found, by=at.su)
    act = reverse("honours:act", args=[one.id])
    village, township, county = browser(at.su), browser(at.shi), browser(at.chen)
    assert "乡镇会看到" not in text(township.get(reverse("honours:candidate", args=[one.id])))
    named = reverse("honours:name", args=[found.id, "carer", at.guo.person_id])
    assert named in text(township.get(reverse("honours:candidate", args=[one.id])))
    assert WORDS in text(township.get(named))
    assert township.post(named, {"words": "常年帮六位老人理发。"}).status_code == 303
    assert village.post(act, {"do": "reword", "words": "常年帮七位老人理发。"}).status_code == 303
    text(village.post(act, {"do": "reword", "words": "他照顾瘫痪的邻居"}), 422)
    assert village.post(act, {"do": "consent", "whose": "CANDIDATE", "how": "SIGNED"}).status_code == 303
    text(village.post(act, {"do": "consent", "whose": "NOBODY", "how": "SIGNED"}), 422)
    assert county.post(act, {"do": "shortlist"}).status_code == 303
    assert county.post(act, {"do": "back"}).status_code == 303
    assert county.post(act, {"do": "shortlist"}).status_code == 303
    assert county.post(reverse("honours:publish", args=[found.id])).status_code == 303
    assert village.post(act, {"do": "object", "words": "有人来说他收了钱"}).status_code == 303
    assert "代收" in text(county.get(reverse("honours:candidate", args=[one.id])))
    text(county.post(act, {"do": "off", "words": ""}), 422)
    assert village.post(act, {"do": "withdraw", "whose": "CANDIDATE"}).status_code == 303
    one.refresh_from_db()
    assert one.state == "WITHDRAWN"
    for language in ("zh-hans", "en"):
        text(browser(at.chen, language).get(reverse("honours:candidate", args=[one.id])))
        text(browser(at.chen, language).get(reverse("honours:round", args=[found.id])))
    text(county.post(reverse("honours:drop", args=[found.id]), {"words": ""}), 422)
    assert county.post(reverse("honours:drop", args=[found.id]), {"words": "重来"}).status_code == 303


def test_another_county_and_the_administrator(at):
    found = opened(at)
    one = nominated(at, found)
    far = browser(personas.user("外县", Role.COUNTY_OFFICIAL, region="350425101"))
    for name, args in (("candidate", [one.id]), ("act", [one.id])):
        address = reverse(f"honours:{name}", args=args)
        assert (far.post if name == "act" else far.get)(address).status_code == 404
    admin = browser(personas.user("管理员", Role.ADMIN, region=COUNTY))
    text(admin.get(reverse("honours:round", args=[found.id])))
    text(admin.get(reverse("honours:candidate", args=[one.id])))
    text(admin.get(reverse("honours:list", args=[found.id])), 403)
    text(browser(at.guo).get(reverse("honours:rounds")), 403)
    text(browser(at.guo).get(reverse("honours:candidate", args=[one.id])), 404)
    text(browser(at.son).get(reverse("honours:mine")))


def test_over_http(at):
    found = opened(at)
    one, other = nominated(at, found), family(at, found)
    stranger = browser()
    assert stranger.get("/api/v1/honours/rounds/").json()["results"] == []
    text(stranger.get(f"/api/v1/honours/rounds/{found.id}/"), 404)
    on_notice(at, found, one, other)
    shown = stranger.get(f"/api/v1/honours/rounds/{found.id}/").json()
    assert {row["name"] for row in shown["candidates"]} == {"郑＊忠", "林＊强"}
    assert [row["id"] for row in stranger.get("/api/v1/honours/rounds/", {"region": COUNTY}).json()["results"]] == [
        str(found.id)
    ]
    assert stranger.get("/api/v1/honours/").json()["results"] == []
    decide_round(by=at.ye, at=AFTER, round_id=found.id, chosen=[one.id, other.id])
    names = {row["name"] for row in stranger.get("/api/v1/honours/", {"region": COUNTY}).json()["results"]}
    assert names == {"郑国忠", "林阿强"}
    withdraw_consent(by=at.su, at=AFTER, candidacy_id=other.id, whose=Whose.ELDER)
    assert [row["name"] for row in stranger.get("/api/v1/honours/").json()["results"]] == ["郑国忠"]
    agree(at, other)
    assert len(stranger.get("/api/v1/honours/").json()["results"]) == 2


def test_the_ways_in(at):
    assert reverse("honoured:all") in text(browser().get("/"))
    assert reverse("honours:rounds") in text(browser(at.su).get("/territory/elders/"))
    assert reverse("honours:mine") in text(browser(at.guo).get("/me/"))
