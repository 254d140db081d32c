"""The doors of the registry, the rosters and the phone desk; see ``matrix``."""

from accounts.access.enums import Permission
from tests.personas import VILLAGE
from tests.security.walk import ANYBODY, Row, row

P = Permission
SUPPORTER = {"supporter_id": "@supporter"}

DOSSIER: dict[str, Row] = {
    "public:family": row(ANYBODY, of="token"),
    "api_dossier": row(P.ORDER_FOR_ANYONE, of="elder"),
    "api_facts": row(
        P.ELDER_REGISTER, of="elder", body={"values": {"diet": "x"}, "source": "VISIT", "as_of": "2026-01-01"}
    ),
    "territory:elder_new": row(P.ELDER_REGISTER),
    "territory:id_number": row(P.ELDER_REGISTER),
    "territory:whereabouts": row(P.ELDER_REGISTER),
    "territory:dossier_history": row(P.ORDER_FOR_ANYONE, of="elder"),
    "territory:photo": row(P.ORDER_FOR_ANYONE, of="elder", may_be_missing=True),
    "territory:kin_phone": row(P.PHONE_REVEAL, of="elder", rest={"kind": "supporter", "kin_id": "@supporter"}),
    "territory:dossier_group": row(P.ELDER_REGISTER, of="elder", rest={"group": "health"}),
    **{
        f"territory:{name}": row(P.ELDER_REGISTER, of="elder")
        for name in ("dossier_check", "dossier_person", "dossier_photo", "supporter_new", "guardian", "visitors")
    },
    **{
        f"territory:{name}": row(P.ELDER_REGISTER, of="elder", rest=SUPPORTER)
        for name in ("supporter", "supporter_end", "supporter_link", "whereabouts_new")
    },
    "territory:visitor_end": row(P.ELDER_REGISTER, of="elder", rest={"contact_id": "@contact"}),
    "territory:whereabouts_confirm": row(P.ELDER_REGISTER, of="report"),
    "territory:whereabouts_refuse": row(P.ELDER_REGISTER, of="report"),
    **{f"territory:{name}": row(P.ORDER_FOR_ANYONE, of="elder") for name in ("mandates", "agreements")},
    "territory:agreement_sheet": row(P.ORDER_FOR_ANYONE, of="elder"),
    "territory:evidence": row(P.ORDER_FOR_ANYONE, of="elder", rest={"evidence_id": "@evidence"}, may_be_missing=True),
    **{f"territory:{name}": row(P.ELDER_REGISTER, of="elder") for name in ("mandate_new", "agreement_new")},
    **{
        f"territory:{name}": row(P.ELDER_REGISTER, of="elder", rest={"mandate_id": "@mandate"})
        for name in ("mandate_change", "mandate_end")
    },
    "territory:agreement_end": row(P.ELDER_REGISTER, of="elder", rest={"agreement_id": "@agreement"}),
    "territory:untold": row(P.ORDER_FOR_ANYONE),
    "territory:untold_sheet": row(P.ORDER_FOR_ANYONE),
    "territory:said": row(P.ORDER_FOR_ANYONE, of="delivery", body={"outcome": "NOT_REACHED"}),
    "territory:tell": row(P.ORDER_FOR_ANYONE, of="order", body={"outcome": "NOT_REACHED", "hearing": "BY_PHONE"}),
    "territory:duplicates": row(P.ELDER_REGISTER),
    "territory:pair_differ": row(
        P.ELDER_REGISTER, of="elder", rest={"second_id": "@twin"}, body={"reason": "两个人，都上门见过"}
    ),
    "territory:merge": row(P.ELDER_REGISTER, of="elder", rest={"absorbed_id": "@twin"}),
    "territory:merge_decide": row(P.ELDER_REGISTER, of="merge"),
    "territory:move": row(P.ELDER_REGISTER, of="elder"),
    "territory:moved": row(P.ELDER_REGISTER),
    "territory:move_undo": row(P.ELDER_REGISTER, of="removal"),
    "territory:hand_over": row(P.ELDER_REGISTER, of="elder"),
    "territory:farewell": row(P.ELDER_REGISTER, of="elder"),
    "territory:people": row(P.LOGIN_GIVE),
    "territory:login_new": row(P.LOGIN_GIVE),
    **{
        f"territory:{name}": row(P.LOGIN_GIVE, of="login", rest={"user_id": "@login"}, body={"reason": "测试"})
        for name in ("login", "login_renew", "login_close", "volunteer_take", "volunteer_suspend")
    },
    "territory:lists": row(P.ORDER_FOR_ANYONE),
    "territory:numbers": row(P.ORDER_FOR_ANYONE),
    "territory:list": row(P.ORDER_FOR_ANYONE, rest={"name": "left-behind"}, may_be_missing=True),
    **{f"territory:{name}": row(P.ELDER_REGISTER, of="elder") for name in ("focus", "focus_close")},
    "territory:tier": row(P.ELDER_REGISTER, of="elder"),
    "territory:tier_lift": row(P.ELDER_REGISTER, of="elder"),
    "territory:assessments": row(P.ORDER_FOR_ANYONE, of="elder"),
    "territory:assess": row(P.ELDER_REGISTER, of="elder"),
    "territory:assessment": row(P.ORDER_FOR_ANYONE, of="assessment"),
    "territory:assessment_page": row(P.ORDER_FOR_ANYONE, of="assessment", rest={"page": "mobility"}),
}

