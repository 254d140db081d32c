"""Paper: sheets in ``sheets/*.typ``, set by typst with fonts that come in a wheel. Owns no rule and no figures."""

from frontend.paper.printable import printable
from frontend.paper.setting import MissingGlyph, SheetFailed, picture, typeset
from frontend.paper.square import qr_svg

__all__ = ["MissingGlyph", "SheetFailed", "picture", "printable", "qr_svg", "typeset"]
