"""Who may pass which door (VERIFICATION 14). A route that is not in here fails the build.

Each row says the circles that may pass and what of the canary elder stands behind the door; ``walk.Row`` says what then
must happen to each role, near and far.
"""

from uuid import UUID

from accounts.access.enums import Permission
from tests.security.matrix_associations import ASSOCIATIONS
from tests.security.matrix_connections import CONNECTIONS
from tests.security.matrix_finding import FINDING
from tests.security.matrix_honours import HONOURS
from tests.security.matrix_incidents import INCIDENTS
from tests.security.matrix_meals import MEALS
from tests.security.matrix_money import MONEY
from tests.security.matrix_organisations import ORGANISATIONS
from tests.security.matrix_publications import NOTICES
from tests.security.matrix_referrals import REFERRALS
from tests.security.matrix_registry import REGISTRY
from tests.security.matrix_supervision import SUPERVISION
from tests.security.matrix_visits import VISITS
from tests.security.matrix_windup import WINDUP
from tests.security.walk import ANYBODY, HOUSE, MANDATE, SEAT, SIGNED_IN, Row, row

P = Permission

# Pages of the library that are shut or ask for nothing; none of them shows anything of anybody.
SIGN_IN: dict[str, Row] = {
    name: row(ANYBODY)
    for name in (
        "account_login",
        "account_request_login_code",
        "account_logout",
        "account_inactive",
        "account_signup",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key_done",
    )
}

# The second key: one's own, and only after the password was asked for once more.
KEYS: dict[str, Row] = {
    **{
        name: row(SIGNED_IN)
        for name in (
            "account_reauthenticate",
            "mfa_reauthenticate",
            "mfa_reauthenticate_webauthn",
            "mfa_index",
            "mfa_activate_totp",
            "mfa_deactivate_totp",
            "mfa_list_webauthn",
            "mfa_add_webauthn",
            "mfa_view_recovery_codes",
            "mfa_generate_recovery_codes",
            "mfa_download_recovery_codes",
        )
    },
    **{
        name: row(SIGNED_IN, rest={"pk": 1}, may_be_missing=True)
        for name in ("mfa_edit_webauthn", "mfa_remove_webauthn")
    },
}

PUBLIC: dict[str, Row] = {
    "healthz": row(ANYBODY),
    "readyz": row(ANYBODY),
    "metrics": row(ANYBODY),  # who is on this machine, as all are here; others: tests/operations/test_metrics.py
    "api_schema": row(ANYBODY),
    "api_rules": row(ANYBODY),
    "api_check_statement": row(ANYBODY),
    "api_checkpoints": row(ANYBODY),
    "api_certificate": row(ANYBODY, of="serial"),
    "public:landing": row(ANYBODY),
    "public:elder": row(ANYBODY),
    "public:services": row(ANYBODY),
    "public:editions": row(ANYBODY),
    "public:edition": row(ANYBODY, rest={"number": 1}, may_be_missing=True),
    "public:poster": row(ANYBODY),
    "public:rules": row(ANYBODY),
    "public:verify": row(ANYBODY),
    "public:certificate": row(ANYBODY, of="serial"),
    "shell:language": row(ANYBODY),
    "shell:mode": row(ANYBODY),
    "shell:regions": row(ANYBODY),
    "shell:design": row(ANYBODY),
    "offline:worker": row(ANYBODY),
    "offline:shell": row(ANYBODY),
    "offline:queue": row(ANYBODY),
    "offline:pulse": row(ANYBODY),
    "checkpoints:list": row(ANYBODY),
    "checkpoints:latest": row(ANYBODY),
    "checkpoints:keys": row(ANYBODY),
    "checkpoints:check": row(ANYBODY),
    "checkpoints:one": row(ANYBODY, rest={"number": 1}, may_be_missing=True),
    "checkpoints:json": row(ANYBODY, rest={"number": 1}, may_be_missing=True),
    "checkpoints:pdf": row(ANYBODY, rest={"number": 1}, may_be_missing=True),
}

WISH = {
    "lines": [{"item": str(UUID(int=0))}],
    "rrule": "FREQ=WEEKLY;BYDAY=FR",
    "first_on": "2030-01-04",
    "clock": "09:00",
    "minutes": 30,
}

