"""QR codes for paper."""

from io import BytesIO

import segno


def qr_svg(text: str) -> str:
    """Return a QR code of ``text`` as SVG without a quiet zone: the sheet leaves the white around it.

    Error correction M: a stamp or a fold may hide 15 per cent of it.
    """
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()
