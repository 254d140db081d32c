"""The doors of supervision; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, Row, row

P = Permission
SUPERVISION: dict[str, Row] = {
    "supervision:board": row(P.TERRITORY_VIEW),
    "supervision:lights": row(P.TERRITORY_VIEW),
    "supervision:solvency": row(P.TERRITORY_VIEW),
    # Nothing is frozen in this world: `tests/supervision/test_pages.py` looks at what is.
    **{f"supervision:{name}": row(P.TERRITORY_VIEW, may_be_missing=True) for name in ("cases", "rows")},
    **{f"api_supervision_{name}": row(P.TERRITORY_VIEW) for name in ("readings", "cases")},
    # Published ones are everybody's; this world has none, and one at work is nobody else's business.
    "supervision:bulletins": row(ANYBODY),
    **{
        f"supervision:{name}": row(ANYBODY, rest={"bulletin_id": "@elder"}, may_be_missing=True)
        for name in ("bulletin", "bulletin_paper", "bulletin_sheet")
    },
    "supervision:bulletin_write": row(P.SUPERVISE),
    **{
        f"supervision:{name}": row(P.SUPERVISE, rest={"bulletin_id": "@elder"}, may_be_missing=True)
        for name in ("bulletin_submit", "bulletin_drop")
    },
    "supervision:bulletin_decide": row(P.SUPERVISION_DECIDE, rest={"bulletin_id": "@elder"}, may_be_missing=True),
    "supervision:tasks": row(P.TERRITORY_VIEW),
    "supervision:task_give": row(P.SUPERVISE),
    # Whoever has a task sees it, in whatever role: `tests/supervision/test_tasks.py`.
    **{
        f"supervision:{name}": row(P.TERRITORY_VIEW, rest={"task_id": "@elder"}, may_be_missing=True)
        for name in ("task", "task_act")
    },
    # A department sees those it goes along to: `tests/supervision/test_departments.py`.
    "supervision:inspections": row(P.SUPERVISE, P.OUTREACH_POST),
    "supervision:inspection_begin": row(P.SUPERVISE),
    **{
        f"supervision:{name}": row(P.SUPERVISE, rest={"inspection_id": "@elder"}, may_be_missing=True)
        for name in ("inspection_close",)
    },
    "supervision:inspection": row(P.SUPERVISE, P.OUTREACH_POST, rest={"inspection_id": "@elder"}, may_be_missing=True),
    "supervision:look": row(P.SUPERVISE, P.OUTREACH_POST, rest={"sampled_id": "@elder"}, may_be_missing=True),
    **{f"supervision:{name}": row(P.TERRITORY_VIEW) for name in ("matters", "matter_raise", "years")},
    "supervision:matter": row(P.TERRITORY_VIEW, rest={"matter_id": "@elder"}, may_be_missing=True),
    "supervision:matter_act": row(P.SUPERVISE, rest={"matter_id": "@elder"}, may_be_missing=True),
    "supervision:year_freeze": row(P.SUPERVISE, may_be_missing=True),
    "supervision:year_sign": row(P.SUPERVISION_DECIDE, rest={"figures_id": "@elder"}, may_be_missing=True),
}
