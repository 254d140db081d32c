"""The doors of supervision; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, Row, row

P = Permission
SUPERVISION: dict[str, Row] = {
    "supervision:board": row(P.TERRITORY_VIEW),
    "supervision:lights": row(P.TERRITORY_VIEW),
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
}
