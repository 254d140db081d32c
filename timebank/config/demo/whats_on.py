"""What is on in the demo: law days on market days, a singing course that comes round, a health day and a talk that
were held, one evening called off. Through the actions, relative to now.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from services.activities.actions.begin_activity import begin_activity
from services.activities.actions.call_off_activity import call_off_activity
from services.activities.actions.close_activity import close_activity
from services.activities.actions.name_host import name_host
from services.activities.actions.plan_activity import ActivitySheet, plan_activity
from services.activities.actions.rate_activity import rate_activity
from services.activities.actions.receive_guest import receive_guest
from services.activities.actions.sign_up import sign_up
from services.activities.enums import ActivityKind, GuestProof
from services.activities.models import Activity
from services.places.models import Place
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
VILLAGE, MARKET = "350425100001", "350425101201"
GUESTS = ("林水木", "吴玉兰", "范细妹", "连玉英", "池金土")
FRAUD, HEALTH = "防诈骗讲座：不轻信、不转账", "健康日：量血压、测血糖"
LAW = "圩日送法：法律咨询、纠纷调解"
CHOIR, FILM = "合唱班：老歌大家唱", "电影：过去的春天"
HELPED = ("范细妹", "连玉英")


def whats_on(cast: Cast) -> Iterator[Step]:
    """The steps, each at its time."""
    story = _Story(cast)
    yield Step(cast.now - 34 * DAY, story.announce)
    for days, title, report, others in (
        (20, FRAUD, "民警讲了三个本地的骗局，大家举手问了半小时。", 6),
        (9, HEALTH, "卫生所来了两位医生，三位老人血压偏高，已转家庭医生。", 11),
    ):
        yield Step(_at(cast.today - days * DAY, time(10, 30)), story.hold(title, report, others))
    yield Step(cast.now - 27 * HOUR, story.look_back)
    yield Step(cast.now - 26 * HOUR, story.call_off)
    yield Step(cast.now - 3 * HOUR, story.sign)


def _at(day: date, clock: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, clock))


class _Story:
    """Announced a month ago, held, called off, and still to come."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.made: dict[str, list[Activity]] = {}

    def announce(self) -> None:
        """A month ago: by the county, the township and the village."""
        at = self.cast.now - 34 * DAY
        for by, sheet in (*self._rounds(timezone.localdate(at)), *self._single()):
            self.made[sheet.title] = plan_activity(by=self.cast.users[by], at=at, sheet=sheet)

    def _rounds(self, first: date) -> Iterator[tuple[str, ActivitySheet]]:
        """What comes round: on the market days of a town, and twice a week."""
        cast = self.cast
        until = cast.today + 60 * DAY
        yield (
            "county",
            ActivitySheet(
                kind=ActivityKind.LAW, title=LAW, on=first, starts=time(9), ends=time(11),
                region_code=MARKET, where="石牌圩场东头", organiser="大田县司法局",
                words="律师在圩场摆摊，遗嘱、赡养、土地纠纷都可以问，不收费。",
                lunar="3,8,13,18,23,28", last_on=until,
            ),
        )  # fmt: skip
        yield (
            "village",
            ActivitySheet(
                kind=ActivityKind.COURSE, title=CHOIR, on=first, starts=time(15), ends=time(16, 30),
                organisation_id=cast.organisation.id if cast.organisation is not None else None, seats=25,
                words="不会唱也来，坐着听也好。", rrule="FREQ=WEEKLY;BYDAY=TU,FR", last_on=until,
                **self._at("白岩老年学校"),
            ),
        )  # fmt: skip

    def _single(self) -> Iterator[tuple[str, ActivitySheet]]:
        """What is held once."""
        today, home = self.cast.today, self._at("白岩幸福院")
        yield (
            "village",
            ActivitySheet(
                kind=ActivityKind.SAFETY, title=FRAUD, on=today - 20 * DAY, starts=time(9), ends=time(10, 30),
                organiser="均溪派出所", seats=40, **home,
            ),
        )  # fmt: skip
        yield (
            "village",
            ActivitySheet(
                kind=ActivityKind.HEALTH, title=HEALTH, on=today - 9 * DAY, starts=time(9), ends=time(10, 30),
                organiser="白岩卫生所", **home,
            ),
        )  # fmt: skip
        yield (
            "village",
            ActivitySheet(
                kind=ActivityKind.CULTURE, title=FILM, on=today + 3 * DAY, starts=time(19), ends=time(21),
                organiser="县电影队", **home,
            ),
        )  # fmt: skip
        yield (
            "township",
            ActivitySheet(
                kind=ActivityKind.GROUP_VISIT, title="入冬集体走访", on=today + 6 * DAY, starts=time(8, 30),
                ends=time(11), region_code=VILLAGE, where="从居委会出发", organiser="均溪镇民政办",
                words="看门窗、看被子、看炉子，一户一户走。",
            ),
        )  # fmt: skip

    def _at(self, name: str) -> dict[str, Any]:
        place = Place.objects.filter(name=name).first()
        return {"place_id": place.id} if place else {"region_code": VILLAGE, "where": "居委会二楼"}

    def hold(self, title: str, report: str, others: int) -> Any:
        """A talk that was held: who came, what was said of it."""

        def held() -> None:
            (activity,) = self.made[title]
            by: dict[str, Any] = {"by": self.cast.users["village"], "activity_id": activity.id}
            begin_activity(**by, at=activity.starts_at)
            for number, name in enumerate(GUESTS[: 4 + others % 2]):
                elder = self.cast.elders[name]
                said: dict[str, Any] = {"at": activity.starts_at, "name": name}
                if number % 2:
                    said |= {"card": elder.card_token}
                guest = receive_guest(**by, **said, proof=GuestProof.PAPER)
                if number < 3:
                    words = "讲得慢，听得懂" if number == 0 else ""
                    liked: dict[str, Any] = {"liked": 5 - number % 2, "words": words}
                    rate_activity(by=self.cast.users["village"], at=activity.ends_at, guest_id=guest.id, **liked)
            close_activity(**by, at=activity.ends_at, report=report, others=others)

        return held

    def look_back(self) -> None:
        """What came round was held: a few of the elders, and others besides."""
        cast = self.cast
        for title, login, known in ((LAW, "county", ("陈金莲", "廖秋香")), (CHOIR, "village", GUESTS)):
            past = [one for one in self.made[title] if one.ends_at < cast.now - 28 * HOUR]
            for number, activity in enumerate(past):
                by: dict[str, Any] = {"by": cast.users[login], "activity_id": activity.id}
                for name in known[number % len(known) :][:3]:
                    if name in cast.elders:
                        receive_guest(**by, at=activity.starts_at, name="", card=cast.elders[name].card_token)
                close_activity(**by, at=activity.ends_at, others=3 + number * 2 % 9)

    def call_off(self) -> None:
        """One evening of the choir is not held; and whoever leads the next one is named."""
        at = self.cast.now - 26 * HOUR
        coming = [one for one in self.made[CHOIR] if one.starts_at > self.cast.now + DAY]
        by: dict[str, Any] = {"by": self.cast.users["village"], "at": at}
        if len(coming) > 2:
            call_off_activity(**by, activity_id=coming[1].id, reason="教室停电，检修线路")
            name_host(**by, activity_id=coming[0].id, username="volunteer")

    def sign(self) -> None:
        """The helper signs two of her elders up for the choir, one for the film."""
        at = self.cast.now - 3 * HOUR
        coming = [one for one in self.made[CHOIR] if one.starts_at > self.cast.now + DAY]
        wanted = [*coming[:1], *self.made[FILM]]
        for activity in wanted:
            for name in HELPED:
                sign_up(
                    by=self.cast.users["helper"], at=at, activity_id=activity.id, elder_id=self.cast.elders[name].id
                )
