"""QR codes for pages."""

import segno
from django.utils.safestring import SafeString, mark_safe


def qr_picture(address: str) -> SafeString:
    """The address as a QR code that takes the size of its place. Correction M: a fold may hide 15 per cent."""
    drawn = segno.make(address, error="m", micro=False)
    # Drawn by us: nothing of it comes from outside.
    return mark_safe(drawn.svg_inline(omitsize=True, border=0, svgclass="tb-qr"))  # noqa: S308
