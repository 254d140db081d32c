"""What the elder's card for the door says, as it is typed or comes from an app that scans."""

from urllib.parse import parse_qs, urlsplit


def token_of(text: str) -> str:
    """The card's token in what a scanner gives: the token itself, or an address that carries it at its end."""
    text = "".join(text.split())
    if "://" not in text:
        return text
    parts = urlsplit(text)
    asked = parse_qs(parts.query)
    named = next((asked[name][0] for name in ("card", "token", "t") if asked.get(name)), "")
    return named or parts.fragment or parts.path.rstrip("/").rpartition("/")[2]
