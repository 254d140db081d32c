"""A county with a round under way: two elders in Baiyan, one in the next township, somebody on every step."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.access.enums import Role
from accounts.elders.actions.check_dossier import check_dossier
from accounts.elders.enums import Source
from accounts.elders.fields import Group
from accounts.elders.models import Elder
from accounts.people.models import User
from accounts.regions.models import Region
from accounts.surveys.actions.open_round import open_round
from accounts.surveys.enums import Kind, Whom
from accounts.surveys.models import Round
from tests import personas
from tests.personas import COUNTY, OTHER_VILLAGE, TOWNSHIP, VILLAGE

ASKED = (Group.HEALTH, Group.LIVING)
DAY = timedelta(days=1)


@dataclass
class County:
    """Who is there."""

    now: datetime
    county: User
    second: User
    township: User
    colleague: User
    village: User
    lin: Elder
    pan: Elder
    far: Elder

    def open(self, **other: Any) -> Round:
        """A round of thirty days over the two groups."""
        today = timezone.localdate(self.now)
        usual: dict[str, Any] = {
            "by": self.county,
            "at": self.now,
            "region": Region.objects.get(code=COUNTY),
            "kind": Kind.CENSUS,
            "title": "全面排查",
            "groups": ASKED,
            "whom": Whom.ALL,
            "starts_on": today,
            "villages_due": today + 10 * DAY,
            "townships_due": today + 20 * DAY,
        }
        return open_round(**{**usual, **other})

    def see(self, elder: Elder, *groups: Group, by: User | None = None, source: Source = Source.SURVEY) -> None:
        """Somebody asked at the door and found it as it stands."""
        check_dossier(
            by=by,
            at=self.now,
            elder=elder,
            groups=groups or ASKED,
            source=source,
            as_of=timezone.localdate(self.now),
        )


def county() -> County:
    """Everybody, before any round."""
    now = timezone.now()
    staff = {
        "county": personas.user("陈丽", Role.COUNTY_OFFICIAL, region=COUNTY),
        "second": personas.user("周文", Role.COUNTY_OFFICIAL, region=COUNTY),
        "township": personas.user("吴德明", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        "colleague": personas.user("卢青", Role.TOWNSHIP_OFFICIAL, region=TOWNSHIP),
        "village": personas.user("乐建国", Role.VILLAGE_ASSISTANT, region=VILLAGE),
    }
    elders = {
        "lin": personas.elder("林细妹", minutes=0),
        "pan": personas.elder("潘金土", minutes=0),
        "far": personas.elder("范玉英", minutes=0, village=OTHER_VILLAGE),
    }
    return County(now=now, **staff, **elders)
