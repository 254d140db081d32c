"""The sheet of a care agreement, in Chinese: it is signed at the table, by people and before a witness."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from accounts.elders.enums import Duty
from accounts.elders.models import CareAgreement, Elder, Supporter
from frontend.shell.wording import full_date_text

BLANK = "＿" * 8
SHORT = "＿" * 4


def paper_of(elder: Elder, family: Sequence[Supporter], agreement: CareAgreement | None) -> dict[str, Any]:
    """What the sheet ``agreement`` needs; lines to write on where nothing is known."""
    with override("zh-hans"):
        return {
            "elder": elder.person.name,
            "home": elder.person.home.name,
            "address": elder.person.address or BLANK,
            "family": [f"{one.name}（{one.get_relation_display()}）" for one in family] or [BLANK],
            "carer": agreement.carer_name if agreement is not None else BLANK,
            "relation": (agreement.carer_relation if agreement is not None else "") or SHORT,
            "phone": agreement.carer_phone if agreement is not None else BLANK,
            "emergency": agreement.emergency_phone if agreement is not None else BLANK,
            "since": _day(agreement.starts_on if agreement is not None else None),
            "until": _day(agreement.ends_on if agreement is not None else None),
            "duties": [[str(duty.label), agreement is not None and duty in agreement.duties] for duty in Duty],
            "words": agreement.words if agreement is not None else "",
        }


def _day(day: Any) -> str:
    return full_date_text(day) if day is not None else f"{SHORT}年{SHORT[:2]}月{SHORT[:2]}日"
