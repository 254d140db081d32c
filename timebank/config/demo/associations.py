"""An elders' association in the demo worker's village: who belongs, a fee, pairs, rounds, and one worry."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from accounts.elders.actions.register_elder import register_elder
from accounts.elders.enums import Consent, Tier
from accounts.elders.models import VisitContact
from accounts.organisations.actions.apply_organisation import apply_organisation
from accounts.organisations.actions.verify_organisation import verify_organisation
from accounts.organisations.enums import OrganisationKind
from accounts.organisations.models import Organisation
from services.associations.actions.join_association import join_association
from services.associations.actions.leave_association import leave_association
from services.associations.actions.pair_members import pair_members
from services.associations.actions.plan_round import plan_round
from services.associations.actions.record_look import record_help, record_look
from services.associations.actions.set_fee import set_fee
from services.associations.actions.take_fee import take_fee
from services.associations.enums import LookOutcome
from services.associations.models import Membership, Round
from services.standing.rhythm import Rhythm
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

VILLAGE = "350425100001"
NAME, CHAIR = "白岩老年协会", "池秋香"  # 62: young-old, helps, and is in the registry herself
SUMMARY = "会员之间互相照看：一帮一、一帮多。下棋、唱歌、量血压，有事替老人说句话。"
MEMBERS = ("池秋香", "连玉英", "林水木", "吴玉兰", "范细妹")
GIVEN = ("池秋香", "连玉英", "范细妹")
LOOKED_IN_ON = ("吴玉兰", "范细妹")
DAY = timedelta(days=1)


def associations(cast: Cast) -> Iterator[Step]:
    """The steps, each at its time."""
    story = _Story(cast)
    yield Step(cast.now - 250 * DAY, story.found)
    yield Step(cast.now - 240 * DAY, story.take_in)
    yield Step(cast.now - 60 * DAY, story.pair)
    yield Step(cast.now - 26 * DAY, story.plan)
    yield Step(cast.now - 2 * DAY, story.look_back)


class _Story:
    """From the application to this week."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.chair = cast.users[CHAIR]

    @property
    def house(self) -> Organisation:
        return Organisation.objects.get(name=NAME)

    def run(self, at: datetime) -> dict[str, Any]:
        return {"by": self.chair, "at": at, "organisation_id": self.house.id}

    def found(self) -> None:
        cast, at = self.cast, self.cast.now - 250 * DAY
        person = self.chair.person
        assert person is not None
        cast.elders[CHAIR] = register_elder(by=cast.users["village"], at=at, person=person)
        made = apply_organisation(
            by=self.chair,
            at=at,
            kind=OrganisationKind.ELDERS_ASSOCIATION,
            name=NAME,
            region_code=VILLAGE,
            phone="0598-7225588",
            summary=SUMMARY,
        )
        verify_organisation(by=cast.users["county"], at=at + timedelta(hours=3), organisation_id=made.id)

    def take_in(self) -> None:
        at = self.cast.now - 240 * DAY
        day = timezone.localdate(at)
        for name in MEMBERS:
            said = Consent.IN_PERSON if name == "吴玉兰" else Consent.SIGNED
            join_association(**self.run(at), name=name, joined_on=day, consent=said, helps=name == CHAIR)
        gone = join_association(**self.run(at), name="池金土", joined_on=day, consent=Consent.SIGNED)
        leave_association(by=self.chair, at=at + DAY, membership_id=gone.id, left_on=day + DAY, gone="LEFT")
        year = self.cast.today.year
        set_fee(
            **self.run(self.cast.now - 230 * DAY),
            from_year=timezone.localdate(self.cast.now - 230 * DAY).year,
            fen=1200,
            ground=f"{year} 年会员大会，举手通过",
        )
        for name in GIVEN:
            self._fee(name, waived=False)
        self._fee("吴玉兰", waived=True)

    def _fee(self, name: str, *, waived: bool) -> None:
        at = self.cast.now - 230 * DAY
        day = timezone.localdate(at)
        asked: dict[str, Any] = {"by": self.chair, "at": at, "membership_id": self._member(name).id}
        take_fee(**asked, year=day.year, on=day, waived=waived, reason="低保户" if waived else "")

    def pair(self) -> None:
        at = self.cast.now - 60 * DAY
        helper = self._member(CHAIR)
        for name in LOOKED_IN_ON:
            pair_members(**self.run(at), helper_id=helper.id, member_id=self._member(name).id)
        other = self._member("连玉英")
        if other.elder.tier != Tier.HIGH:
            pair_members(**self.run(at), helper_id=other.id, member_id=self._member("林水木").id)

    def plan(self) -> None:
        at = self.cast.now - 26 * DAY
        pairs = VisitContact.objects.filter(organisation=self.house, until=None, person=self.chair.person)
        plan_round(
            **self.run(at),
            pair_ids=[one.id for one in pairs],
            rhythm=Rhythm(timezone.localdate(at), None, rrule="FREQ=WEEKLY;BYDAY=TU,FR,SU"),
            clock=time(15),
            minutes=30,
        )

    def look_back(self) -> None:
        """The last weeks, but for the latest day, which nobody has written down yet."""
        at = self.cast.now - 2 * DAY
        today = timezone.localdate(at)
        for one in Round.objects.filter(organisation=self.house).order_by("id"):
            for number, day in enumerate(one.days(today - 24 * DAY, today - DAY)):
                outcome = LookOutcome.NOT_IN if number == 2 else LookOutcome.DONE
                worried = number == 5 and one.elder.person.name == "吴玉兰"
                words = "灶台是冷的，说没胃口。" if worried else ("带了一把青菜，坐着说话。" if number % 3 == 0 else "")
                written: dict[str, Any] = {"by": self.chair, "at": at, "round_id": one.id, "on": day}
                record_look(**written, outcome=outcome, minutes=30 + number, words=words, worried=worried)
        record_help(
            **self.run(at),
            helper_id=self._member("连玉英").id,
            member_id=self._member("吴玉兰").id,
            on=today - DAY,
            minutes=20,
            words="挑了两担水。",
        )

    def _member(self, name: str) -> Membership:
        return Membership.objects.select_related("elder").get(
            organisation=self.house, elder__person__name=name, is_open=True
        )
