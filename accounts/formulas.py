"""Texts that a spreadsheet would take for a formula."""

# What such a text begins with in one spreadsheet or another, the full-width forms included (OWASP).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
