"""The doors of referrals; see ``matrix``.

The canary's lies with the county's justice, where no department of the world answers: what offices see is in
``tests/referrals``.
"""

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, MANDATE, SIGNED_IN, Row, row

P = Permission
# What any of the acts may ask for: each takes what is its own.
WORDS = {"words": "问一下", "granted": True, "department": "HEALTH"}
MANY = {"elders": ["01a228d4-c74d-70c7-94b9-4a880c5b3617"], "kind": "RELIEF", "reason": "x", "agreed": "DUTY"}
OUTREACH = {"title": "鸟", "words": "鸟", "times": "鸟", "how": "鸟", "villages": ["99"]}
OUTREACH |= {"first_on": "2098-01-01", "last_on": "2098-01-02"}
SENDS, ANSWERS = P.REFERRAL_SEND, P.REFERRAL_ANSWER
REFERRALS: dict[str, Row] = {
    "referrals:board": row(SENDS, ANSWERS),
    "referrals:list": row(SENDS, ANSWERS),
    "referrals:outreach": row(P.OUTREACH_POST),
    "referrals:outreach_withdraw": row(P.OUTREACH_POST, of="outreach", body={"reason": "鸟"}, may_be_missing=True),
    "api_outreach": row(ANYBODY, may_be_missing=True),
    "api_post_outreach": row(P.OUTREACH_POST, body=OUTREACH, may_be_missing=True),
    "referrals:absent": row(SENDS),
    **{
        f"referrals:{name}": row(SENDS, rest={"name": "no_doctor"})
        for name in ("absent_list", "absent_sheet", "refer_chosen")
    },
    "referrals:new": row(SENDS, of="elder"),
    "referrals:case": row(MANDATE, SENDS, ANSWERS, of="referral", may_be_missing=True),
    "referrals:letter": row(SENDS, ANSWERS, of="referral", may_be_missing=True),
    **{
        f"referrals:{name}": row(SENDS, ANSWERS, of="referral", body=WORDS, may_be_missing=True)
        for name in ("receive", "take", "note", "answer", "pass", "withdraw", "object")
    },
    "api_referrals": row(SIGNED_IN),
    "api_referrals_many": row(SENDS, body=MANY),
    "api_referrals_absent": row(SENDS),
    "api_referral": row(MANDATE, SENDS, ANSWERS, of="referral", may_be_missing=True),
    **{
        f"api_referral_{name}": row(SENDS, ANSWERS, of="referral", body=WORDS, may_be_missing=True)
        for name in ("receive", "take", "note", "answer", "pass", "withdraw", "object")
    },
}