OWN: dict[str, Row] = {
    "account_change_password": row(SIGNED_IN),
    "account_set_password": row(SIGNED_IN),
    "shell:home": row(SIGNED_IN),
    "shell:inbox": row(SIGNED_IN),
    "shell:unread": row(SIGNED_IN),
    "shell:me": row(SIGNED_IN),
    "shell:dialect": row(SIGNED_IN, body={"dialect": "MINNAN"}),
    "shell:looks": row(SIGNED_IN),
    "messages:choices": row(SIGNED_IN),
    "messages:sent": row(SIGNED_IN),
    "messages:device_add": row(SIGNED_IN),
    "messages:device_end": row(SIGNED_IN, rest={"id": UUID(int=0)}, may_be_missing=True),
    "bank:book": row(SIGNED_IN),
    "bank:line": row(SIGNED_IN, rest={"number": 1}),
    "bank:print": row(SIGNED_IN),
    "bank:pdf": row(SIGNED_IN),
    "bank:statement": row(SIGNED_IN),
    "bank:give": row(SIGNED_IN),
    "bank:donate": row(SIGNED_IN),
    "bank:given": row(SIGNED_IN, rest={"number": 1}),
    "bank:plan": row(SIGNED_IN),
    "bank:redeem": row(SIGNED_IN),
    "api_me": row(SIGNED_IN),
    "api_my_accounts": row(SIGNED_IN),
    "api_my_entries": row(SIGNED_IN),
    "api_my_statement": row(SIGNED_IN),
    "api_my_recipients": row(SIGNED_IN),
    "api_my_gifts": row(SIGNED_IN),
    "api_my_donations": row(SIGNED_IN),
    "api_my_assignments": row(SIGNED_IN),
    "api_items": row(SIGNED_IN),
    "api_service_lists": row(ANYBODY),
    "api_service_list": row(ANYBODY, rest={"id": "01890000-0000-7000-8000-000000000000"}, may_be_missing=True),
    "api_publish_list": row(
        P.CATALOGUE_EDIT,
        may_be_missing=True,
        body={"region": "350425", "starts_on": "2099-01-01", "citation": "某文件"},
    ),
    "api_elders": row(SIGNED_IN),
    "api_orders": row(SIGNED_IN),
    "api_reversals": row(SIGNED_IN),
}