ROSTERS: dict[str, Row] = {
    "api_rosters": row(P.ELDER_REGISTER, may_be_missing=True),  # takes a file
    **{f"api_{name}": row(P.ELDER_REGISTER, of="upload") for name in ("roster", "roster_rows")},
    **{f"api_{name}": row(P.ELDER_REGISTER, of="upload") for name in ("roster_commit", "roster_discard")},
    "territory:rosters": row(P.ELDER_REGISTER),
    **{
        f"territory:{name}": row(P.ELDER_REGISTER, of="upload")
        for name in ("roster", "roster_decide", "roster_commit", "roster_discard")
    },
    "territory:roster_corrections": row(P.ELDER_REGISTER, of="upload", may_be_missing=True),
    # Only who asked for a list may fetch it, and only once somebody else agreed.
    "territory:export_file": row(P.REGISTRY_EXPORT, of="export", may_be_missing=True),
    "territory:export_entered": row(P.REGISTRY_EXPORT, of="export", may_be_missing=True),
    "territory:export_masked": row(P.REGISTRY_EXPORT, of="elder", body={"region": VILLAGE, "layout": "CSV"}),
}

DESK: dict[str, Row] = {
    **{f"desk:{name}": row(P.ORDER_FOR_ANYONE) for name in ("home", "find", "start", "log", "call_backs")},
    # A call is whose who answers it: to everybody else it is as if there were none.
    **{
        f"desk:{name}": row(P.ORDER_FOR_ANYONE, of="call", may_be_missing=True)
        for name in ("call", "find_caller", "identify", "order", "cancel", "promise", "hang_up")
    },
    "desk:ring": row(P.ORDER_FOR_ANYONE, of="call_back"),
    "desk:give_up": row(P.ORDER_FOR_ANYONE, of="call_back"),
}

ROUND_PLACE = {"place": VILLAGE}
ROUNDS: dict[str, Row] = {
    "api_rounds": row(P.ROUND_WALK),
    "api_round_progress": row(P.ROUND_WALK, of="round", rest={"id": "@round"}),
    "territory:rounds": row(P.ROUND_WALK),
    "territory:round_new": row(P.ROUND_HOLD),
    # A round asks something of everybody below its place; each sees their own villages of it.
    "territory:round": row(P.ROUND_WALK, of="round"),
    **{f"territory:{name}": row(P.ROUND_HOLD, of="round") for name in ("round_time", "round_off")},
    "territory:round_missed": row(P.ROUND_WALK, of="round", rest={"elder_id": "@elder"}),
    **{
        f"territory:{name}": row(P.ROUND_WALK, of="round", rest=ROUND_PLACE)
        for name in ("round_place", "round_walk", "round_submit")
    },
    # The township signs for a village: whoever answers for the village alone finds nothing to sign.
    **{
        f"territory:{name}": row(P.ROUND_SIGN, of="round", rest=ROUND_PLACE, may_be_missing=True)
        for name in ("round_sign", "round_back")
    },
    # Of a township as a whole; the canary's has handed in nothing.
    **{
        f"territory:{name}": row(P.ROUND_SIGN, of="round", rest={"roster_id": "@round"}, may_be_missing=True)
        for name in ("frozen", "frozen_paper")
    },
}

REGISTRY: dict[str, Row] = {**DOSSIER, **ROSTERS, **DESK, **ROUNDS}
