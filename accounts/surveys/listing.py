"""A frozen roster as rows of a sheet: what stood in each column when it was frozen."""

from collections.abc import Iterator

from accounts.elders.enums import Tier
from accounts.surveys.enums import WhyNot
from accounts.surveys.models import FrozenRoster, FrozenRow

FROZEN_HEADINGS = {
    "left_behind": "是否留守",
    "reasons": "判定理由",
    "tier": "风险等级",
    "risk": "风险因素",
    "seen": "本轮是否见到",
    "why_not": "未见原因",
    "complete": "资料完整度",
    "digest": "行校验码",
}
LEFT_BEHIND = {True: "是", False: "否", None: "未知"}
TIERS = {Tier.HIGH: "高", Tier.MIDDLE: "中", Tier.LOW: "低"}
WHY_NOT = {
    WhyNot.NOBODY_HOME: "家中无人",
    WhyNot.AWAY: "暂时外出",
    WhyNot.HOSPITAL: "住院",
    WhyNot.REFUSED: "不愿受访",
    WhyNot.OTHER: "其他",
}


def values_of_roster(roster: FrozenRoster) -> Iterator[dict[str, str]]:
    """One dictionary of column code → text for each elder, in Chinese as the office keeps it, in bounded memory."""
    for row in FrozenRow.objects.filter(roster=roster).order_by("position").iterator(chunk_size=500):
        content = row.content or {}  # empty once the elder was forgotten
        words = content.get("words", "")
        why = WHY_NOT[WhyNot(row.why_not)] if row.why_not else ""
        yield {
            **content.get("values", {}),
            "serial": str(row.position),
            "left_behind": LEFT_BEHIND[row.left_behind],
            "reasons": "；".join(content.get("reasons", ())),
            "tier": TIERS[Tier(row.tier)] if row.tier else "",
            "risk": "；".join(content.get("risk", ())),
            "seen": "是" if row.seen else "否",
            "why_not": f"{why}：{words}" if why and words else why,
            "complete": f"{content.get('complete', 0)}%",
            "digest": row.digest,
        }
