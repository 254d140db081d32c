"""The doors of honours; see ``matrix``. No round is open in this world: ``tests/honours`` walks what is in one."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, SIGNED_IN, Row, row

P = Permission
WORKS = (P.HONOUR_NOMINATE, P.HONOUR_HOLD, P.HONOUR_DECIDE)
ROUND, DRAWN, CANDIDACY = ({name: "@elder"} for name in ("round_id", "drawn_id", "candidacy_id"))
HONOURS: dict[str, Row] = {
    "honours:rounds": row(*WORKS),
    "honours:open": row(P.HONOUR_HOLD),
    "honours:round": row(*WORKS, rest=ROUND, may_be_missing=True),
    **{f"honours:{name}": row(P.HONOUR_HOLD, rest=ROUND, may_be_missing=True) for name in ("draw", "publish", "drop")},
    "honours:decide": row(P.HONOUR_DECIDE, rest=ROUND, may_be_missing=True),
    "honours:list": row(P.HONOUR_NOMINATE, rest=ROUND, may_be_missing=True),
    "honours:search": row(P.HONOUR_NOMINATE, rest=ROUND, may_be_missing=True),
    "honours:name": row(P.HONOUR_NOMINATE, rest={**ROUND, "kind": "family", "key": "@elder"}, may_be_missing=True),
    "honours:drawn": row(P.HONOUR_NOMINATE, rest=DRAWN, may_be_missing=True),
    "honours:sources": row(P.HONOUR_NOMINATE, rest={**DRAWN, "reason": "money"}, may_be_missing=True),
    "honours:candidate": row(*WORKS, rest=CANDIDACY, may_be_missing=True),
    "honours:act": row(P.HONOUR_NOMINATE, rest=CANDIDACY, may_be_missing=True),
    "honours:answer": row(P.HONOUR_HOLD, rest={"objection_id": "@elder"}, may_be_missing=True),
    "honours:mine": row(SIGNED_IN),
    "honours:say": row(SIGNED_IN, rest=CANDIDACY, may_be_missing=True),
    "honoured:all": row(ANYBODY),
    **{f"honoured:{name}": row(ANYBODY, rest=ROUND, may_be_missing=True) for name in ("round", "paper")},
    "honoured:object": row(ANYBODY, rest=CANDIDACY, may_be_missing=True),
    **{
        f"honoured:{name}": row(ANYBODY, rest={"code": "23456789ABCD"}, may_be_missing=True)
        for name in ("objection", "certificate", "certificate_paper", "certificate_picture")
    },
    "api_honours": row(ANYBODY),
    "api_honour_rounds": row(ANYBODY),
    "api_honour_round": row(ANYBODY, rest={"id": "@elder"}, may_be_missing=True),
}
