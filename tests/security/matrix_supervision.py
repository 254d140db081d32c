"""The doors of supervision; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import Row, row

P = Permission
SUPERVISION: dict[str, Row] = {
    "supervision:board": row(P.TERRITORY_VIEW),
    "supervision:lights": row(P.TERRITORY_VIEW),
    # Nothing is frozen in this world: `tests/supervision/test_pages.py` looks at what is.
    **{f"supervision:{name}": row(P.TERRITORY_VIEW, may_be_missing=True) for name in ("cases", "rows")},
    **{f"api_supervision_{name}": row(P.TERRITORY_VIEW) for name in ("readings", "cases")},
}
