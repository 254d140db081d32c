"""The demo's rules: Datian's notice in force, a township with a word of its own, and a change that waits."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.policies.actions.decide_policy import decide_policy
from accounts.policies.actions.draft_policy import draft_policy
from accounts.policies.actions.load_preset import load_preset
from accounts.policies.actions.submit_policy import submit_policy
from accounts.policies.models import PolicyDraft
from accounts.regions.models import Region
from timebank.config.demo.people import Cast

TOWNSHIP = "350425203"  # 济阳乡: far from everywhere
TOWNSHIP_DAYS_AGO = 150
WRITTEN_DAYS_AGO = 3
DAY = timedelta(days=1)


def enact(cast: Cast, county: Region) -> None:
    """Put the rules in force through the actions: the county official writes, the administrator decides."""
    author = cast.users["county"]
    _agree(
        cast,
        load_preset(
            by=author,
            at=cast.since,
            region=county,
            preset="datian-2020",
            valid_from=timezone.localdate(cast.since + DAY),
        ),
        cast.since,
    )
    earlier = cast.now - TOWNSHIP_DAYS_AGO * DAY
    _agree(
        cast,
        _draft(
            cast,
            Region.objects.get(code=TOWNSHIP),
            {"assignment.late_withdrawal": 120},
            earlier,
            "济阳乡老年协会议事会纪要：山路远，早点说",
        ),
        earlier,
    )
    least = {"honour.least_hours": 1, "honour.least_visits": 1}
    _agree(cast, _draft(cast, county, least, earlier, "县民政局会议纪要：头一届，记录才开始，从宽"), earlier)
    lately = cast.now - WRITTEN_DAYS_AGO * DAY
    waiting = _draft(
        cast,
        county,
        {"earn.coefficient": {"care": 130, "company": 70}},
        lately,
        f"县民政局 {cast.today.year} 年第 11 次会议纪要，第 3 条",
        days=60,
    )
    submit_policy(by=author, at=lately, draft_id=waiting.id)


def _draft(
    cast: Cast, region: Region, changes: dict[str, Any], at: datetime, citation: str, *, days: int = 1
) -> PolicyDraft:
    return draft_policy(
        by=cast.users["county"],
        at=at,
        region=region,
        changes=changes,
        valid_from=timezone.localdate(at + days * DAY),
        citation=citation,
    )


def _agree(cast: Cast, draft: PolicyDraft, at: datetime) -> None:
    submit_policy(by=draft.author, at=at, draft_id=draft.id)
    decide_policy(by=cast.users["admin"], at=at, draft_id=draft.id, approve=True)
