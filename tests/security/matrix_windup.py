"""The doors of taking along and winding up; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import Row, row

P = Permission
TAKES = P.COUNTY_EXPORT
WINDUP: dict[str, Row] = {
    # Of a whole county only: in this world nobody's role reaches so far.
    **{
        f"windup:{name}": row(TAKES, may_be_missing=True)
        for name in ("county", "propose", "announce", "withdraw", "close", "statements_begin")
    },
    "windup:takeout": row(TAKES, rest={"request_id": "@order"}, may_be_missing=True),
    "windup:takeout_file": row(TAKES, rest={"request_id": "@order"}, may_be_missing=True),
    "windup:statements": row(TAKES, rest={"run_id": "@order"}, may_be_missing=True),
    "windup:statements_place": row(TAKES, rest={"run_id": "@order", "place": "350425100201"}, may_be_missing=True),
    "windup:organisation": row(P.ORGANISATION_RUN, P.BOOKS_KEEP, P.ORGANISATION_VERIFY, TAKES, of="organisation"),
    "windup:organisation_statement": row(
        P.ORGANISATION_RUN,
        P.BOOKS_KEEP,
        P.ORGANISATION_VERIFY,
        TAKES,
        rest={"account_id": "@order"},
        may_be_missing=True,
    ),
}
