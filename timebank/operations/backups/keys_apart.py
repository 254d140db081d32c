"""The keys of the house in one sealed file: to be kept elsewhere than the backups, on paper or a stick in a safe.

Two ways to seal it (age): for recipients, or by a passphrase. It holds the keys that seal, the keys that sign, the key
of web push and the secret of sessions; without the first nobody reads a name or a picture again.
"""

import io
import os
import tarfile
from collections.abc import Sequence
from pathlib import Path

import pyrage
from django.conf import settings
from django.core.management.base import CommandError
from pyrage.x25519 import Identity, Recipient

# The settings make one on every machine before any command can run, also the one that brings the old one back.
MADE_BY_ITSELF = "secret_key"


def places() -> dict[str, Path]:
    """Files and folders that hold keys, by their name in the archive."""
    return {
        "data.json": Path(settings.DATA_KEYS),
        "ledger": Path(settings.LEDGER_KEYS),
        "push.pem": Path(settings.PUSH_KEY),
        "secret_key": Path(settings.VAR) / "secret_key",
    }


def save_keys(path: Path, *, to: Sequence[str] = (), passphrase: str = "") -> list[str]:
    """Write the sealed file (mode 0600; an old one stays) and return the names in it. Raises CommandError."""
    packed = io.BytesIO()
    names = []
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name, place in places().items():
            files = [place] if place.is_file() else sorted(place.glob("*")) if place.is_dir() else []
            for file in files:
                if file.is_file() and file.name != "lock":
                    arcname = name if place.is_file() else f"{name}/{file.name}"
                    tar.add(file, arcname=arcname, recursive=False)
                    names.append(arcname)
    try:
        if passphrase:
            sealed = pyrage.passphrase.encrypt(packed.getvalue(), passphrase)
        else:
            sealed = pyrage.encrypt(packed.getvalue(), [Recipient.from_str(one) for one in to])
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as kept:
            kept.write(sealed)
    except (OSError, pyrage.RecipientError, pyrage.EncryptError) as error:
        raise CommandError(f"{path}: {error}") from error
    return names


def bring_keys_back(path: Path, *, identities: Sequence[Identity] = (), passphrase: str = "") -> list[str]:
    """Put every key where the settings want it. Raises CommandError.

    One that lies there already is never replaced, but for the secret of sessions: where no other key lies yet, nobody
    has signed in with it.
    """
    try:
        sealed = path.read_bytes()
        opened = (
            pyrage.passphrase.decrypt(sealed, passphrase) if passphrase else pyrage.decrypt(sealed, list(identities))
        )
    except (OSError, pyrage.DecryptError) as error:
        raise CommandError(f"{path}: {error}") from error
    with tarfile.open(fileobj=io.BytesIO(opened)) as tar:
        wanted = {member.name: tar.extractfile(member) for member in tar if member.isfile()}
        targets = {name: _target(name) for name in wanted}
        there = [
            str(target) for target in targets.values() if target.exists() and target != targets.get(MADE_BY_ITSELF)
        ]
        if there:
            raise CommandError(f"{there[0]} is there already: keys are never replaced.")
        for name, target in targets.items():
            reader = wanted[name]
            assert reader is not None
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            if name == MADE_BY_ITSELF:
                target.unlink(missing_ok=True)
            with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(reader.read())
    return list(targets)


def passphrase_of(path: Path | None) -> str:
    """The first line of the file, or nothing. Raises CommandError when it is too short to be worth anything."""
    if path is None:
        return ""
    try:
        words = path.read_text(encoding="utf-8").splitlines()[:1]
    except OSError as error:
        raise CommandError(f"{path}: {error}") from error
    if not words or len(words[0].strip()) < 12:
        raise CommandError(f"{path}: the first line must hold at least 12 characters.")
    return words[0].strip()


def _target(name: str) -> Path:
    head, _slash, rest = name.partition("/")
    place = places().get(head)
    if place is None or "/" in rest or rest in ("..", "."):
        raise CommandError(f"{name} is no key of this house.")
    return place / rest if rest else place
