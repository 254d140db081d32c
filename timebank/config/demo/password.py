"""The one password of the demo logins: easy to type, made once, kept for its owner only."""

import os
import secrets
from pathlib import Path

# Sounds from the tea hills; three and four digits are 28 bits, plenty for a demo on one's own machine.
SYLLABLES = (
    *(
        "cha",
        "shan",
        "tian",
        "qiao",
        "xi",
        "yun",
        "feng",
        "lin",
        "zhu",
        "song",
        "mei",
        "he",
        "yan",
        "shui",
        "an",
    ),
    *(
        "chun",
        "xia",
        "qiu",
        "dong",
        "nan",
        "bei",
        "hua",
        "tao",
        "li",
        "mai",
        "dao",
        "yu",
        "gu",
        "ping",
        "guang",
    ),
)


def demo_password(var: Path) -> str:
    """DEMO_PASSWORD of the environment, else the password kept in ``var/demo_password`` (mode 0600)."""
    if given := os.environ.get("DEMO_PASSWORD"):
        return given
    path = var / "demo_password"
    if not path.exists():
        var.mkdir(parents=True, exist_ok=True)
        words = "-".join(secrets.choice(SYLLABLES) for _ in range(3))
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"{words}-{secrets.randbelow(10_000):04d}")
    return path.read_text().strip()
