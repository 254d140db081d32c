"""Codes by text message: who carries them is a setting. A code is never logged where real people sign in."""

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

ALIYUN_HOST = "dysmsapi.aliyuncs.com"
ALIYUN_VERSION = "2017-05-25"
TIMEOUT_SECONDS = 10


class NotSent(Exception):
    """The carrier did not take it. Says the carrier's reason, never the number or the code."""


def send_code(phone: str, code: str) -> None:
    """Carry the code by ``settings.SMS_SENDER``: console, file, aliyun. Raises NotSent."""
    SENDERS[settings.SMS_SENDER](national_digits(phone), code)


def by_console(phone: str, code: str) -> None:
    """Print it, on a developer's machine or in the demo alone."""
    if not (settings.DEBUG or settings.DEMO):
        raise ImproperlyConfigured("SMS_SENDER=console prints codes: only with DEBUG or DEMO")
    sys.stderr.write(f"code for {mask_phone(phone)}: {code}\n")


def by_file(phone: str, code: str) -> None:
    """Append a line of JSON to ``settings.SMS_FILE``, readable by the house alone: for tests and trials."""
    path = Path(settings.SMS_FILE)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as file:
        file.write(json.dumps({"phone": phone, "code": code}) + "\n")


def by_aliyun(phone: str, code: str) -> None:
    """Alibaba Cloud SMS (短信服务, action SendSms), signed with ACS3-HMAC-SHA256."""
    account: Mapping[str, str] = settings.SMS_ALIYUN
    query = {
        "PhoneNumbers": phone,
        "SignName": account["sign_name"],
        "TemplateCode": account["template_code"],
        "TemplateParam": json.dumps({"code": code}),
    }
    request = aliyun_request(query, account, at=datetime.now(UTC), nonce=secrets.token_hex(16))
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310 - https, see aliyun_request
            said: dict[str, Any] = json.loads(answer.read(100_000))
    except (OSError, ValueError) as error:
        raise NotSent(type(error).__name__) from None  # the address in the original names the number
    if said.get("Code") != "OK":
        raise NotSent(str(said.get("Code"))[:60])


def aliyun_request(
    query: Mapping[str, str], account: Mapping[str, str], *, at: datetime, nonce: str
) -> urllib.request.Request:
    """The signed request. https://help.aliyun.com/zh/sdk/product-overview/v3-request-structure-and-signature"""
    empty = hashlib.sha256(b"").hexdigest()
    headers = {
        "host": ALIYUN_HOST,
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
    return urllib.request.Request(f"https://{ALIYUN_HOST}/?{line}", data=b"", headers=headers, method="POST")


SENDERS: dict[str, Callable[[str, str], None]] = {"console": by_console, "file": by_file, "aliyun": by_aliyun}
