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
    "publications:written": row(WRITES),
    "publications:new": row(WRITES),
    "publications:hotline": row(WRITES),
    "publications:to_hang_up": row(P.VISIT),
    "publications:hang": row(P.VISIT, rest={"publication_id": "@order"}, may_be_missing=True),
    **{
        f"publications:{name}": row(WRITES, rest={"publication_id": "@order"}, may_be_missing=True)
        for name in ("one", "change", "publish", "withdraw", "remind", "seen")
    },
    "api_publications": row(ANYBODY),
    "api_publication": row(ANYBODY, rest={"id": "@order"}, may_be_missing=True),
    "api_publication_read": row(SIGNED_IN, rest={"id": "@order"}, may_be_missing=True),
}
