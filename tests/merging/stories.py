"""Lin Ximei, entered twice: once from a roster, once at her door."""

from datetime import date

from accounts.access.enums import Role
from accounts.elders.actions.record_facts import record_facts
from accounts.elders.actions.request_merge import request_merge
from accounts.elders.enums import Source
from accounts.elders.models import Elder, Merge
from accounts.people.models import User
from services.merging.actions.merge_elders import merge_elders
from tests import personas
from tests.personas import NOW

TODAY = date(2026, 11, 19)
NUMBER, OTHER_NUMBER = "350425194303010027", "350425194303010043"


def clerk(region: str = personas.VILLAGE) -> User:
    return personas.user("郑美兰", Role.COORDINATOR, region=region)


def township(region: str = personas.TOWNSHIP) -> User:
    return personas.user("陈丽", Role.TOWNSHIP_OFFICIAL, region=region)


def twice(*, minutes: int = 300) -> tuple[Elder, Elder]:
    """The dossier to keep and the one to absorb: one village, one name, one birthday."""
    kept, absorbed = personas.elder(minutes=minutes), personas.elder(minutes=120)
    for elder, source, day, diet in (
        (kept, Source.IMPORT, date(2025, 1, 1), "软食"),
        (absorbed, Source.VISIT, date(2026, 6, 1), "不吃辣"),
    ):
        record_facts(by=None, at=NOW, elder=elder, values={"diet": diet}, source=source, as_of=day)
    return kept, absorbed


def asked(
    kept: Elder, absorbed: Elder, *, by: User | None = None, taken: tuple[str, ...] = ("diet",), **more: str
) -> Merge:
    return request_merge(
        by=by or clerk(),
        at=NOW,
        kept_id=kept.id,
        absorbed_id=absorbed.id,
        taken=taken,
        reason=more.pop("reason", "同一个人，录了两次"),
        **more,
    )


def merged(kept: Elder, absorbed: Elder, **more: object) -> Merge:
    request = asked(kept, absorbed, **more)  # type: ignore[arg-type]
    return merge_elders(by=township(), at=NOW, merge_id=request.id)
