"""The doors of places and meals; see ``matrix``."""

from accounts.access.enums import Permission
from tests.personas import VILLAGE
from tests.security.walk import ANYBODY, HOUSE, MANDATE, SEAT, SIGNED_IN, Row, row

P = Permission
ORDERS = (MANDATE, P.ORDER_FOR_ANYONE)
SEES = (*ORDERS, HOUSE, SEAT)  # who helps the elder, cooks, or brings it
MINDS = (HOUSE, P.VISIT)  # whoever is at the door of a place
LEADS = (P.PLACE_KEEP, P.VISIT, HOUSE)  # whoever runs an activity
ACTIVITY = {"kind": "TALK", "title": "鸟", "on": "2026-01-01", "starts": "09:00", "ends": "10:00", "where": "树上"}
NOWHERE = "01890000-0000-7000-8000-000000000000"
TERMS = {"basis": "OWN", "first_on": "2099-01-01", "words": "鸟"}
CHECK = {"checked_on": "2026-01-01", "checked_by": "鸟", "grade": "GOOD"}
AWAY = {"first_on": "2026-01-01", "last_on": "2026-01-02"}
PLACE = {"name": "鸟亭", "address": "村尾"}
MEALS: dict[str, Row] = {
    "places:list": row(ANYBODY),
    "places:place": row(ANYBODY, of="place"),
    "places:kept": row(P.PLACE_KEEP),
    "places:new": row(P.PLACE_KEEP),
    **{f"places:{name}": row(P.PLACE_KEEP, of="place", body={"reopen": "1"}) for name in ("change", "door")},
    **{f"places:{name}": row(P.PLACE_KEEP, of="place") for name in ("terms", "budget", "merge")},
    **{f"places:{name}": row(*MINDS, of="place") for name in ("day", "attendance")},
    "places:coverage": row(P.TERRITORY_VIEW),
    "places:safety": row(P.PLACE_CHECK),
    "places:checks": row(P.PLACE_CHECK, of="place"),
    "places:check": row(P.PLACE_CHECK, of="safety_check", rest={"check_id": "@safety_check"}),
    "places:part": row(P.PLACE_KEEP, of="place_merge", rest={"merge_id": "@place_merge"}),
    "places:stays": row(*ORDERS, of="elder"),
    "places:stay": row(*ORDERS, *MINDS, of="stay", body={"how": "cancel"}),
    "api_places_coverage": row(P.TERRITORY_VIEW),
    "api_places_safety": row(P.PLACE_CHECK),
    "api_place_terms": row(P.PLACE_KEEP, of="place", rest={"id": "@place"}, body=TERMS),
    "api_end_terms": row(
        P.PLACE_KEEP, of="place_terms", rest={"id": "@place_terms"}, body={"last_on": "2098-01-01", "reason": "鸟"}
    ),
    "api_place_checks": row(P.PLACE_CHECK, of="place", rest={"id": "@place"}, body=CHECK),
    "api_fix_check": row(
        P.PLACE_CHECK, of="safety_check", rest={"id": "@safety_check"}, body={"fixed_on": "2026-01-01", "words": "鸟"}
    ),
    "api_withdraw_check": row(P.PLACE_CHECK, of="safety_check", rest={"id": "@safety_check"}, body={"reason": "鸟"}),
    "api_receive_elder": row(*MINDS, of="place", rest={"id": "@place"}, body={"kind": "COMPANY", "card": "鸟"}),
    "api_attendance": row(*MINDS, of="place", rest={"id": "@place"}),
    "api_stays": row(SIGNED_IN),
    "api_end_stay": row(*ORDERS, *MINDS, of="stay", rest={"id": "@stay"}, body={"how": "cancel"}),
    "api_merge_places": row(
        P.PLACE_KEEP,
        of="place",
        body={"places": [NOWHERE], "into": "@place", "merged_on": "2099-01-01", "reason": "鸟"},
        may_be_missing=True,
    ),
    "api_undo_place_merge": row(P.PLACE_KEEP, of="place_merge", rest={"id": "@place_merge"}),
    **{f"activities:{name}": row(ANYBODY) for name in ("calendar", "poster", "feed")},
    "activities:activity": row(ANYBODY, of="activity"),
    "activities:picture": row(ANYBODY, of="activity", rest={"photograph_id": NOWHERE}, may_be_missing=True),
    "activities:reach": row(P.TERRITORY_VIEW),
    "activities:run": row(SIGNED_IN),
    "activities:new": row(P.PLACE_KEEP, P.VISIT, HOUSE),
    **{f"activities:{name}": row(*LEADS, of="activity") for name in ("desk", "change", "paper")},
    "activities:turn": row(*LEADS, of="activity", body={"how": "restore"}),
    "activities:elder": row(*ORDERS, of="elder"),
    "activities:seat": row(*ORDERS, of="activity", body={"elder": "@elder"}),
    "activities:guest": row(*ORDERS, *LEADS, of="guest", body={"how": "cancel"}),
    "api_activities": row(SIGNED_IN, body=ACTIVITY),
    "api_activities_reach": row(P.TERRITORY_VIEW, may_be_missing=True),
    "api_activity": row(SIGNED_IN, of="activity", rest={"id": "@activity"}),
    "api_sign_up": row(*ORDERS, of="activity", rest={"id": "@activity"}, body={"elder": "@elder"}),
    "api_guests": row(*LEADS, of="activity", rest={"id": "@activity"}, body={"card": "鸟"}),
    "api_end_guest": row(*ORDERS, *LEADS, of="guest", rest={"id": "@guest"}, body={"how": "cancel"}),
    "api_rate_activity": row(*ORDERS, *LEADS, of="guest", rest={"id": "@guest"}, body={"liked": 5}),
    **{
        f"api_{name}_activity": row(
            *LEADS, of="activity", rest={"id": "@activity"}, body={"reason": "鸟"}, may_be_missing=True
        )
        for name in ("begin", "close", "call_off", "restore")
    },
    "meals:week": row(ANYBODY),
    **{f"meals:{name}": row(*ORDERS, of="elder") for name in ("order", "away", "payer")},
    "meals:away_end": row(*ORDERS, of="away"),
    **{f"meals:{name}": row(*SEES, of="meal") for name in ("cancel", "end", "correct")},
    "meals:bills": row(SIGNED_IN),
    **{f"meals:{name}": row(MANDATE, HOUSE, of="bill") for name in ("bill", "bill_sheet")},
    "meals:canteens": row(HOUSE),
    **{f"meals:{name}": row(HOUSE, of="place") for name in ("menus", "write", "menus_act", "dishes", "canteen_bills")},
    **{f"meals:{name}": row(HOUSE, of="menu") for name in ("kitchen", "rest", "rounds")},
    "meals:round_change": row(HOUSE, of="meals_round"),
    "meals:move": row(HOUSE, of="meal", body={"round": "@meals_round", "stop": "1"}),
    "meals:my_rounds": row(SIGNED_IN),
    "meals:round": row(SEAT, of="meals_round"),
    "api_places": row(SIGNED_IN, body={**PLACE, "kind": "CANTEEN", "region": VILLAGE, "opened_on": "2026-01-01"}),
    "api_places_near": row(SIGNED_IN),
    "api_place": row(SIGNED_IN, of="place", rest={"id": "@place"}, body=PLACE),
    "api_close_place": row(
        P.PLACE_KEEP, of="place", rest={"id": "@place"}, body={"closed_on": "2099-01-01", "reason": "测试"}
    ),
    "api_reopen_place": row(P.PLACE_KEEP, of="place", rest={"id": "@place"}),
    "api_menus": row(SIGNED_IN),
    "api_publish_menus": row(
        HOUSE,
        of="menu",
        body={"place": "@place", "menus": ["01890000-0000-7000-8000-000000000000"]},
        may_be_missing=True,
    ),
    "api_dishes": row(SIGNED_IN),
    "api_kitchen_count": row(HOUSE, of="menu", rest={"id": "@menu"}),
    **{
        f"api_{name}": row(HOUSE, of="menu", rest={"id": "@menu"})
        for name in ("menu_rounds", "draw_meal_rounds", "serve_rest")
    },
    "api_carried_rounds": row(SIGNED_IN),
    "api_change_meal_round": row(HOUSE, of="meals_round", rest={"id": "@meals_round"}, body={"carrier": None}),
    "api_publish_meal_round": row(HOUSE, of="meals_round", rest={"id": "@meals_round"}),
    "api_move_meal": row(HOUSE, of="meal", rest={"id": "@meal"}, body={"round": "@meals_round", "stop": 1}),
    "api_meal_absences": row(*ORDERS, of="elder", rest={"id": "@elder"}, body=AWAY),
    "api_end_meal_absence": row(*ORDERS, of="away", rest={"id": "@away"}),
    "api_meal_payer": row(*ORDERS, of="elder", rest={"id": "@elder"}, body={"pays": True}),
    "api_meals": row(SIGNED_IN),
    "api_meal": row(*SEES, of="meal", rest={"id": "@meal"}),
    "api_cancel_meal": row(*ORDERS, HOUSE, of="meal", rest={"id": "@meal"}, body={"reason": "测试"}),
    **{
        f"api_{name}_meal": row(
            HOUSE, SEAT, of="meal", rest={"id": "@meal"}, body={"because": "ILL"}, may_be_missing=True
        )
        for name in ("hand_over", "decline", "miss")
    },
    "api_correct_meal": row(
        HOUSE, of="meal", rest={"id": "@meal"}, body={"eaten": True, "reason": "测试"}, may_be_missing=True
    ),
    "api_meal_bills": row(SIGNED_IN),
    "api_draw_meal_bills": row(HOUSE, of="organisation", body={"organisation": "@organisation", "month": "2026-01-01"}),
    "api_meal_bill": row(MANDATE, HOUSE, of="bill", rest={"id": "@bill"}),
    "api_pay_meal_bill": row(HOUSE, of="bill", rest={"id": "@bill"}, body={"paid_on": "2026-01-01", "receipt": "鸟-1"}),
}
