"""The doors of visits; see ``matrix``. Who is paired with an elder passes too: ``tests/visits/test_reach.py``."""

from accounts.access.enums import Permission
from tests.security.walk import SIGNED_IN, Row, row

P = Permission

VISITS: dict[str, Row] = {
    "visits:day": row(P.VISIT),
    "visits:plan": row(P.TERRITORY_VIEW),
    "visits:pairs": row(P.VISIT),
    "visits:pair": row(P.ELDER_REGISTER, of="elder"),
    **{f"visits:{name}": row(P.VISIT, of="elder") for name in ("history", "new")},
    "visits:urge": row(P.VISIT, of="elder"),
    "visits:urgings": row(P.VISIT),
    "visits:urging": row(P.VISIT, of="urging"),
    "visits:urging_close": row(P.VISIT, of="urging", body={"outcome": "回来了"}),
    "visits:answer": row(SIGNED_IN, of="urging", may_be_missing=True),  # of whom it was asked, and nobody else's
    "visits:leave": row(P.ELDER_REGISTER, of="paired"),
    **{f"visits:{name}": row(P.VISIT) for name in ("queue", "queue_next", "queue_sheet", "outings", "print")},
    "visits:queue_outcome": row(P.VISIT, of="elder", body={"outcome": "NO_ANSWER"}),
    "visits:hours": row(P.VISIT, of="elder", body={"from": "8", "to": "12"}),
    "visits:outing": row(P.VISIT, of="outing"),
    "visits:sheet": row(P.VISIT, of="sheet"),
    "visits:checks": row(P.VOLUNTEER_VERIFY),
    "visits:check": row(P.VOLUNTEER_VERIFY, of="visit", body={"answer": "WAS_THERE"}),
    "api_visits": row(P.VISIT, of="elder", body={"elder": "@elder", "mode": "PHONE", "outcome": "NO_ANSWER"}),
    "api_visits_day": row(P.VISIT),
    "visits:photo": row(P.VISIT, of="visit", rest={"photo_id": "@visit"}, may_be_missing=True),
    "visits:visit": row(P.VISIT, of="visit"),
    "visits:finding": row(P.ELDER_REGISTER, of="finding", body={"do": "leave"}),
}
