"""The doors of announcements and knowledge; see ``matrix``. What is published anybody reads."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, SIGNED_IN, Row, row

P = Permission
WRITES = P.NOTICE_WRITE
NOTICES: dict[str, Row] = {
    "knowledge:all": row(ANYBODY),
    "knowledge:one": row(ANYBODY, rest={"publication_id": "@order"}, may_be_missing=True),
    "knowledge:paper": row(ANYBODY, rest={"publication_id": "@order"}, may_be_missing=True),
    "knowledge:say_read": row(SIGNED_IN, rest={"publication_id": "@order"}, may_be_missing=True),
    "notices:written": row(WRITES),
    "notices:new": row(WRITES),
    "notices:hotline": row(WRITES),
    "notices:to_hang_up": row(P.VISIT),
    "notices:hang": row(P.VISIT, rest={"publication_id": "@order"}, may_be_missing=True),
    **{
        f"notices:{name}": row(WRITES, rest={"publication_id": "@order"}, may_be_missing=True)
        for name in ("one", "change", "publish", "withdraw", "remind", "seen")
    },
    "api_publications": row(ANYBODY),
    "api_publication": row(ANYBODY, rest={"id": "@order"}, may_be_missing=True),
    "api_publication_read": row(SIGNED_IN, rest={"id": "@order"}, may_be_missing=True),
}
