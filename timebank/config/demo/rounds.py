"""A survey round in the demo: begun three weeks ago, half walked, so that everybody finds something to do."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from accounts.elders.actions.check_dossier import check_dossier
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.regions.models import Region
from accounts.surveys.actions.note_absence import note_absence
from accounts.surveys.actions.open_round import open_round
from accounts.surveys.actions.remind import remind
from accounts.surveys.actions.sign_report import sign_report
from accounts.surveys.actions.submit_report import submit_report
from accounts.surveys.asked import asked_in
from accounts.surveys.enums import Kind, Rung, Whom, WhyNot
from accounts.surveys.models import Report, Round
from timebank.config.demo.people import Cast
from timebank.config.demo.timeline import Step

ASKED = (Group.BASIC, Group.HEALTH, Group.LIVING, Group.FAMILY)
BEGAN, VILLAGES_DUE, TOWNSHIPS_DUE = -20, -1, 9  # days from today
OWN_VILLAGE = "350425100001"  # of the demo's village worker: half done
SEEN_THERE = ("范细妹", "林水木", "池秋香")
NOT_AT_HOME = "吴玉兰"
OWN_TOWNSHIP = "350425100"


def survey(cast: Cast, county: Region) -> Iterator[Step]:
    """What happened in the round so far, in no order."""
    story = _Story(cast, county)
    for days, do in ((BEGAN, story.open), (-9, story.walk), (-4, story.hand_in), (-2, story.sign), (-1, story.remind)):
        at = cast.now + timedelta(days=days)
        yield Step(at, partial(do, at))


class _Story:
    """The round as it goes on."""

    def __init__(self, cast: Cast, county: Region) -> None:
        self.cast, self.county = cast, county
        self.of: Round | None = None

    @property
    def round(self) -> Round:
        assert self.of is not None
        return self.of

    def open(self, at: datetime) -> None:
        begin = timezone.localdate(at)
        self.of = open_round(
            by=self.cast.users["county"],
            at=at,
            region=self.county,
            kind=Kind.CENSUS,
            title=f"{begin.year} 年全面排查",
            groups=ASKED,
            whom=Whom.ALL,
            starts_on=begin,
            villages_due=begin + timedelta(days=VILLAGES_DUE - BEGAN),
            townships_due=begin + timedelta(days=TOWNSHIPS_DUE - BEGAN),
        )

    def walk(self, at: datetime) -> None:
        """Everybody else's village is nearly done; ours has three doors left, at one of which nobody opened."""
        villages = self._villages()
        done = {*villages[OWN_TOWNSHIP][:2], *self._next_township(villages)}
        for elder in asked_in(self.round).select_related("person").order_by("id"):
            home = elder.person.home_id
            if home in done or (home == OWN_VILLAGE and elder.person.name in SEEN_THERE):
                self._see(at, elder)
        missed = self.cast.elders[NOT_AT_HOME]
        village = self.cast.users["village"]
        for days in (0, 3):
            note_absence(
                by=village,
                at=at + timedelta(days=days),
                round_id=self.round.id,
                elder_id=missed.id,
                why=WhyNot.NOBODY_HOME,
                on=timezone.localdate(at + timedelta(days=days)),
            )

    def hand_in(self, at: datetime) -> None:
        villages = self._villages()
        for code in (*villages[OWN_TOWNSHIP][:2], *self._next_township(villages)):
            submit_report(by=None, at=at, round_id=self.round.id, place=code)

    def sign(self, at: datetime) -> None:
        """One of ours still waits for the township; the next township has handed in and waits for the county."""
        villages = self._villages()
        township = self.cast.users["township"]
        sign_report(by=township, at=at, round_id=self.round.id, place=villages[OWN_TOWNSHIP][0])
        for code in self._next_township(villages):
            sign_report(by=None, at=at, round_id=self.round.id, place=code)
        place = self._next_township(villages)[0][: len(OWN_TOWNSHIP)]
        submit_report(by=None, at=at, round_id=self.round.id, place=place)

    def remind(self, at: datetime) -> None:
        remind(at=at)

    def _see(self, at: datetime, elder: Any) -> None:
        village = self.cast.users["village"] if elder.person.home_id == OWN_VILLAGE else None
        day = timezone.localdate(at)
        check_dossier(by=village, at=at, elder=elder, groups=ASKED, source=Source.SURVEY, as_of=day)

    def _villages(self) -> dict[str, list[str]]:
        """Township → its villages in the round, without ours."""
        found: dict[str, list[str]] = {OWN_TOWNSHIP: []}
        reports = Report.objects.filter(round=self.round, rung=Rung.VILLAGE).order_by("region_id")
        for code in reports.values_list("region_id", flat=True):
            if code != OWN_VILLAGE:
                found.setdefault(code[: len(OWN_TOWNSHIP)], []).append(code)
        return found

    @staticmethod
    def _next_township(villages: dict[str, list[str]]) -> list[str]:
        """The villages of the first township that is not ours."""
        return next(codes for town, codes in sorted(villages.items()) if town != OWN_TOWNSHIP)
