"""Doors to other programs and calendars. A webhook is the county's or an organisation's, never a village's."""

from uuid import UUID

from accounts.access.enums import Permission
from tests.security.walk import ANYBODY, HOUSE, SIGNED_IN, Row, row

P = Permission
GOOD = {"title": "县平台", "address": "https://hear.example.com/", "subjects": ["ORDERS"]}
ACTS = ("try", "pause", "resume", "renew", "end")

CONNECTIONS: dict[str, Row] = {
    "connections:feed": row(SIGNED_IN),
    "connections:feed_open": row(SIGNED_IN),
    "connections:feed_close": row(SIGNED_IN),
    "connections:calendar": row(ANYBODY, rest={"key": "x"}, may_be_missing=True),
    "connections:hooks": row(P.CONNECT, P.ORDER_DISPATCH),
    "connections:hook_new": row(P.CONNECT, P.ORDER_DISPATCH),
    "connections:hook": row(HOUSE, of="webhook"),
    **{f"connections:hook_{act}": row(HOUSE, of="webhook") for act in ACTS},
    "connections:call_again": row(HOUSE, of="webhook", rest={"call_id": UUID(int=0)}, may_be_missing=True),
    "api_webhooks": row(SIGNED_IN),
    "api_webhook": row(HOUSE, of="webhook", body=GOOD),
    "api_webhook_calls": row(HOUSE, of="webhook"),
    "api_try_webhook": row(HOUSE, of="webhook"),
    "api_pause_webhook": row(HOUSE, of="webhook"),
    "api_resume_webhook": row(HOUSE, of="webhook"),
    "api_renew_secret": row(HOUSE, of="webhook"),
    "api_end_webhook": row(HOUSE, of="webhook"),
    "api_resend_call": row(HOUSE, of="webhook", rest={"call_id": UUID(int=0)}, may_be_missing=True),
}
