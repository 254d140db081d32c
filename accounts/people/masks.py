"""How personal data stands on screens and sheets until somebody asks to see it and says why."""

from accounts.people.queries import mask_name

__all__ = ["mask_id", "mask_name", "mask_phone"]

ID_FRONT, ID_BACK = 4, 4  # province and prefecture; order and check digit: enough to tell two people apart
MOBILE, LANDLINE = (3, 4), (4, 3)  # digits left in front and behind


def mask_id(number: str) -> str:
    """``3504**********9975``: of the birthday nothing is left. Too short a number is hidden whole."""
    return _hide(number, ID_FRONT, ID_BACK)


def mask_phone(number: str) -> str:
    """``138****0219``, ``0598****418``; a number without its area code keeps the last two digits, ``*****18``."""
    front, back = LANDLINE if number.startswith("0") else MOBILE
    if len(number) < 2 * (front + back) - 4:
        front, back = 0, 2
    return _hide(number, front, back)


def _hide(text: str, front: int, back: int) -> str:
    hidden = max(len(text) - front - back, 0)
    if hidden <= max(front, back) - 1:
        return "*" * len(text)
    return f"{text[:front]}{'*' * hidden}{text[len(text) - back :]}"
