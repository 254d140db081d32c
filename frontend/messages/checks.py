"""Settings of the senders, looked at when the house starts: half a carrier would be noticed only in an emergency."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error

from frontend.shell.text_messages import SENDERS

ENVIRONMENT = {
    "key": "ALIYUN_ACCESS_KEY_ID",
    "secret": "ALIYUN_ACCESS_KEY_SECRET",
    "sign_name": "ALIYUN_SMS_SIGN_NAME",
    "template_code": "ALIYUN_SMS_TEMPLATE_CODE",
    "news_template_code": "ALIYUN_SMS_NEWS_TEMPLATE_CODE",
}


def check_senders(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """What is missing or cannot be right, each with the name of the setting."""
    found: list[CheckMessage] = []
    sender = settings.SMS_SENDER
    if sender and sender not in SENDERS:
        found.append(
            Error(f"SMS_SENDER is {sender!r}: use {', '.join(SENDERS)}, or leave it empty", id="messages.E001")
        )
    if sender == "aliyun":
        account = settings.SMS_ALIYUN
        missing = [name for field, name in ENVIRONMENT.items() if not account[field]]
        if missing:
            found.append(Error(f"SMS_SENDER=aliyun needs {', '.join(missing)}", id="messages.E002"))
        if urlsplit(account["endpoint"]).scheme != "https":
            found.append(Error("ALIYUN_SMS_ENDPOINT must be an https address", id="messages.E003"))
    if not settings.PUSH_CONTACT.startswith(("mailto:", "https://")):
        found.append(Error("PUSH_CONTACT must be a mailto: or https: address (RFC 8292)", id="messages.E004"))
    return found
