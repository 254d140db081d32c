"""Service records as a sheet: the columns of the ministry's order no. 67, and the list of what still waits."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from accounts.people.enums import CredentialKind, Gender
from frontend.shell.cells import safe_cell
from frontend.shell.record_rows import Waiting
from services.orders.models import PersonalEntry, ServiceRecord
from services.orders.queries.records import training_minutes

BOM = "\ufeff"  # without it a spreadsheet takes the Chinese for another encoding
NOT_AGREED = "（本人没有同意登记）"
NO_NUMBER = "（本平台还没有登记）"
# The order's own words: the sheet goes to Chinese authorities, whatever the reader's language.
COLUMNS = (
    "姓名", "性别", "出生日期", "身份证件号码", "居住区域", "联系方式", "专业技能", "服务类别",
    "活动名称", "日期", "地点", "服务内容", "服务时间（分钟）", "组织单位", "活动负责人",
    "培训时间（分钟）", "表彰奖励", "服务质量评价", "评价日期", "应记录日期", "记录日期", "版本",
)  # fmt: skip


def records_sheet(records: Sequence[ServiceRecord], *, name: str) -> HttpResponse:
    """CSV of records that count; what is about the person stands there only where they agreed."""
    persons = sorted({record.person_id for record in records}, key=str)
    trained, honours = training_minutes(persons), _honours(persons)
    rows = [
        [*_person(record), *_service(record), trained.get(record.person_id, 0), honours.get(record.person_id, ""),
         record.rating or "", record.rated_on or "", record.due_on, timezone.localdate(record.recorded_at),
         record.version]
        for record in records
    ]  # fmt: skip
    return _csv([COLUMNS, *rows], name)


def waiting_sheet(rows: Iterable[Waiting], *, heads: Sequence[str], name: str) -> HttpResponse:
    """CSV of services that still wait for their record."""
    cells = [
        (row.volunteer, row.what, row.place, row.served_on, row.due_on, row.left, row.state, row.days) for row in rows
    ]
    return _csv([tuple(heads), *cells], name)


def _person(record: ServiceRecord) -> list[Any]:
    part = getattr(record, "person_part", None)
    if part is None:
        return [NOT_AGREED, "", "", NO_NUMBER, "", "", "", ""]
    skills = [str(CredentialKind(kind).label) for kind in part.skills.split("、") if kind]
    gender = "女" if part.gender == Gender.FEMALE else "男"
    return [
        part.name,
        gender,
        part.birth_on or "",
        NO_NUMBER,
        part.area,
        part.contact,
        "、".join(skills),
        part.category,
    ]


def _service(record: ServiceRecord) -> list[Any]:
    return [
        record.activity, record.served_on, record.place, record.content, record.minutes, record.organiser,
        record.person_in_charge,
    ]  # fmt: skip


def _honours(persons: Sequence[Any]) -> dict[Any, str]:
    found: dict[Any, str] = {}
    for entry in PersonalEntry.objects.filter(person__in=persons, kind="HONOUR").order_by("held_on"):
        told = f"{entry.title}（{entry.held_on}）"
        found[entry.person_id] = f"{found[entry.person_id]}、{told}" if entry.person_id in found else told
    return found


def _csv(rows: Iterable[Sequence[Any]], name: str) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response.write(BOM)
    out = csv.writer(response)
    for row in rows:
        out.writerow(safe_cell(cell) for cell in row)
    return response
