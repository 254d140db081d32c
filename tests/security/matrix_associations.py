"""The doors of elders' associations; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import HOUSE, MANDATE, Row, row

P = Permission
KEEP = (HOUSE, P.ELDER_REGISTER)
ORDERS = (MANDATE, P.ORDER_FOR_ANYONE)
HERE = {"organisation_id": "@organisation"}
JOIN = {"name": "没这人", "joined_on": "2026-01-01", "consent": "SIGNED"}
ASSOCIATIONS: dict[str, Row] = {
    "associations:all": row(*KEEP),
    **{
        f"associations:{name}": row(*KEEP, of="organisation")
        for name in ("front", "members", "join", "pairs", "rounds", "help")
    },
    "associations:member": row(*KEEP, of="membership", rest=HERE),
    "associations:fees": row(P.ORGANISATION_RUN, of="organisation"),
    "associations:fee_back": row(P.ORGANISATION_RUN, of="fee", rest=HERE, body={"reason": "鸟"}),
    "associations:part": row(*KEEP, of="pair", rest=HERE),
    "associations:round_end": row(*KEEP, of="turn", rest=HERE),
    "associations:look": row(*KEEP, of="turn", rest={**HERE, "on": "2026-01-01"}),
    "associations:elder": row(*ORDERS, of="elder"),
    "associations:order": row(*ORDERS, of="turn"),
    "api_association_members": row(*KEEP, of="organisation", rest={"id": "@organisation"}, body=JOIN),
    "api_leave_association": row(
        *KEEP, of="membership", rest={"id": "@membership"}, body={"left_on": "2099-01-01", "gone": "LEFT"}
    ),
}
