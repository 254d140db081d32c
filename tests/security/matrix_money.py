"""The doors of programmes, budgets and statements; see ``matrix``."""

from accounts.access.enums import Permission
from tests.personas import VILLAGE
from tests.security.walk import HOUSE, MANDATE, SIGNED_IN, Row, row

P = Permission
SEES, ENROLS, RUNS, DECIDES, KEEPS, PAYS = (
    P.SUBSIDY_SEE,
    P.SUBSIDY_ENROL,
    P.SUBSIDY_RUN,
    P.SUBSIDY_DECIDE,
    P.BUDGET_KEEP,
    P.SUBSIDY_PAY,
)
EDITION = {"valid_from": "2030-01-01", "citation": "测试", "tiers": [{"fen": 100}]}
ENROL = {"starts_on": "2026-01-01", "elders": [{"elder": "01890000-0000-7000-8000-000000000000"}]}
PROGRAMME = {"region": VILLAGE, "code": "other", "kind": "IN_KIND", "name_zh": "测试"}
PAID = {"paid_on": "2026-01-01"}
MOVED = {"fen": 100, "happened_on": "2026-01-01", "words": "测试"}
MONEY: dict[str, Row] = {
    "api_programmes": row(SEES, body=PROGRAMME),
    **{f"api_{name}": row(ENROLS, rest={"id": "@programme"}, of="programme") for name in ("eligible", "lapsed")},
    "api_editions": row(SEES, of="programme", rest={"id": "@programme"}, body=EDITION),
    "api_try_edition": row(RUNS, of="programme", rest={"id": "@programme"}, body=EDITION),
    "api_enrolments": row(SEES, of="programme", rest={"id": "@programme"}, body=ENROL),
    "api_stop_enrolment": row(
        ENROLS, of="enrolment", rest={"id": "@enrolment"}, body={"last_on": "2026-01-01", "because": "WISH"}
    ),
    "api_keep_bank": row(ENROLS, of="enrolment", rest={"id": "@enrolment"}, body={"bank": "", "bank_account": ""}),
    "api_runs": row(SEES, body={"programme": "@programme", "month": "2026-01-01"}),
    "api_run": row(SEES, of="run", rest={"id": "@run"}),
    "api_run_rows": row(SEES, of="run", rest={"id": "@run"}),
    "api_propose_run": row(RUNS, of="run", rest={"id": "@run"}),
    "api_decide_run": row(DECIDES, of="run", rest={"id": "@run"}, body={"approve": True}),
    "api_drop_run": row(RUNS, of="run", rest={"id": "@run"}),
    "api_report_paid": row(PAYS, of="run", rest={"id": "@run"}, body=PAID),
    "api_change_row": row(RUNS, of="run_row", rest={"id": "@run_row"}, body={"include": False, "words": "测试"}),
    "api_budgets": row(SIGNED_IN),
    "api_put_in": row(KEEPS, of="budget", rest={"id": "@budget"}, body={**MOVED, "source": "TREASURY"}),
    "api_spend": row(KEEPS, of="budget", rest={"id": "@budget"}, body={**MOVED, "purpose": "OTHER"}),
    "api_settlements": row(SIGNED_IN),
    "api_settlement": row(HOUSE, PAYS, of="statement", rest={"id": "@statement"}),
    "api_approve_statement": row(DECIDES, of="statement", rest={"id": "@statement"}),
    "api_pay_statement": row(PAYS, of="statement", rest={"id": "@statement"}, body=PAID),
    "subsidies:overview": row(SEES),
    "subsidies:new": row(RUNS),
    "subsidies:load": row(RUNS),
    **{f"subsidies:{name}": row(SEES, of="programme") for name in ("programme", "people")},
    "subsidies:eligible": row(ENROLS, of="programme"),
    **{f"subsidies:{name}": row(RUNS, of="programme") for name in ("draw", "edition")},
    "subsidies:enrolment": row(ENROLS, of="enrolment"),
    "subsidies:run": row(SEES, of="run"),
    "subsidies:run_act": row(RUNS, of="run", rest={"step": "propose"}),
    "subsidies:roster": row(PAYS, of="run"),
    "subsidies:row": row(RUNS, of="run_row", body={"words": "测试"}),
    "subsidies:budgets": row(SEES, KEEPS),
    "subsidies:budget": row(SEES, KEEPS, of="budget"),
    "subsidies:receipt": row(SEES, KEEPS, of="movement"),
    "subsidies:receipt_pdf": row(SEES, KEEPS, of="movement"),
    "subsidies:payment_pdf": row(HOUSE, PAYS, of="statement", may_be_missing=True),
    "subsidies:statements": row(PAYS),
    **{f"subsidies:{name}": row(PAYS, of="statement") for name in ("statement", "statement_sheet")},
    "api_quote": row(
        MANDATE,
        P.ORDER_FOR_ANYONE,
        of="elder",
        body={
            "elder": "@elder",
            "day": "2030-01-01",
            "lines": [{"item": "01890000-0000-7000-8000-000000000000"}],
        },
    ),
    "api_my_purses": row(SIGNED_IN),
    "api_elder_purses": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder", rest={"id": "@elder"}),
    "api_return_purse": row(MANDATE, P.ORDER_FOR_ANYONE, of="purse", rest={"id": "@purse"}),
    "api_pool_grants": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder", rest={"id": "@elder"}),
    "api_end_pool_grant": row(P.GRANT_MINUTES, of="pool_grant", rest={"id": "@pool_grant"}),
    "purses:given": row(SIGNED_IN),
    "purses:elder": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder"),
    "purses:grant": row(P.GRANT_MINUTES, of="elder", body={"minutes_a_month": 60, "because": "测试"}),
    "purses:return": row(MANDATE, P.ORDER_FOR_ANYONE, of="purse"),
    "purses:end": row(P.GRANT_MINUTES, of="pool_grant"),
    "organisation:settlement": row(HOUSE),
    "organisation:settlement_month": row(HOUSE, of="statement"),
}