HELPER: dict[str, Row] = {
    "helper:home": row(SIGNED_IN),
    "helper:orders": row(SIGNED_IN),
    **{f"helper:{name}": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder") for name in ("elder", "when")},
    "helper:passbook": row(ANYBODY, of="elder"),  # sends on to the counter
    "helper:card": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder"),
    "helper:mandate": row(MANDATE, of="elder"),
    "helper:told": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder"),
    "helper:tell": row(MANDATE, P.ORDER_FOR_ANYONE, of="order", body={"outcome": "UNDONE"}),
    "helper:looks": row(MANDATE, of="elder"),
    **{
        f"helper:{name}": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder")
        for name in ("repeats", "repeat_new", "last_week")
    },
    **{
        f"helper:{name}": row(MANDATE, P.ORDER_FOR_ANYONE, of="standing")
        for name in ("repeat", "repeat_change", "repeat_pause", "repeat_skip", "repeat_end")
    },
    "api_standings": row(SIGNED_IN),
    "api_pause_standing": row(
        MANDATE, P.ORDER_FOR_ANYONE, of="standing", body={"first_on": "2030-01-01", "last_on": "2030-01-02"}
    ),
    "api_skip_occurrence": row(MANDATE, P.ORDER_FOR_ANYONE, of="standing", body={"on": "2030-01-01"}),
    "api_restore_occurrence": row(MANDATE, P.ORDER_FOR_ANYONE, of="standing", body={"on": "2030-01-01"}),
    "api_end_standing": row(MANDATE, P.ORDER_FOR_ANYONE, of="standing"),
    "api_standing": row(MANDATE, P.ORDER_FOR_ANYONE, of="standing", body=WISH),
    "api_lift_pause": row(MANDATE, P.ORDER_FOR_ANYONE, of="pause"),
    "api_repeat_week": row(SIGNED_IN),
    "helper:repeat_lift": row(MANDATE, P.ORDER_FOR_ANYONE, of="pause"),
    **{
        f"helper:{name}": row(MANDATE, P.ORDER_FOR_ANYONE, of="order")
        for name in ("order", "confirm", "dispute", "cancel", "no_show")
    },
    **{
        f"bank:{name}": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder", rest={"number": 1} if "line" in name else {})
        for name in ("elder_book", "elder_line", "elder_print", "elder_pdf", "elder_statement")
    },
    "api_elder": row(MANDATE, P.ORDER_FOR_ANYONE, of="elder"),
    "api_confirm": row(MANDATE, P.ORDER_FOR_ANYONE, of="order", body={"rating": 5}),
    "api_dispute": row(MANDATE, P.ORDER_FOR_ANYONE, of="order", body={"reason": "没来"}),
    "api_cancel": row(MANDATE, P.ORDER_FOR_ANYONE, of="order"),
    "api_order": row(MANDATE, P.TERRITORY_VIEW, SEAT, of="order"),
}

SERVING: dict[str, Row] = {
    "volunteer:board": row(P.ORDER_CLAIM),
    "volunteer:tasks": row(SIGNED_IN),
    "volunteer:print_timesheet": row(SIGNED_IN),
    "volunteer:timesheet": row(SEAT, P.ORDER_FOR_ANYONE, of="timesheet"),
    "volunteer:records": row(SIGNED_IN),
    "volunteer:records_sheet": row(SIGNED_IN),
    "volunteer:consent": row(SIGNED_IN),
    "volunteer:certificates": row(SIGNED_IN),
    "volunteer:passbook": row(ANYBODY),  # sends on to the counter
    "volunteer:task": row(SEAT, of="order"),
    "volunteer:claim": row(P.ORDER_CLAIM, of="order", open_to_all_of_them=True),
    "volunteer:check_in": row(SEAT, of="order"),
    "volunteer:check_out": row(SEAT, of="order"),
    "volunteer:withdraw": row(SEAT, of="order"),
    "volunteer:report_error": row(SEAT, of="served"),
    "volunteer:correction": row(SEAT, of="ticket"),
    "volunteer:withdraw_correction": row(SEAT, of="ticket"),
    **{
        f"volunteer:{name}": row(SEAT, of="certificate")
        for name in ("certificate", "certificate_pdf", "certificate_page", "certificate_picture")
    },
    "api_board": row(P.ORDER_CLAIM),
    "api_claim": row(P.ORDER_CLAIM, of="order", open_to_all_of_them=True),
    "api_check_in": row(SEAT, of="assignment", body={"method": "code", "code": "0000"}),
    "api_check_out": row(SEAT, of="assignment"),
    "api_withdraw": row(SEAT, of="assignment"),
    "api_no_show": row(MANDATE, P.ORDER_FOR_ANYONE, of="assignment"),
}

ORGANISATION: dict[str, Row] = {
    **{
        f"organisation:{name}": row(P.ORDER_DISPATCH)
        for name in ("day", "board", "hours", "hours_sheet", "records", "records_sheet", "corrections", "members")
    },
    **{
        f"organisation:dispatch{name}": row(P.ORDER_DISPATCH)
        for name in ("", "_progress", "_undo", "_discard", "_propose", "_publish", "_sheets")
    },
    **{f"organisation:dispatch_{name}": row(HOUSE, of="house_seat") for name in ("place", "pin")},
    "organisation:ask": row(P.ORDER_DISPATCH, of="order", open_to_all_of_them=True, may_be_missing=True),
    "organisation:forgotten": row(HOUSE),
    "organisation:claim": row(P.ORDER_DISPATCH, of="order", open_to_all_of_them=True),
    "organisation:order": row(HOUSE, of="house_order"),
    "organisation:correction": row(HOUSE, of="ticket", may_be_missing=True),
    "organisation:assign": row(HOUSE, of="house_order", rest={"seat_id": "@house_seat"}),
    "organisation:withdraw": row(HOUSE, of="house_order", rest={"seat_id": "@house_seat"}),
    "api_claim_for": row(HOUSE, of="order", body={"organisation": "@organisation"}),
    "api_assign": row(HOUSE, of="house_seat", body={"person": "@member"}),
    "organisation:member_hours": row(HOUSE, of="member", may_be_missing=True),
    "organisation:personal": row(HOUSE, of="member"),
}

TERRITORY: dict[str, Row] = {
    **{f"territory:{name}": row(P.TERRITORY_VIEW) for name in ("orders", "figures", "records", "vacancies", "rules")},
    "territory:deliveries": row(P.TERRITORY_VIEW),
    **{f"territory:{name}": row(P.ORDER_FOR_ANYONE) for name in ("records_sheet", "corrections")},
    "territory:order": row(P.TERRITORY_VIEW, of="order"),
    **{
        f"territory:{name}": row(P.ORDER_FOR_ANYONE, of="order") for name in ("confirm", "dispute", "cancel", "no_show")
    },
    "territory:resolve": row(P.VOLUNTEER_VERIFY, of="order"),
    "territory:elders": row(P.ORDER_FOR_ANYONE),
    "territory:elder": row(P.ORDER_FOR_ANYONE, of="elder"),
    "territory:place": row(P.ORDER_FOR_ANYONE, of="elder"),
    "territory:calls": row(P.ORDER_FOR_ANYONE),
    "territory:correction": row(P.ORDER_FOR_ANYONE, of="ticket"),
    "territory:certificates": row(P.CERTIFICATE_REVOKE),
    "territory:roles": row(P.ACCESS_EDIT),
    "operations:status": row(P.HOUSE_WATCH),
    "territory:take_role": row(P.ACCESS_EDIT, of="grant"),
    "territory:reveal": row(P.PHONE_REVEAL, of="person", body={"shown": "PHONE"}),
    "territory:exports": row(P.REGISTRY_EXPORT, P.EXPORT_DECIDE),
    "territory:export_decide": row(P.EXPORT_DECIDE, of="export"),
    "territory:catalogue": row(P.CATALOGUE_EDIT),
    "territory:item_new": row(P.CATALOGUE_EDIT),
    "territory:list_publish": row(P.CATALOGUE_EDIT),
    "territory:item_stop": row(P.CATALOGUE_EDIT, of="item", may_be_missing=True),
    "territory:item": row(P.CATALOGUE_EDIT, of="item", may_be_missing=True),
    "territory:rule": row(P.TERRITORY_VIEW, rest={"code": "order.auto_confirm"}),
    "territory:draft_new": row(P.POLICY_EDIT),
    "territory:draft_preset": row(P.POLICY_EDIT),
    "territory:draft": row(P.POLICY_EDIT, P.POLICY_DECIDE, of="draft"),
    "territory:draft_edit": row(P.POLICY_EDIT, of="draft"),
    "territory:draft_trial": row(P.POLICY_EDIT, P.POLICY_DECIDE, of="draft"),
    # Its author alone goes on with a draft: to everybody else it is as if there were none.
    **{
        f"territory:draft_{name}": row(P.POLICY_EDIT, of="draft", may_be_missing=True)
        for name in ("submit", "withdraw")
    },
    "territory:draft_decide": row(P.POLICY_DECIDE, of="draft"),
}

DESK: dict[str, Row] = {
    **{f"desk:{name}": row(P.ORDER_FOR_ANYONE) for name in ("home", "find", "start", "log", "call_backs", "reminders")},
    "desk:remind": row(P.ORDER_FOR_ANYONE, of="elder"),
    **{
        f"desk:{name}": row(P.ORDER_FOR_ANYONE, of="call")
        for name in ("call", "find_caller", "identify", "order", "cancel", "promise", "hang_up")
    },
    **{f"desk:{name}": row(P.ORDER_FOR_ANYONE, of="call_back") for name in ("ring", "give_up")},
}

OFFICE: dict[str, Row] = {
    "office:desk": row(P.BOOKS_KEEP),
    "office:requests": row(P.BOOKS_KEEP),
    "office:request": row(P.BOOKS_KEEP, of="reversal"),
    **{
        f"office:{name}": row(P.BOOKS_KEEP, of="person", rest={"number": 1} if name == "take_back" else {})
        for name in ("person", "take_back", "grant", "hand_over", "add_kin", "move", "bring_in")
    },
    **{f"office:{name}": row(P.BOOKS_KEEP, of="person", may_be_missing=True) for name in ("paper", "paper_file")},
    "office:organisation": row(P.BOOKS_KEEP, of="organisation"),
    "api_request_reversal": row(P.BOOKS_KEEP, of="transfer", body={"reason": "错了"}),
    "api_decide_reversal": row(P.BOOKS_KEEP, of="reversal", body={"approve": True, "reason": "好"}),
}

PAGES: dict[str, Row] = {
    **SIGN_IN,
    **KEYS,
    **PUBLIC,
    **OWN,
    **HELPER,
    **SERVING,
    **ORGANISATION,
    **TERRITORY,
    **DESK,
    **OFFICE,
    **CONNECTIONS,
    **REGISTRY,
    **VISITS,
    **SUPERVISION,
    **HONOURS,
    **MEALS,
    **FINDING,
    **INCIDENTS,
    **REFERRALS,
    **NOTICES,
    **WINDUP,
    **ASSOCIATIONS,
    **ORGANISATIONS,
    **MONEY,
}

# Answered with 404 by a pattern that stands before them, or in need of a key nobody has; walked on their own.
SHUT_ROUTES = {
    r"^account/(?:email|confirm-email|phone)(?:/|$)",
    "account_email",
    "account_email_verification_sent",
    "account_confirm_login_code",  # between two steps of signing in: without the first they send back to it
    "mfa_authenticate",
    "mfa_login_webauthn",
    "account_confirm_email",
    "account_reset_password_from_key",
}
