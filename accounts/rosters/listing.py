"""The registry as rows of a sheet: what stands in each column of each elder."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from accounts.elders.enums import Where
from accounts.elders.models import Change, Elder, Fact, Guardian, Supporter, VisitContact
from accounts.elders.queries.dossier import value
from accounts.elders.queries.family import with_whereabouts
from accounts.people.enums import Gender
from accounts.people.masks import mask_id, mask_name, mask_phone
from accounts.regions.queries import names_of
from accounts.rosters.reading import words

BATCH = 500
SUPPORTERS_MOST = 4
# The registry as it is sent in: what is exported can be imported again.
REGISTRY = (
    "serial", "village", "name", "sex", "id_number", "birth_date", "phone", "health", "self_care", "poverty",
    "lives_with", "supporter_name", "supporter_relation", "supporter_place", "supporter_since", "supporter_phone",
    "visitor_name", "visitor_phone", "needs", "remark",
)  # fmt: skip
# What the survey form of the national system asks, and whether the elder was entered there.
NATIONAL = (
    "serial", "name", "sex", "birth_date", "id_number", "ethnicity", "registered", "village", "address", "phone",
    "marital", "health", "self_care", "disability", "poverty", "income", "lives_with", "grandchildren",
    "supporter_name", "supporter_relation", "supporter_place", "supporter_since", "supporter_phone",
    "guardian_name", "guardian_phone", "visitor_name", "visitor_phone", "needs", "difficulties",
    "left_behind_since", "entered", "entered_on", "changed_since",
)  # fmt: skip
OTHER_HEADINGS = {
    "left_behind_since": "留守起始日期",
    "entered": "是否已录入全国系统",
    "entered_on": "录入日期",
    "changed_since": "录入后有变动",
}
MASKS: dict[str, Any] = {
    "name": mask_name, "supporter_name": mask_name, "visitor_name": mask_name, "guardian_name": mask_name,
    "id_number": mask_id, "phone": mask_phone, "supporter_phone": mask_phone, "visitor_phone": mask_phone,
    "guardian_phone": mask_phone, "birth_date": lambda text: text[:4], "address": lambda _text: "",
    "registered": lambda _text: "", "difficulties": lambda _text: "", "remark": lambda _text: "",
}  # fmt: skip
YES, NO = "是", "否"
CODED = {
    "self_care": words.SELF_CARE,
    "lives_with": words.LIVES_WITH,
    "marital": words.MARITAL,
    "disability": words.DISABILITY,
}


def elders_of_region(code: str, *, left_behind: bool = False) -> QuerySet[Elder]:
    """Elders in the registry of a region subtree, village by village; with ``left_behind`` only those."""
    elders = Elder.objects.filter(person__home__code__startswith=code, left_on=None)
    if left_behind:
        elders = elders.filter(left_behind=True)
    return elders.order_by("person__home", "id")


def supporters_most(elders: QuerySet[Elder]) -> int:
    """How many supporters' columns are needed, at least one."""
    counted = Supporter.objects.filter(elder__in=elders.values("id"), ended_on=None).values_list("elder", flat=True)
    most: dict[Any, int] = {}
    for elder in counted.iterator():
        most[elder] = most.get(elder, 0) + 1
    return max(1, min(max(most.values(), default=1), SUPPORTERS_MOST))


def rows_of_registry(elders: QuerySet[Elder], *, masked: bool) -> Iterator[dict[str, Any]]:
    """One dictionary of column code → text for each elder, in bounded memory and six queries a batch."""
    ids = elders.values_list("id", flat=True).iterator()
    number = 0
    while batch := list(islice(ids, BATCH)):
        found = rows_of_elders(batch)
        for elder_id in batch:
            number += 1
            row = {"serial": number, **found[elder_id]}
            yield {code: _masked(code, text) for code, text in row.items()} if masked else row


def rows_of_elders(ids: Sequence[Any]) -> dict[Any, dict[str, Any]]:
    """Id → column code → text, unmasked and without a serial number: six queries for a batch."""
    found = _with_all(Elder.objects.filter(id__in=ids)).in_bulk()
    villages = names_of({elder.person.home_id for elder in found.values()})
    return {elder_id: _row(elder, villages) for elder_id, elder in found.items()}


