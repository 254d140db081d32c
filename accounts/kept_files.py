"""Pictures and voices below MEDIA_ROOT: sealed like any personal value, and served through the doors only.

A file says itself which key sealed it; its name is bound into the seal: none passes for another.
Files of earlier days are plain: they are read as they are, and the next rotation seals them.
"""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from accounts.sealing import key_names, seal_bytes, unseal_bytes

MARK = b"sealed:"
HEAD_BYTES = 40


def keep_file(name: str, content: bytes) -> None:
    """Write a new file under a name of ours, for the house alone to read. Raises FileExistsError."""
    path = _path(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(path, name, content)


def read_file(name: str) -> bytes | None:
    """What was kept; None when it is gone. Raises SealBroken."""
    try:
        stored = _path(name).read_bytes()
    except FileNotFoundError:
        return None
    return unseal_bytes(stored.removeprefix(MARK), place=_place(name)) if stored.startswith(MARK) else stored


def forget_file(name: str) -> None:
    """Delete the file; one that is gone already is no fault."""
    _path(name).unlink(missing_ok=True)


def file_keys() -> Counter[str]:
    """How many files each key has sealed; plain ones need none."""
    return Counter(key for name in _names() if (key := _key(_path(name))))


def reseal_files() -> Iterator[int]:
    """Seal again what the newest key has not sealed, file by file; yields 1 for each."""
    current = key_names()[-1]
    for name in _names():
        path = _path(name)
        if _key(path) == current:
            continue
        content = read_file(name)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        if content is not None:
            _write(draft, name, content)
            if path.exists():  # not forgotten meanwhile
                draft.replace(path)
                yield 1
            draft.unlink(missing_ok=True)


def _names() -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and path.name[0] != ".")


def _key(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    return head.removeprefix(MARK).partition(b".")[0].decode() if head.startswith(MARK) else ""


def _write(path: Path, name: str, content: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(MARK + seal_bytes(content, place=_place(name)))


def _place(name: str) -> str:
    return f"media/{name}"


def _path(name: str) -> Path:
    return Path(settings.MEDIA_ROOT) / name
