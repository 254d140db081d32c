"""Cells of a sheet that somebody will open in a spreadsheet."""

from accounts.formulas import FORMULA_STARTS


def safe_cell(value: object) -> str | int:
    """The value for a CSV writer: whole numbers as they are, texts never taken for a formula."""
    if isinstance(value, int):
        return value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
