"""Places of the demo besides the canteens: homes, centres, clinics and two shared dwellings; who runs them and on what
money, how safe they are, who comes, and three places that became one centre. Through the actions, relative to now.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from accounts.regions.models import Region
from services.merging.actions.merge_places import merge_places
from services.places.actions.book_stay import book_stay
from services.places.actions.change_place import change_place
from services.places.actions.fix_findings import fix_findings
from services.places.actions.keeping import PlaceSheet
from services.places.actions.note_check import note_check
from services.places.actions.open_place import open_place
from services.places.actions.receive_elder import receive_elder
from services.places.actions.set_terms import set_terms
from services.places.enums import Basis, Device, FireGrade, PlaceKind, StayKind
from services.places.models import Place
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step
from timebank.subsidies.actions.open_budget import PlaceSheet as BudgetOf
from timebank.subsidies.actions.open_budget import open_budget
from timebank.subsidies.actions.put_in import put_in
from timebank.subsidies.actions.spend import spend
from timebank.subsidies.enums import MoneyFor, MoneyFrom

VILLAGE, DAY, HOUR = "350425100001", timedelta(days=1), timedelta(hours=1)
OPENED, MERGED, WEEKS = 148, 20, 10
ALL_DAY = {day: (time(8), time(17, 30)) for day in range(7)}
K = PlaceKind
# Kind, village, name, where; then what else is known of it.
PLACES: tuple[tuple[PlaceKind, str, str, str, dict[str, Any]], ...] = (
    (K.CLINIC, VILLAGE, "白岩卫生所", "白岩居委会一楼", {"phone": "0598-7226120"}),
    (
        K.HAPPINESS_HOME, VILLAGE, "白岩幸福院", "白岩 2 组",
        {"phone": "0598-7221180", "seats": 40, "noon_beds": 8, "day_beds": 6, "area_m2": 320,
         "equipment": ("棋牌桌", "按摩椅", "投影", "轮椅")},
    ),
    (K.ACTIVITY, VILLAGE, "白岩老年活动室", "居委会二楼", {"seats": 30, "area_m2": 90}),
    (K.ELDERS_SCHOOL, VILLAGE, "白岩老年学校", "居委会三楼", {"seats": 45, "area_m2": 110}),
    (K.COMMUNITY, VILLAGE, "白岩党群服务中心", "居委会一楼", {"seats": 60, "area_m2": 200}),
    (K.SOCIAL_WORK, "350425100002", "文昌社工站", "文昌路 12 号", {"phone": "0598-7229012"}),
    (K.SHARED_DWELLING, VILLAGE, "白岩老人公寓", "白岩 4 组 8 号", {"day_beds": 14}),
    (K.SHARED_DWELLING, "350425100201", "老粮站集中居住点", "旧粮站院内", {"day_beds": 9}),
    (K.ELDER_CARE, "350425100201", "均溪养老服务中心", "镇东路 6 号", {"seats": 80, "noon_beds": 20, "area_m2": 900}),
    (K.HAPPINESS_HOME, "350425100201", "镇东互助点", "老祠堂旁", {"seats": 20}),
    (K.DAY_CARE, "350425100201", "镇东日间照料室", "祠堂后", {"seats": 12}),
    (K.CULTURE, "350425101201", "石牌综合文化服务中心", "石牌街口", {"seats": 120, "area_m2": 400}),
    (K.HAPPINESS_HOME, "350425101201", "石牌幸福院", "石牌街 20 号", {"seats": 30, "noon_beds": 6}),
    (K.CLINIC, "350425101201", "石牌卫生院", "石牌街 3 号", {"phone": "0598-7412120"}),
    (K.CANTEEN, "350425102203", "上京老饭桌", "上京村部", {"seats": 24}),
    (K.HAPPINESS_HOME, "350425104203", "桃源幸福院", "桃源东坂", {"seats": 24}),
    (K.ELDER_CARE, "350425203212", "济阳养老服务中心", "济阳街", {"seats": 50, "noon_beds": 10}),
    (K.ACTIVITY, "350425109204", "吴山老年活动室", "吴山村部", {"seats": 26}),
)  # fmt: skip
GUESTS = ("林水木", "吴玉兰", "范细妹", "连玉英", "池金土")


def facilities(cast: Cast) -> Iterator[Step]:
    """The steps, each at its time."""
    story = _Story(cast)
    yield Step(cast.now - OPENED * DAY, story.open)
    yield Step(cast.now - OPENED * DAY + HOUR, story.run)
    yield Step(cast.now - 90 * DAY, story.look)
    yield Step(cast.now - MERGED * DAY, story.merge)
    for days in range(WEEKS, 0, -1):
        at = cast.now - days * DAY
        yield Step(at, partial(story.visit, at, days))
    yield Step(cast.now - 2 * HOUR, story.today)


class _Story:
    """What happened at these places."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.places: dict[str, Place] = {}

    def open(self) -> None:
        """The county enters them; the homes and centres name the clinic that looks after whoever is there."""
        cast, at = self.cast, self.cast.now - OPENED * DAY
        asked: dict[str, Any] = {"by": cast.users["county"], "at": at}
        for kind, village, name, address, more in PLACES:
            if not Region.objects.filter(code=village).exists():
                continue
            sheet = PlaceSheet(name=name, address=address, hours={} if kind == K.SHARED_DWELLING else ALL_DAY, **more)
            opened = cast.today - 700 * DAY
            self.places[name] = open_place(**asked, kind=kind, region_code=village, opened_on=opened, sheet=sheet)
        self._partner("白岩幸福院", self.places["白岩卫生所"].id, at)

    def _partner(self, name: str, clinic_id: UUID, at: datetime) -> None:
        more = next(rest for _kind, _village, called, _where, rest in PLACES if called == name)
        place = self.places[name]
        sheet = PlaceSheet(name=name, address=place.address, hours=ALL_DAY, partner_id=clinic_id, **more)
        change_place(by=self.cast.users["county"], at=at, place_id=place.id, sheet=sheet)

    def run(self) -> None:
        """Who runs them: the village itself, or an organisation until soon; and the money of the home."""
        cast, at = self.cast, self.cast.now - OPENED * DAY + HOUR
        house = cast.organisation
        asked: dict[str, Any] = {"by": cast.users["county"], "at": at}
        home = self.places["白岩幸福院"]
        first = cast.today - 365 * DAY
        set_terms(
            **asked, place_id=home.id, basis=Basis.OWN, first_on=first - 365 * DAY, last_on=first - DAY,
            words="村里自己办，会计代管",
        )  # fmt: skip
        if house is not None:
            for name, basis, last, words in (
                ("白岩幸福院", Basis.ENTRUSTED, cast.today + 41 * DAY, "委托运营一年多，水电由村里出，每季度交一次账"),
                ("均溪养老服务中心", Basis.PURCHASED, cast.today + 400 * DAY, "政府购买服务，按服务人次结算"),
            ):
                said: dict[str, Any] = {"basis": basis, "operator_id": house.id, "first_on": first, "last_on": last}
                set_terms(**asked, place_id=self.places[name].id, words=words, **said)
        self._fund(home, at)

    def _fund(self, home: Place, at: datetime) -> None:
        by: dict[str, Any] = {"by": self.cast.users["county"], "at": at}
        on = self.cast.today - (OPENED + 1) * DAY
        of = BudgetOf(home.kind, home.name, home.id)
        budget = open_budget(**by, region=home.region, name="白岩幸福院运行费", place=of)
        for fen, source, words, donor in (
            (3_000_000, MoneyFrom.TREASURY, "县财政运行补助", ""),
            (800_000, MoneyFrom.COLLECTIVE, "村集体茶山收入", ""),
            (500_000, MoneyFrom.GIFT, "乡贤捐赠，添置按摩椅", "乡贤林先生"),
            (300_000, MoneyFrom.GIFT, "爱心企业捐赠", "大田岩茶合作社"),
        ):
            put_in(**by, budget_id=budget.id, fen=fen, source=source, happened_on=on, words=words, donor=donor)
        bill: dict[str, Any] = {"fen": 640_000, "purpose": MoneyFor.RUNNING, "words": "水电和值守"}
        spend(**by, budget_id=budget.id, happened_on=on, **bill)

    def look(self) -> None:
        """The fire brigade came by: well at the home, less so where elders live together."""
        cast, at = self.cast, self.cast.now - 90 * DAY
        on = cast.today - 90 * DAY
        by: dict[str, Any] = {"by": cast.users["county"], "at": at, "checked_on": on, "checked_by": "均溪消防所 陈警官"}
        well = (Device.SMOKE_ALARM, Device.EXTINGUISHER, Device.EXIT_LIGHT)
        for name in ("白岩幸福院", "均溪养老服务中心", "石牌幸福院", "白岩老年活动室", "济阳养老服务中心"):
            note_check(**by, place_id=self.places[name].id, grade=FireGrade.GOOD, devices=well)
        flat = note_check(
            **by, place_id=self.places["白岩老人公寓"].id, grade=FireGrade.FAIR, devices=(*well, Device.SPRINKLER),
            findings="二楼过道堆了柴火", due_on=on + 10 * DAY,
        )  # fmt: skip
        fixed: dict[str, Any] = {"fixed_on": on, "words": "柴火当天搬走了"}
        fix_findings(by=cast.users["county"], at=at, check_id=flat.id, **fixed)
        note_check(
            **by, place_id=self.places["老粮站集中居住点"].id, grade=FireGrade.LOW, devices=(Device.EXTINGUISHER,),
            findings="没有烟感和喷淋，电线老化", due_on=on + 60 * DAY,
        )  # fmt: skip

    def merge(self) -> None:
        """A home and a day-care room of the township seat became part of the new centre."""
        cast, at = self.cast, self.cast.now - MERGED * DAY
        merge_places(
            by=cast.users["county"], at=at, merged_on=cast.today - MERGED * DAY, reason="整合成养老服务中心，集中运营",
            place_ids=[self.places[name].id for name in ("镇东互助点", "镇东日间照料室")],
            into_id=self.places["均溪养老服务中心"].id,
        )  # fmt: skip

    def visit(self, at: datetime, days: int) -> None:
        """Some come for the rest, some for company, some to help one another; not the same every day."""
        kinds = list(StayKind)
        for number, name in enumerate(GUESTS):
            if (days + number) % 3:
                self._receive(name, kinds[(days + number) % len(kinds)], at, days)

    def _receive(self, name: str, kind: StayKind, at: datetime, days: int) -> None:
        by: dict[str, Any] = {"by": self.cast.users["village"], "at": at, "place_id": self.places["白岩幸福院"].id}
        receive_elder(**by, kind=kind, on=self.cast.today - days * DAY, name=name)

    def today(self) -> None:
        """Two are expected, one of them is there; tomorrow somebody wants to rest."""
        cast, home = self.cast, self.places["白岩幸福院"]
        for name, kind, days in (
            ("范细妹", StayKind.NOON_REST, 0),
            ("连玉英", StayKind.COMPANY, 0),
            ("范细妹", StayKind.NOON_REST, 1),
        ):
            elder = cast.elders[name]
            on = cast.today + days * DAY
            asked: dict[str, Any] = {"elder_id": elder.id, "place_id": home.id, "on": on, "kind": kind}
            book_stay(by=cast.users["helper"], at=cast.now, note="要靠窗的床" if days else "", **asked)
        self._receive("林水木", StayKind.MUTUAL_HELP, cast.now, 0)
        self._receive("连玉英", StayKind.COMPANY, cast.now, 0)
