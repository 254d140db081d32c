"""Emergencies in the demo: one just reported, one being searched for, one to be read by the county, one closed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from services.incidents.actions.acknowledge_incident import acknowledge_incident
from services.incidents.actions.call_contact import call_contact
from services.incidents.actions.decide_closing import decide_closing
from services.incidents.actions.escalate_incident import escalate_incident
from services.incidents.actions.note_progress import note_progress
from services.incidents.actions.report_incident import report_incident
from services.incidents.actions.see_incident import see_incident
from services.incidents.actions.take_over_incident import take_over_incident
from services.incidents.actions.tell_police import tell_police
from services.incidents.actions.write_closing import write_closing
from services.incidents.enums import Kind, Level, Result, Severity, What
from services.incidents.models import Incident
from services.incidents.queries.contacts import contacts_of
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

LOST, FELL, ILL, HARD = "lost", "fell", "ill", "hard"


class _Stage:
    """What was reported so far, by the name of its story."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.ids: dict[str, UUID] = {}

    def report(self, story: str, at: datetime, **facts: Any) -> None:
        self.ids[story] = report_incident(at=at, **facts).id

    def do(self, story: str, at: datetime, action: Callable[..., Any], **facts: Any) -> None:
        action(at=at, incident_id=self.ids[story], **facts)

    def see(self, story: str, at: datetime, by: Any) -> None:
        see_incident(by=by, at=at, incident=Incident.objects.get(id=self.ids[story]))

    def ring(self, story: str, at: datetime, by: Any, answer: str, words: str) -> None:
        elder = Incident.objects.get(id=self.ids[story]).elder
        first = next(iter(contacts_of(elder)), None) if elder is not None else None
        if first is not None:
            call_contact(by=by, at=at, incident_id=self.ids[story], contact_id=first.id, answer=answer, words=words)


def alarms(cast: Cast) -> Iterator[Step]:
    """The four stories, in no order."""
    stage = _Stage(cast)
    for story in (_lost, _fell, _ill, _hard):
        yield from story(cast, stage)


def _lost(cast: Cast, stage: _Stage) -> Iterator[Step]:
    """池金土 went to the tea and did not come back; nobody of the village had looked at the telephone."""
    village, township = cast.users["village"], cast.users["township"]

    def at(minutes: float) -> datetime:
        return cast.now - timedelta(minutes=58 - minutes)

    def step(minutes: float, do: Callable[..., Any], *more: Any, **facts: Any) -> Step:
        return Step(at(minutes), partial(do, LOST, at(minutes), *more, **facts))

    yield step(
        0,
        stage.report,
        by=cast.users["helper"],
        kind=Kind.LOST_CONTACT,
        to=Level.VILLAGE,
        elder_id=cast.elders["池金土"].id,
        happened_at=at(-40),
        words="门开着，灶上还有粥，拐杖不在",
        place_words="屋后茶山那条小路",
    )
    yield step(10, stage.do, escalate_incident)
    yield step(12, stage.see, township)
    yield step(13, stage.see, village)
    yield step(14, stage.do, acknowledge_incident, by=village, words="刚才在田里没听见，我带三个人沿溪边找")
    yield step(15, stage.do, take_over_incident, by=township, words="镇里接了，叫上派出所")
    yield step(18, stage.ring, village, "REACHED", "说可能去老屋竹林后面")
    yield step(
        22, stage.do, tell_police, by=township, name="均溪派出所", phone="0598-7220110", words="来两个人，带无人机"
    )
    yield step(31, stage.do, note_progress, by=village, words="溪边上下五百米找过，没有")
    yield step(44, stage.do, note_progress, by=village, what=What.ON_THE_WAY, words="往老屋竹林走")


def _fell(cast: Cast, stage: _Stage) -> Iterator[Step]:
    """范细妹 slipped at the door yesterday; the report waits for the county."""
    village, township = cast.users["village"], cast.users["township"]

    def step(minutes: float, do: Callable[..., Any], *more: Any, **facts: Any) -> Step:
        at = cast.now - timedelta(hours=20) + timedelta(minutes=minutes)
        return Step(at, partial(do, FELL, at, *more, **facts))

    yield step(
        0,
        stage.report,
        by=cast.users["family"],
        kind=Kind.FALL,
        to=Level.TOWNSHIP,
        elder_id=cast.elders["范细妹"].id,
        words="打电话来说在门口滑倒了，起不来",
    )
    yield step(1, stage.see, village)
    yield step(2, stage.do, acknowledge_incident, by=village, words="隔壁，两分钟就到")
    yield step(5, stage.do, note_progress, by=village, what=What.ARRIVED, words="人清醒，左脚踝肿")
    yield step(6, stage.do, take_over_incident, by=township)
    yield step(9, stage.do, note_progress, by=village, what=What.HELP_CALLED, words="120 说二十分钟到")
    yield step(
        180,
        stage.do,
        write_closing,
        by=township,
        result=Result.WELL,
        found="在自家门口，人清醒，左脚踝扭伤",
        done="县医院拍片没有骨折，女儿电话里说周末回来，邻居先送饭",
        prevention="门口铺防滑垫，装扶手；助老员每天看一眼",
    )


def _ill(cast: Cast, stage: _Stage) -> Iterator[Step]:
    """吴玉兰 was taken to hospital last week: closed."""
    village, township, county = (cast.users[name] for name in ("village", "township", "county"))

    def step(minutes: float, do: Callable[..., Any], *more: Any, **facts: Any) -> Step:
        at = cast.now - timedelta(days=6, hours=3) + timedelta(minutes=minutes)
        return Step(at, partial(do, ILL, at, *more, **facts))

    yield step(
        0,
        stage.report,
        by=cast.users["operator"],
        kind=Kind.CRITICAL_ILLNESS,
        severity=Severity.DANGER,
        to=Level.VILLAGE,
        elder_id=cast.elders["吴玉兰"].id,
        words="邻居来电，说人喘不上气",
        reporter_name="邻居",
    )
    yield step(2, stage.do, acknowledge_incident, by=village, words="已打 120，人在旁边")
    yield step(4, stage.do, take_over_incident, by=township)
    yield step(
        300,
        stage.do,
        write_closing,
        by=township,
        result=Result.HOSPITAL,
        found="家里床上，喘得厉害，心衰发作",
        done="120 送县医院，儿子当晚到",
        prevention="出院后家庭医生每周来，药由助老员看着吃",
    )
    yield step(1500, stage.do, decide_closing, by=county, approve=True, answer="处理及时")


def _hard(cast: Cast, stage: _Stage) -> Iterator[Step]:
    """Somebody without a login saw an old man beg at the bus station a moment ago."""
    at = cast.now - timedelta(minutes=3)
    yield Step(
        at,
        partial(
            stage.report,
            HARD,
            at,
            by=None,
            kind=Kind.WANDERING,
            severity=Severity.CONCERN,
            to=Level.VILLAGE,
            region_code="350425100001",
            words="一位老人在车站门口向人要钱，说不清住哪",
            place_words="白岩车站门口",
            reporter_name="过路人",
        ),
    )
