"""A township's list looked through and brought in, beside what it takes only to read the file."""

import io
import time
from collections.abc import Callable
from datetime import date, timedelta

from tests.bench.say import say

ROWS = 5_000


def bring_in_a_list() -> None:
    """Rows a second: calamine reads the cells; the same file checked row by row; the same file written."""
    from python_calamine import CalamineWorkbook

    from accounts.elders.models import Elder
    from tests.rosters.ground import brought_in, datian, looked, number, person, workbook

    town = datian()
    born = date(1930, 1, 1)
    data = workbook(
        *(
            person(序号=n, 姓名=f"吴{chr(0x4E00 + n)}", 身份证号=number(born + timedelta(days=n), 997), 出生年月="")
            for n in range(ROWS)
        )
    )
    floor = _rows_a_second(lambda: CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python())
    say("rosters", f"{ROWS:,} rows looked through", _rows_a_second(lambda: looked(data, town)), "rows/s", floor=floor)
    before = Elder.objects.count()
    written = _rows_a_second(lambda: brought_in(data, town), times=1)
    assert Elder.objects.count() - before == ROWS
    say("rosters", f"{ROWS:,} rows written into the registry", written, "rows/s", floor=floor)


def _rows_a_second(do: Callable[[], object], *, times: int = 3) -> float:
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        do()
        taken.append(time.perf_counter() - started)
    return round(ROWS / min(taken), 1)