def _with_all(elders: QuerySet[Elder]) -> QuerySet[Elder]:
    standing = with_whereabouts(Supporter.objects.filter(ended_on=None)).order_by("added_at", "id")
    later = Q(changed_at__gt=OuterRef("national__entered_at"))
    return (
        elders.select_related("person__registered", "national")
        .prefetch_related(
            Prefetch("facts", Fact.objects.filter(superseded_at=None), to_attr="in_force"),
            Prefetch("supporters", standing, to_attr="standing"),
            Prefetch("visit_contacts", VisitContact.objects.filter(until=None).order_by("-lead", "id"), to_attr="now"),
            Prefetch("guardians", Guardian.objects.filter(until=None), to_attr="current"),
        )
        .annotate(
            fact_since=Exists(
                Fact.objects.filter(elder=OuterRef("pk"), recorded_at__gt=OuterRef("national__entered_at"))
            ),
            change_since=Exists(Change.objects.filter(later, elder=OuterRef("pk"))),
        )
    )


def _row(elder: Any, villages: dict[str, str]) -> dict[str, Any]:
    person = elder.person
    facts = {fact.field: value(fact) for fact in elder.in_force}
    row: dict[str, Any] = {
        "village": villages.get(person.home_id, ""),
        "name": person.name,
        "sex": words.FEMALE if person.gender == Gender.FEMALE else words.MALE,
        "id_number": person.id_number,
        "birth_date": str(person.birth_on or ""),
        "phone": person.phone,
        "address": person.address,
        "registered": person.registered.name if person.registered else "",
        "ethnicity": facts.get("ethnicity", ""),
        "health": facts.get("health_note", ""),
        "poverty": _poverty(facts),
        "income": "、".join(_word(words.INCOME, code) for code in facts.get("income") or ()),
        "grandchildren": facts.get("grandchildren", ""),
        "needs": "、".join(_needs(facts.get("needs") or ())),
        "difficulties": facts.get("difficulties", ""),
        "remark": "",
        "left_behind_since": str(elder.left_behind_since or ""),
    }
    row |= {code: _word(table, facts.get(code)) for code, table in CODED.items()}
    row |= _people(elder) | _national(elder)
    return {code: "" if text is None else text for code, text in row.items()}


def _people(elder: Any) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for place, supporter in enumerate(elder.standing[:SUPPORTERS_MOST]):
        end = f":{place + 1}" if place else ""
        last = next((one for one in supporter.whereabouts.all() if one.confirmed_at), None)
        row |= {
            f"supporter_name{end}": supporter.name,
            f"supporter_relation{end}": _word(words.RELATIONS, supporter.relation) or "其他",
            f"supporter_phone{end}": supporter.phone,
            f"supporter_place{end}": (last.place or ("同住" if last.where == Where.TOGETHER else "")) if last else "",
            f"supporter_since{end}": _month(last.since) if last else "",
        }
    if elder.now:
        row |= {"visitor_name": elder.now[0].name, "visitor_phone": elder.now[0].phone}
    if elder.current:
        row |= {"guardian_name": elder.current[0].name, "guardian_phone": elder.current[0].phone}
    return row


def _national(elder: Any) -> dict[str, str]:
    entry = getattr(elder, "national", None)
    if entry is None:
        return {"entered": NO, "entered_on": "", "changed_since": ""}
    changed = elder.fact_since or elder.change_since
    return {
        "entered": YES,
        "entered_on": str(timezone.localdate(entry.entered_at)),
        "changed_since": YES if changed else NO,
    }


def _poverty(facts: dict[str, Any]) -> str:
    """One word for both answers, as the sheets have it."""
    if facts.get("poverty_file") and facts.get("poverty") in (None, "NONE"):
        return "建档立卡"
    return _word(words.POVERTY, facts.get("poverty"))


def _needs(codes: Sequence[str]) -> list[str]:
    return [word for word, code in words.NEED_CODES.items() if code in codes]


def _word(table: dict[str, str], code: Any) -> str:
    """The first word of the table that means the code."""
    return next((word for word, meant in table.items() if meant == code), "")


def _month(day: date) -> str:
    return day.isoformat()


def _masked(code: str, text: Any) -> Any:
    mask = MASKS.get(code.partition(":")[0])
    return mask(str(text)) if mask is not None and text else text
