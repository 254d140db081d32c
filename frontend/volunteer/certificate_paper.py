"""A certificate on paper: its facts as they were signed, in the words and figures of a language."""

from datetime import date
from typing import Any

from django.utils.translation import override

from accounts.people.enums import Gender
from frontend.paper import picture, qr_svg, typeset
from frontend.shell.wording import (
    MONTHS,
    digit_cells,
    divisions_text,
    full_date_text,
    in_chinese,
    name_text,
    place_text,
)
from timebank.certificates.models import Certificate

SHEETS = {"zh-hans": "certificate", "en": "certificate-en"}
# Printed across a sheet that no longer stands.
VOID = {
    "zh-hans": {"NEWER": "已有新证明", "CORRECTED": "记录已更正", "REVOKED": "已撤回"},
    "en": {"NEWER": "REPLACED", "CORRECTED": "CORRECTED", "REVOKED": "WITHDRAWN"},
}
COMMITTEES = ("村委会", "居委会", "村民委员会", "居民委员会")
HEAD = 8  # hexadecimal digits of the seal that stand on paper


def certificate_pdf(certificate: Certificate, *, language: str, address: str) -> bytes:
    """The A4 sheet as PDF; ``address`` is where the QR code leads."""
    return typeset(SHEETS[language], paper_data(certificate, language, address), at=certificate.issued_at)


def certificate_page(certificate: Certificate, *, language: str, address: str) -> bytes:
    """The same sheet as PNG, to be looked at."""
    return picture(SHEETS[language], paper_data(certificate, language, address), ppi=120)[0]


def paper_data(certificate: Certificate, language: str, address: str) -> dict[str, Any]:
    """What the sheet needs, every word ready to print."""
    with override(language):
        facts = certificate.details()
        cells = digit_cells(facts["minutes"])
        return {
            "number": number_text(certificate),
            "name": name_text(facts["name"]),
            "about": about_text(facts["about"]),
            "since": full_date_text(date.fromisoformat(facts["since"])),
            "until": full_date_text(date.fromisoformat(facts["until"])),
            "county": place_text(certificate.county.name),
            "services": facts["services"],
            "cells": [[cell["label"], cell["digit"]] for cell in cells],
            "cut": next(number for number, cell in enumerate(cells) if cell["cut"]),
            "rows": [row_cells(row) for row in facts["rows"]],
            "total": time_words(facts["minutes"]),
            "code": certificate.code_spaced,
            "sealed": _sealed(facts.get("sealed")),
            "issuer": issuer_text(facts["issuer"]),
            "issued": full_date_text(certificate.issued_at),
            "qr": qr_svg(address),
            "site": address.partition("://")[2].partition("/verify/")[0] + "/verify/",
            "void": VOID[language].get(certificate.because, ""),
        }


def number_text(certificate: Certificate) -> str:
    """The number as the language writes it."""
    if in_chinese():
        return certificate.number_zh
    return f"No. {certificate.number_plain}"


def about_text(about: dict[str, str]) -> list[str]:
    """Sex, month of birth and home, as far as the volunteer agreed to have them told."""
    told = []
    if "gender" in about and in_chinese():
        told.append("女" if about["gender"] == Gender.FEMALE else "男")
    if "born" in about:
        year, month = (int(part) for part in about["born"].split("-"))
        told.append(f"{year} 年 {month} 月生" if in_chinese() else f"born {MONTHS[month - 1]} {year}")
    if "home" in about:
        told.append(f"住{divisions_text(about['home'])}" if in_chinese() else f"of {divisions_text(about['home'])}")
    return told


def row_cells(row: dict[str, Any]) -> list[str]:
    """A line of the table: what, where, times, time."""
    places = [divisions_text(place) for place in row["places"]]
    what = row["zh"] if in_chinese() else row["en"]
    return [what, ("、" if in_chinese() else "; ").join(places), str(row["services"]), time_words(row["minutes"])]


def issuer_text(issuer: str) -> str:
    """The issuing unit; a village committee by its place for English readers."""
    if in_chinese() or not issuer.endswith(COMMITTEES):
        return issuer
    return f"Committee of {divisions_text(issuer)}"


def time_words(minutes: int) -> str:
    """``57 时 00 分`` / ``57 h 00 min``: every figure written, nothing to add behind it."""
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} 时 {rest:02d} 分" if in_chinese() else f"{hours:,} h {rest:02d} min"


def _sealed(sealed: dict[str, Any] | None) -> dict[str, Any] | None:
    if not sealed:
        return None
    head = str(sealed["root"])[:HEAD].upper()
    return {"number": sealed["number"], "head": f"{head[:4]} {head[4:]}"}
