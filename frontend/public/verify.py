"""Is this paper genuine? Open to everybody: type the code or scan it. It says no more than the paper does."""

import unicodedata
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from frontend.shell.answers import SeeOther
from frontend.shell.pace import too_fast
from timebank.certificates.codes import ALPHABET, LENGTH, is_code, typed_code, typed_number
from timebank.certificates.queries import Found, find_certificate, public_facts
from timebank.subsidies.queries.receipts import receipt_by_code

A_MINUTE = 30  # looks at certificates from one address
LONGEST = 60
DAYS = ("since", "until", "issued_on", "ended_on")


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The form; ``?serial=`` leads to the answer."""
    text = request.GET.get("serial", "").strip()[:LONGEST]
    if text:
        return SeeOther(reverse("public:certificate", args=[_slug(text)]))
    return _private(render(request, "public/verify.html", {"text": ""}))


@never_cache
@require_safe
def answer(request: HttpRequest, serial: str) -> HttpResponse:
    """Genuine and current, superseded, revoked, not as it was signed, or unknown (404)."""
    if too_fast(request, "verify", a_minute=A_MINUTE):
        response = render(request, "public/verify_slow.html", {"text": serial}, status=429)
        response["Retry-After"] = "60"
        return _private(response)
    receipt = receipt_by_code(serial[:LONGEST])
    if receipt is not None:
        return _private(render(request, "public/receipt.html", {"receipt": receipt}))
    found = find_certificate(serial[:LONGEST])
    context = {
        "text": serial,
        "found": found,
        "verdict": found.verdict,
        "mistyped": _is_mistyped(serial, found),
        **_told(found),
    }
    return _private(render(request, "public/verify.html", context, status=200 if found.certificate else 404))


def _told(found: Found) -> dict[str, Any]:
    facts = public_facts(found)
    days = {key: date.fromisoformat(facts[key]) for key in DAYS if facts.get(key)}
    return {"facts": {**facts, **days}, "certificate": found.certificate, "newer": _newer(found)}


def _newer(found: Found) -> str:
    """The number of the certificate in its place; its code is for whoever holds it."""
    newer = found.certificate.superseded_by if found.certificate is not None and found.by_code else None
    return newer.number_plain if newer is not None else ""


def _is_mistyped(text: str, found: Found) -> bool:
    """True when it looks like a code with a wrong character, so that one looks again before doubting the paper."""
    code = typed_code(text)
    if found.certificate is not None or is_code(code) or typed_number(text) is not None:
        return False
    return LENGTH - 4 <= len(code) <= LENGTH + 4


def _slug(text: str) -> str:
    """The address of what was typed: full-width letters made narrow, nothing that an address cannot hold."""
    return unicodedata.normalize("NFKC", text).replace("/", "-").strip() or ALPHABET[0]


def _private(response: HttpResponse) -> HttpResponse:
    """Not for search engines, and the code leaves with nobody."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
