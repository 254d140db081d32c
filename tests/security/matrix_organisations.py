"""The doors of organisations: their people, papers, contracts; see ``matrix``."""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, HOUSE, MANDATE, SIGNED_IN, Row, row

P = Permission
WEEK = {"d0_from": "08:00", "d0_to": "12:00"}
AWAY = {"kind": "SICK", "first_on": "2030-01-01", "last_on": "2030-01-02"}
CONTRACT = {
    "region": "350425100201",
    "number": "鸟-2",
    "signed_on": "2026-01-01",
    "starts_on": "2026-01-01",
    "ends_on": "2026-12-31",
    "prices": [{"item": "meal", "price_fen": 700}],
}
NOBODY = "01890000-0000-7000-8000-000000000000"
HANDOVER = {"taker": NOBODY, "assignments": [NOBODY]}
CONSENT = {
    "guardian": "家长",
    "relation": "PARENT",
    "given_on": "2026-01-01",
    "valid_until": "2026-12-31",
    "paper": "aGVsbG8=",
}
ORGANISATIONS: dict[str, Row] = {
    "public:organisations": row(ANYBODY),
    "public:organisation": row(ANYBODY, of="organisation"),
    "organisation:apply": row(SIGNED_IN),
    "organisation:mine": row(SIGNED_IN),
    "organisation:join": row(SIGNED_IN, of="organisation"),
    "organisation:joining_withdraw": row(SIGNED_IN, rest={"request_id": "@joining"}, may_be_missing=True),
    "organisation:apply_withdraw": row(SIGNED_IN, of="organisation", may_be_missing=True),
    # the people, for those who dispatch
    "organisation:member": row(HOUSE, rest={"member_id": "@member_row"}, of="member_row"),
    "organisation:member_week": row(HOUSE, of="member_row", rest={"member_id": "@member_row"}, body=WEEK),
    "organisation:member_away": row(HOUSE, of="member_row", rest={"member_id": "@member_row"}, body=AWAY),
    "organisation:member_remind": row(
        HOUSE, of="member_row", rest={"member_id": "@member_row"}, body={"kind": "HEALTH_CARD"}
    ),
    "organisation:away_cancel": row(HOUSE, of="leave"),
    "organisation:credential": row(HOUSE, of="certificate_of_member", may_be_missing=True),
    "organisation:joining_answer": row(HOUSE, of="joining", body={"answer": "accept"}),
    # and for those who run it
    "organisation:house": row(P.ORGANISATION_RUN),
    "organisation:consents": row(P.ORGANISATION_RUN, rest={"member_id": "@member_row"}, of="member_row"),
    "organisation:consent_paper": row(P.ORGANISATION_RUN, of="consent"),
    "organisation:consent_withdraw": row(P.ORGANISATION_RUN, of="consent"),
    "organisation:approving": row(P.ORGANISATION_RUN),
    "organisation:approve": row(P.ORGANISATION_RUN),
    "organisation:query": row(P.ORGANISATION_RUN, of="house_seat", may_be_missing=True, body={"reason": "多久"}),
    "organisation:query_answer": row(SIGNED_IN, of="house_seat", may_be_missing=True, body={"words": "半小时"}),
    "organisation:handovers": row(P.ORGANISATION_RUN),
    "organisation:handover_offer": row(P.ORGANISATION_RUN),
    "organisation:handover": row(P.ORGANISATION_RUN, of="handover"),
    "organisation:handover_answer": row(P.ORGANISATION_RUN, of="handover", body={"reason": "没人"}),
    "organisation:handover_withdraw": row(P.ORGANISATION_RUN, of="given"),
    "helper:keep": row(
        MANDATE, P.ORDER_FOR_ANYONE, rest={"id": "@handed_order", "row_id": "@handed_seat"}, of="handed_order"
    ),
    "organisation:paper_new": row(P.ORGANISATION_RUN),
    "organisation:team_new": row(P.ORGANISATION_RUN, body={"name": "新队"}),
    "organisation:team_end": row(P.ORGANISATION_RUN, of="team"),
    "organisation:paper": row(P.ORGANISATION_RUN, of="paper"),
    **{
        f"organisation:member_{name}": row(P.ORGANISATION_RUN, of="member_row", rest={"member_id": "@member_row"})
        for name in ("insurance", "end")
    },
    "organisation:member_role": row(
        P.ORGANISATION_RUN, of="member_row", rest={"member_id": "@member_row"}, body={"role": "MEMBER"}
    ),
    "organisation:member_paper": row(
        P.ORGANISATION_RUN,
        of="member_row",
        rest={"member_id": "@member_row"},
        body={"kind": "NURSE", "valid_until": "2030-01-01"},
    ),
    # over HTTP
    "api_organisations": row(SIGNED_IN),
    "api_organisation": row(SIGNED_IN, of="organisation"),
    "api_organisation_decide": row(P.ORGANISATION_VERIFY, of="organisation", body={"act": "suspend", "reason": "试试"}),
    "api_members": row(HOUSE, of="organisation"),
    "api_join_requests": row(SIGNED_IN, of="organisation"),
    "api_contracts": row(P.ORGANISATION_RUN, P.CONTRACT_KEEP, of="organisation"),
    "api_sign_contract": row(P.CONTRACT_KEEP, of="organisation", body=CONTRACT),
    "api_member_hours": row(HOUSE, of="member_row", rest={"id": "@member_row"}, body={"hours": []}),
    "api_absences": row(HOUSE, of="member_row", rest={"id": "@member_row"}, body=AWAY),
    "api_cancel_absence": row(HOUSE, of="leave", rest={"id": "@leave"}),
    "api_answer_joining": row(HOUSE, of="joining", rest={"id": "@joining"}, body={"accept": True}),
    "api_end_contract": row(
        P.CONTRACT_KEEP, of="contract", rest={"id": "@contract"}, body={"last_on": "2026-11-29", "reason": "试试"}
    ),
    **{
        f"api_day{name}": row(HOUSE, of="organisation", rest={"day": "2026-11-30"})
        for name in ("", "_changes", "_undo", "_discard", "_proposal", "_publish")
    },
    "api_seat_fits": row(HOUSE, of="house_seat"),
    "api_seat_place": row(HOUSE, of="house_seat", body={"person": "@member", "was": "@member"}),
    "api_seat_pin": row(HOUSE, of="house_seat", body={"pinned": True}),
    "api_papers": row(P.ORGANISATION_RUN, of="organisation", body={"kind": "FIRE"}),
    "api_consents": row(P.ORGANISATION_RUN, of="member_row", body=CONSENT),
    "api_withdraw_consent": row(P.ORGANISATION_RUN, of="consent"),
    "api_correct_rating": row(P.ORDER_FOR_ANYONE, of="order", body={"rating": 5, "words": "很好"}),
    "territory:rating": row(P.ORDER_FOR_ANYONE, of="order", may_be_missing=True),
    "api_away": row(HOUSE, of="member_row", body=AWAY),
    "api_hours_to_approve": row(P.ORGANISATION_RUN, of="organisation"),
    "api_approve_hours": row(P.ORGANISATION_RUN, of="organisation", body={"assignments": []}),
    "api_query_hours": row(P.ORGANISATION_RUN, of="house_seat", may_be_missing=True, body={"reason": "多久"}),
    "api_answer_hours": row(SIGNED_IN, of="house_seat", may_be_missing=True, body={"words": "半小时"}),
    "api_handovers": row(P.ORGANISATION_RUN, of="organisation", body=HANDOVER),
    "api_handover_answer": row(P.ORGANISATION_RUN, of="handover", body={"accept": False, "reason": "没人"}),
    "api_handover_withdraw": row(P.ORGANISATION_RUN, of="given"),
    "api_handover_object": row(MANDATE, P.ORDER_FOR_ANYONE, rest={"id": "@handed_seat"}, of="handed_seat"),
    # civil affairs
    "territory:organisations": row(P.ORGANISATION_VERIFY),
    "territory:workforce": row(P.ORGANISATION_VERIFY),
    "territory:organisation": row(P.ORGANISATION_VERIFY, of="organisation"),
    "territory:organisation_decide": row(
        P.ORGANISATION_VERIFY, of="organisation", body={"act": "suspend", "reason": "试试"}
    ),
    "territory:organisation_paper": row(P.ORGANISATION_VERIFY, of="organisation", rest={"paper_id": "@paper"}),
    "territory:contract_new": row(P.CONTRACT_KEEP, of="organisation"),
    "territory:contract_end": row(P.CONTRACT_KEEP, of="contract"),
    "territory:contract_file": row(P.CONTRACT_KEEP, of="contract"),
}
