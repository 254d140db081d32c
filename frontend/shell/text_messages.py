"""Text messages: who carries them is a setting. A code is never logged where real people sign in."""

import hashlib
import hmac
import json
import os
import secrets
import sys
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from accounts.people.masks import mask_phone
from accounts.people.phones import national_digits

ALIYUN_VERSION = "2017-05-25"
TIMEOUT_SECONDS = 10


class NotSent(Exception):
    """The carrier did not take it. Says the carrier's reason, never the number or the code."""


CODE, NEWS = "code", "news"  # what is carried: also the name of the one variable in the carrier's template


def send_code(phone: str, code: str) -> None:
    """Carry the code by ``settings.SMS_SENDER``: console, file, aliyun. Raises NotSent."""
    SENDERS[settings.SMS_SENDER](national_digits(phone), CODE, code)


def send_news(phone: str, words: str) -> None:
    """Carry a few words that anybody may read, at most 35 characters, the same way. Raises NotSent."""
    if not settings.SMS_SENDER:
        raise NotSent("no_sender")
    SENDERS[settings.SMS_SENDER](national_digits(phone), NEWS, words)


def by_console(phone: str, what: str, text: str) -> None:
    """Print it, on a developer's machine or in the demo alone."""
    if not (settings.DEBUG or settings.DEMO):
        raise ImproperlyConfigured("SMS_SENDER=console prints codes: only with DEBUG or DEMO")
    sys.stderr.write(f"{what} for {mask_phone(phone)}: {text}\n")


def by_file(phone: str, what: str, text: str) -> None:
    """Append a line of JSON to ``settings.SMS_FILE``, readable by the house alone: for tests and trials."""
    path = Path(settings.SMS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(json.dumps({"phone": phone, what: text}, ensure_ascii=False) + "\n")


def by_aliyun(phone: str, what: str, text: str) -> None:
    """Alibaba Cloud SMS (短信服务, action SendSms), signed with ACS3-HMAC-SHA256."""
    account: Mapping[str, str] = settings.SMS_ALIYUN
    query = {
        "PhoneNumbers": phone,
        "SignName": account["sign_name"],
        "TemplateCode": account["template_code" if what == CODE else "news_template_code"],
        "TemplateParam": json.dumps({what: text}, ensure_ascii=False),
    }
    request = aliyun_request(query, account, at=datetime.now(UTC), nonce=secrets.token_hex(16))
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - the scheme is checked at start
            said: dict[str, Any] = json.loads(answer.read(100_000))
    except (OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None  # the address in the original names the number
    if said.get("Code") != "OK":
        raise NotSent(str(said.get("Code"))[:60])


def aliyun_request(
    query: Mapping[str, str], account: Mapping[str, str], *, at: datetime, nonce: str
) -> urllib.request.Request:
    """The signed request. https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature"""
    endpoint = urllib.parse.urlsplit(account["endpoint"])
    empty = hashlib.sha256(b"").hexdigest()
    headers = {
        "host": endpoint.netloc,
        "x-acs-action": "SendSms",
        "x-acs-content-sha256": empty,
        "x-acs-date": at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "x-acs-signature-nonce": nonce,
        "x-acs-version": ALIYUN_VERSION,
    }
    quote = urllib.parse.quote
    line = "&".join(f"{quote(name, safe='~')}={quote(query[name], safe='~')}" for name in sorted(query))
    signed = ";".join(sorted(headers))
    listed = "".join(f"{name}:{headers[name]}\n" for name in sorted(headers))
    canonical = "\n".join(["POST", "/", line, listed, signed, empty])
    to_sign = f"ACS3-HMAC-SHA256\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    signature = hmac.new(account["secret"].encode(), to_sign.encode(), hashlib.sha256).hexdigest()
    headers["Authorization"] = (
        f"ACS3-HMAC-SHA256 Credential={account['key']},SignedHeaders={signed},Signature={signature}"
    )
    address = f"{endpoint.scheme}://{endpoint.netloc}/?{line}"
    return urllib.request.Request(address, data=b"", headers=headers, method="POST")  # noqa: S310 - as above


SENDERS: dict[str, Callable[[str, str, str], None]] = {"console": by_console, "file": by_file, "aliyun": by_aliyun}
