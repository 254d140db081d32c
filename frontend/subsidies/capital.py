"""Money in the capital figures that receipts must show in China: 人民币叁佰元整. Pure."""

DIGITS = "零壹贰叁肆伍陆柒捌玖"
UNITS = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "万亿")


def capital_text(fen: int) -> str:
    """``人民币壹佰零贰元伍角整``; ``fen`` > 0 is 1/100 yuan."""
    yuan, rest = divmod(fen, 100)
    jiao, cent = divmod(rest, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif cent and yuan:
        text += DIGITS[0]
    return f"人民币{text}{f'{DIGITS[cent]}分' if cent else '整'}"


def _whole(number: int) -> str:
    """Groups of four digits, 万 and 亿 behind them; a gap of noughts is one 零."""
    text, place, gap = "", 0, False
    while number:
        number, group = divmod(number, 10_000)
        if group:
            text = _group(group) + GROUPS[place] + (DIGITS[0] if gap and text else "") + text
        gap = group < 1_000
        place += 1
    return text


def _group(group: int) -> str:
    text, zero = "", False
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if digit:
            text += (DIGITS[0] if zero and text else "") + DIGITS[digit] + UNITS[power]
            zero = False
        else:
            zero = True
    return text
