"""The doors of visits; see ``matrix``. Who is paired with an elder passes too: ``tests/visits/test_reach.py``."""

from accounts.access.enums import Permission
from tests.security.walk import Row, row

P = Permission

VISITS: dict[str, Row] = {
    "visits:day": row(P.VISIT),
    "visits:plan": row(P.TERRITORY_VIEW),
    "visits:pairs": row(P.VISIT),
    "visits:pair": row(P.ELDER_REGISTER, of="elder"),
    **{f"visits:{name}": row(P.VISIT, of="elder") for name in ("history", "new")},
    "visits:visit": row(P.VISIT, of="visit"),
    "visits:finding": row(P.ELDER_REGISTER, of="finding", body={"do": "leave"}),
}
