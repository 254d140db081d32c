"""The doors of finding somebody and of disputes; see ``matrix``. The rest of the refusals: ``tests/orders``."""

from accounts.access.enums import Permission
from tests.security.walk import HOUSE, MANDATE, SEAT, SIGNED_IN, Row, row

P = Permission
SIDES = (MANDATE, SEAT, P.ORDER_FOR_ANYONE)

FINDING: dict[str, Row] = {
    "volunteer:answer": row(P.ORDER_CLAIM, of="order", body={"answer": "no"}, may_be_missing=True),
    "volunteer:line": row(P.ORDER_CLAIM, of="order", open_to_all_of_them=True, may_be_missing=True),
    "volunteer:answer_missed": row(SEAT, of="order", body={"words": "去了"}),
    "volunteer:forgotten": row(SEAT, of="order", may_be_missing=True),
    "helper:ask": row(MANDATE, P.ORDER_FOR_ANYONE, of="order", body={"person": "@member"}, may_be_missing=True),
    "territory:watch": row(P.TERRITORY_VIEW),
    "territory:ask": row(P.ORDER_FOR_ANYONE, of="order", body={"person": "@member"}),
    "territory:ask_back": row(P.ORDER_FOR_ANYONE, of="order", may_be_missing=True),
    "territory:strike": row(P.VOLUNTEER_VERIFY, of="order", rest={"seat_id": "@assignment"}, may_be_missing=True),
    "disputes:case": row(*SIDES, of="disputed"),
    "disputes:say": row(*SIDES, of="disputed", body={"words": "说几句"}),
    "disputes:decide": row(P.VOLUNTEER_VERIFY, of="disputed"),
    "disputes:agree": row(P.VOLUNTEER_VERIFY, of="disputed", may_be_missing=True),
    "disputes:contest": row(MANDATE, P.ORDER_FOR_ANYONE, of="disputed", may_be_missing=True),
    **{f"api_{name}": row(SIGNED_IN) for name in ("my_offers", "my_lines")},
    "api_fitting": row(P.ORDER_FOR_ANYONE, of="order"),
    "api_offer": row(MANDATE, P.ORDER_FOR_ANYONE, HOUSE, of="order", body={"person": "@member"}, may_be_missing=True),
    "api_accept": row(SEAT, of="assignment"),
    "api_decline": row(SEAT, of="assignment"),
    "api_line": row(P.ORDER_CLAIM, of="order", open_to_all_of_them=True, may_be_missing=True),
    "api_line_leave": row(P.ORDER_CLAIM, of="order", may_be_missing=True),
    "api_no_show_answer": row(SEAT, of="assignment", body={"words": "去了"}, may_be_missing=True),
    "api_no_show_strike": row(P.VOLUNTEER_VERIFY, of="assignment", body={"reason": "错"}, may_be_missing=True),
    "api_call_back": row(P.ORDER_FOR_ANYONE, of="order"),
    "api_case": row(*SIDES, of="disputed"),
    "api_statement": row(*SIDES, of="disputed", body={"words": "说几句"}),
    "api_contest": row(MANDATE, P.ORDER_FOR_ANYONE, of="disputed", body={"reason": "不对"}),
    "api_decide": row(P.VOLUNTEER_VERIFY, of="disputed", body={"keep": True, "reason": "看过"}),
    "api_agree": row(P.VOLUNTEER_VERIFY, of="disputed", body={"agree": True}, may_be_missing=True),
    "api_statement_picture": row(
        *SIDES, of="disputed", rest={"id": "@disputed", "statement_id": "@order"}, may_be_missing=True
    ),
    "disputes:picture": row(*SIDES, of="disputed", rest={"statement_id": "@order"}, may_be_missing=True),
}
